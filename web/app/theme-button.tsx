'use client'
import { useEffect, useState } from 'react'
import { Icon, type IconName } from '../components/ui/icon.tsx'
import { chooseTheme, chosenTheme, followSystem, type Theme } from '../lib/theme.ts'

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const ICON: Readonly<Record<Theme, IconName>> = { system: 'screen', light: 'sun', dark: 'moon' }
const NAME: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' }

/** Goes through the themes: as the system, light, dark. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>('system')
  // The stored choice is the browser's, unknown where the page was built.
  useEffect(() => setTheme(chosenTheme()), [])
  useEffect(() => (theme === 'system' ? followSystem() : undefined), [theme])
  const turn = () => {
    chooseTheme(NEXT[theme])
    setTheme(NEXT[theme])
  }
  return (
    <button
      type="button"
      onClick={turn}
      title={`Theme: ${NAME[theme]}`}
      className="grid size-11 place-items-center rounded-xl text-soft hover:bg-wash"
    >
      <Icon name={ICON[theme]} />
      <span className="sr-only">Theme: {NAME[theme]}. Change it.</span>
    </button>
  )
}
