import { claimOf } from '@millrace/sdk'
import { expect } from 'chai'
import { createPublicClient, erc20Abi, http, type Address } from 'viem'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium, openPage } from './helpers/browser.ts'
import { startLocalMarket, STARTING_UNITS, type LocalMarket } from './helpers/local-market.ts'
import { coloursIn, look, postedJob, takeDemoWallet } from './helpers/steps.ts'
import { formatAmount } from '../../web/lib/format.ts'
import { installWallet } from './helpers/wallet.ts'

const READY_MS = 120_000
const JOURNEY_MS = 90_000

describe('The states of the page', function () {
  this.timeout(JOURNEY_MS)
  let market: LocalMarket
  let browser: Browser
  let context: BrowserContext

  before(async function () {
    this.timeout(READY_MS)
    browser = await launchChromium()
    market = await startLocalMarket()
  })
  after(async function () {
    await browser?.close()
    await market?.stop()
  })
  beforeEach(async function () {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  })
  afterEach(async function () {
    await context.close()
  })

  it('shows a job in each of its states, from the demo wallet to the withdrawal', async function () {
    const { page, complaints } = await openPage(context, market.url)
    await page.getByText('2 of 3 fit the job in mind').waitFor()
    await look(page, 'market')

    await page.getByRole('link', { name: 'Post a job' }).first().click()
    await page.getByRole('button', { name: 'Connect a wallet' }).click()
    await look(page, 'wallets')
    await page.getByRole('button', { name: /Take the demo wallet/ }).click()
    await page.getByText('2 providers fit').waitFor()
    await look(page, 'post')
    await page.getByRole('button', { name: /^Sign and post for/ }).click()

    const id = await postedJob(page)
    const lock = (await market.mill.job(id)).order.maxPrice
    await page.getByRole('heading', { name: 'Your job is on the market' }).waitFor()
    await look(page, 'job-open')
    await market.mill.accept(id)
    await page.getByRole('heading', { name: 'A provider is running it' }).waitFor()
    await market.mill.submit(id)
    await page.getByRole('heading', { name: 'The proof is being checked' }).waitFor()
    const picture = page.getByRole('img', { name: /tile\.rgb, 320 by 200 pixels/ })
    await picture.waitFor()
    expect(await coloursIn(page)).to.be.greaterThan(1000)
    await look(page, 'job-verifying')
    await market.mill.judge(id)
    await page.getByRole('heading', { name: 'Contract fulfilled, thank you for your business' }).waitFor()
    for (const title of [
      'Posted',
      'Taken by a provider',
      'Run done, proof submitted',
      'Verified',
      'Contract fulfilled',
    ]) {
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
    }
    await look(page, 'job-settled')

    const settled = await market.mill.job(id)
    const claim = claimOf(settled.order, settled.progress)
    expect(claim > 0n && claim < lock).to.equal(true)
    const [paid, back] = [claim, lock - claim].map((units) => formatAmount(units, market.deployment.token))
    await page.getByText(`The provider was paid ${paid}. The other ${back} went back to your balance`).waitFor()
    await page.getByRole('link', { name: 'My things' }).first().click()
    await page.getByText('Contract fulfilled, thank you for your business.').waitFor()
    await look(page, 'me')
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.getByRole('button', { name: /^Withdraw \d/ }).click()
    await page.getByText('are back in your wallet').waitFor()
    expect(await walletUnits(market.demo.address)).to.equal(STARTING_UNITS - claim)
    expect(complaints).to.deep.equal([])
  })

  it('takes a stranger with a wallet of their own, on another chain at first, through a refusal to a report on their own table', async function () {
    const wallet = await installWallet(context, {
      key: market.guest.key,
      chainId: market.deployment.chainId,
      rpcUrl: market.rpcUrl,
      name: 'Guest Wallet',
      startChainId: 1,
    })
    const { page, complaints } = await openPage(context, `${market.url}post/?template=report`)
    await page.getByLabel('Choose a CSV file').setInputFiles({
      name: 'rivers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('river,km\n"Exe, upper",82\nTaw,72\n'),
    })
    await page.getByRole('button', { name: 'Connect a wallet' }).click()
    await page.getByRole('button', { name: /Guest Wallet/ }).click()
    await switchIfAsked(page)
    wallet.rejectNext('eth_signTypedData_v4')
    await page.getByRole('button', { name: /^Sign and post for/ }).click()
    await page.getByText('You declined in the wallet.').waitFor()
    await look(page, 'post-declined')
    await page.getByRole('button', { name: /^Sign and post for/ }).click()

    const id = await postedJob(page)
    await market.mill.accept(id)
    await market.mill.submit(id)
    await market.mill.judge(id)
    await page.getByRole('heading', { name: 'Contract fulfilled, thank you for your business' }).waitFor()
    const report = page.getByRole('region', { name: 'report.csv' })
    await report.getByRole('cell', { name: 'km' }).waitFor()
    await report.getByRole('cell', { name: '77', exact: true }).waitFor()
    await look(page, 'job-report')
    expect(wallet.asked).to.include.members(['eth_signTypedData_v4', 'eth_sendTransaction'])
    await wallet.switchChain(1)
    await page.getByRole('button', { name: 'Switch to Local chain' }).waitFor()
    expect(complaints).to.deep.equal([])
  })

  it('ends an overdue job for anybody, and shows the refund', async function () {
    const { page, complaints } = await openPage(context, `${market.url}post/?template=option`)
    await takeDemoWallet(page)
    await page.getByLabel('Paths').fill('999')
    await page.getByText('Paths must be from 1000 to 5000000.').first().waitFor()
    await page.getByLabel('Paths').fill('1000')
    await page.getByRole('button', { name: /post for/i }).click()
    const id = await postedJob(page)
    await market.mill.accept(id)
    await market.mill.passDeadline(id)
    await page.getByRole('button', { name: 'End it now' }).click()
    await page.getByRole('heading', { name: 'The job ended without payment' }).waitFor()
    await page.getByRole('heading', { name: 'The attempt failed' }).waitFor()
    await look(page, 'job-failed')
    expect(complaints).to.deep.equal([])
  })

  it('says before anything is signed that nobody fits, what would help, and why a module cannot run', async function () {
    const { page, complaints } = await openPage(context, `${market.url}post/`)
    await page.getByText('2 providers fit').waitFor()
    await page.getByLabel('At most').fill('0.01')
    await page.getByText('No provider fits').waitFor()
    await page.getByText('Price rules out 3 offers').waitFor()
    await page.getByText(/^Raise the price to 0\.512 mUSD: 1 provider fits\.$/).waitFor()
    await look(page, 'post-nobody')
    await takeDemoWallet(page)
    const post = page.getByRole('button', { name: /post/i }).and(page.locator('aside button'))
    await page.getByText('No provider fits the job as it stands.').waitFor()
    expect(await post.isDisabled()).to.equal(true)
    await page.getByLabel('Post it although nobody fits').check()
    await page.getByRole('button', { name: 'Sign and post for 0.01 mUSD' }).waitFor()
    await look(page, 'post-unfit')
    await page.getByLabel('At most').fill('0.02')
    await page.getByText('No provider fits the job as it stands.').waitFor()
    expect(await post.isDisabled()).to.equal(true)
    await page.getByRole('radio', { name: /My own program/ }).click()
    await page
      .getByLabel('Choose a .wasm module')
      .setInputFiles({ name: 'my.wasm', mimeType: 'application/wasm', buffer: Buffer.from('not wasm') })
    await page
      .getByText(/^my\.wasm cannot be run: /)
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: 'Post the job' }).isDisabled()).to.equal(true)
    await look(page, 'post-own')
    expect(complaints).to.deep.equal([])
  })

  it('is walked by keyboard alone, from the skip link to a posted job', async function () {
    const { page } = await openPage(context, `${market.url}post/?template=option`)
    await page.getByText('2 providers fit').waitFor()
    const press = (key: string) => page.keyboard.press(key)
    await press('Tab')
    expect(await focused(page)).to.equal('Skip to the content')
    await press('Enter')
    await tabTo(page, 'Connect a wallet')
    await press('Enter')
    await tabTo(page, 'Take the demo wallet')
    await press('Enter')
    await page.getByRole('button', { name: /post for/i }).waitFor()
    await tabTo(page, 'ost for')
    await press('Enter')
    const id = await postedJob(page)
    await page.getByRole('heading', { name: 'Your job is on the market' }).waitFor()
    await tabTo(page, 'Take the job back')
    await press('Enter')
    await page.getByRole('heading', { name: 'The job ended without payment' }).waitFor()
    expect((await market.mill.job(id)).progress.state).to.equal('Cancelled')
  })

  it('speaks to a stranger as to a stranger, and leads to a wallet where a move needs one', async function () {
    const { page } = await openPage(context, `${market.url}post/?template=option`)
    await takeDemoWallet(page)
    await page.getByRole('button', { name: /post for/i }).click()
    const id = await postedJob(page)
    await market.mill.accept(id)
    const stranger = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const { page: seen, complaints } = await openPage(stranger, `${market.url}job/?id=${id}`)
    await seen.getByRole('heading', { name: 'A provider is running it' }).waitFor()
    await seen.getByText('Is it your job? Connect the wallet that posted it').waitFor()
    await look(seen, 'job-stranger')
    await market.mill.passDeadline(id)
    await seen.getByRole('button', { name: 'Connect a wallet to end it now' }).waitFor()
    await stranger.close()
    expect(complaints).to.deep.equal([])
  })

  it('looks as the system does, moves nothing where motion is unwanted, and says so when nothing is there', async function () {
    const { page, complaints } = await openPage(context, `${market.url}me/`)
    await page.getByText('No wallet is connected').waitFor()
    const becomes = (dark: boolean) =>
      page.waitForFunction((now) => document.documentElement.classList.contains('dark') === now, dark)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await becomes(true)
    expect(await page.evaluate(() => document.getAnimations().length)).to.equal(0)
    await page.emulateMedia({ colorScheme: 'light' })
    await becomes(false)
    await look(page, 'me-nobody')
    await page.goto(`${market.url}job/?id=0x${'ab'.repeat(32)}`)
    await page.getByText('No job has this id here').waitFor()
    await look(page, 'job-unknown')
    await page.goto(`${market.url}job/`)
    await page.getByText('Which job?').waitFor()
    await look(page, 'job-which')
    expect(complaints).to.deep.equal([])
  })

  it('says what is wrong when config.json is, and when the chain is gone', async function () {
    await context.route('**/config.json', (route) =>
      route.fulfill({ json: { chainId: 31337, rpcUrl: 'ftp://nowhere' } }),
    )
    const { page } = await openPage(context, market.url)
    await page.getByText('config.json: rpcUrl must be an http or https URL').first().waitFor()
    await look(page, 'config-wrong')
    await context.unroute('**/config.json')
    await context.route(`${market.rpcUrl}/**`, (route) => route.abort())
    await page.goto(market.url)
    await page.getByText('The chain does not answer.').first().waitFor()
    await look(page, 'chain-gone')
  })

  async function walletUnits(account: Address): Promise<bigint> {
    const client = createPublicClient({ transport: http(market.rpcUrl) })
    return client.readContract({
      address: market.deployment.token.address,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [account],
    })
  }
})

async function switchIfAsked(page: Page): Promise<void> {
  const either = page.getByRole('button', { name: /^Switch to|^Sign and post for/ }).first()
  await either.waitFor()
  const step = page.locator('aside').getByRole('button', { name: /^Switch to/ })
  if (await step.isVisible()) await step.click()
}

/** The text of what has the focus. */
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

const MOST_TABS = 60

/** Presses Tab until what has the focus says `text`, and can be seen to have it. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab')
    if (!(await focused(page)).includes(text)) continue
    const outline = await page.evaluate(
      () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
    )
    expect(outline, `the focus ring of ${text}`).to.equal('solid')
    return
  }
  throw new Error(`"${text}" was not reached by ${MOST_TABS} tabs`)
}
