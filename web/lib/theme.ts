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
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
}
