/** How the page looks: as the system does, or as the reader chose. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'millrace.theme'

/** Runs before the first paint, so that no page flashes in the other theme. Inlined in the head, allowed by its hash. */
export const themeScript = `try{var t=localStorage.getItem('${KEY}')}catch(e){}document.documentElement.classList.toggle('dark',t==='dark'||(t!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches))`

/** What the reader chose, or `system`. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Remembers the choice and applies it. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  show(theme === 'dark' || (theme === 'system' && systemIsDark().matches))
}

/** Follows the system from light to dark and back while the page is open; returns what ends it. */
export function followSystem(): () => void {
  const system = systemIsDark()
  const follow = () => show(system.matches)
  system.addEventListener('change', follow)
  return () => system.removeEventListener('change', follow)
}

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)')

const show = (dark: boolean) => document.documentElement.classList.toggle('dark', dark)
