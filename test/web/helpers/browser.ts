import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { chromiumPath } from '../../../scripts/testing/chromium.ts'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts Chromium.
 * @throws Error in one line that says how to install it, when it is missing.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (executablePath === undefined) {
    throw new Error('Chromium is missing: install it (Debian: apt-get install -y chromium) and run this again')
  }
  return chromium.launch({ executablePath, args: FLAGS })
}

/** A page that remembers everything that went wrong in it. */
export type WatchedPage = { readonly page: Page; readonly complaints: string[] }

/** Opens a page, and collects its console errors, exceptions, refused scripts and requests to strangers. */
export async function openPage(context: BrowserContext, url: string): Promise<WatchedPage> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url()))
      complaints.push(`request to a stranger: ${request.url()}`)
  })
  await page.goto(url)
  return { page, complaints }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Waits until nothing is half way between two looks. What turns for ever may turn on. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(ending.map((animation) => animation.finished))
  })
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await stillness(page)
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(window, 'axe')
    if (!isAxe(axe)) throw new Error('axe did not load')
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary ?? ''}`),
    )

    type Axe = {
      run(
        root: Document,
        options: object,
      ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>
    }
    function isAxe(value: unknown): value is Axe {
      return typeof value === 'object' && value !== null && 'run' in value
    }
  })
}

const SCREENS = join(import.meta.dirname, '../../../.millrace/screens')

const LOOKS = [
  { width: 360, height: 780, theme: 'light' },
  { width: 360, height: 780, theme: 'dark' },
  { width: 1440, height: 900, theme: 'light' },
  { width: 1440, height: 900, theme: 'dark' },
] as const

/** Saves what the page looks like on a phone and on a desk, in the light and in the dark, and fails where it scrolls sideways. */
export async function saveScreens(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  const size = page.viewportSize()
  for (const { width, height, theme } of LOOKS) {
    await page.setViewportSize({ width, height })
    await useTheme(page, theme)
    const full = await page.evaluate(() => {
      scrollTo(0, 0)
      const { scrollWidth, scrollHeight } = document.documentElement
      return { width: scrollWidth, height: scrollHeight }
    })
    if (full.width > width) throw new Error(`${name} is ${full.width} pixels wide on a screen of ${width}`)
    // As high as the page: what sticks to the bottom of the screen then covers nothing of it.
    await page.setViewportSize({ width, height: Math.max(height, full.height) })
    await stillness(page)
    await page.screenshot({ path: join(SCREENS, `${name}-${width}-${theme}.png`) })
  }
  if (size) await page.setViewportSize(size)
}

/** Shows the page in a theme, as its button would. */
export async function useTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((dark) => document.documentElement.classList.toggle('dark', dark), theme === 'dark')
}
