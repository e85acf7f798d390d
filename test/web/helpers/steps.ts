import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { isHex, type Hex } from 'viem'
import type { Page } from 'playwright-core'
import { axeViolations, saveScreens, useTheme } from './browser.ts'

/** Saves the screens, and lets axe look at the page in both themes. */
export async function look(page: Page, name: string): Promise<void> {
  await saveScreens(page, name)
  for (const theme of ['light', 'dark'] as const) {
    await useTheme(page, theme)
    expect(await axeViolations(page), `${name}, ${theme}`).to.deep.equal([])
  }
  await useTheme(page, 'light')
}

/** The id of the job that the page went to after posting. */
export async function postedJob(page: Page): Promise<Hex> {
  await page.waitForURL(/\/job\/\?id=0x/)
  const id = new URL(page.url()).searchParams.get('id')
  if (!isHex(id)) throw new Error('The address names no job')
  return id
}

/** How many different colours the canvas shows: a blank one has one. */
export async function coloursIn(page: Page): Promise<number> {
  return page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    return new Set(new Uint32Array(new Uint8Array(pixels).buffer)).size
  })
}

/** What the page saves for the one output of a job. */
export async function downloadedText(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

/** Takes the demo wallet from a page whose next step is to connect. */
export async function takeDemoWallet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect a wallet' }).click()
  await page.getByRole('button', { name: /Take the demo wallet/ }).click()
}
