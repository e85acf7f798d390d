import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimOf, jobEscrowAbi, jobEvents, reduceJob, type Job } from '@millrace/sdk'
import { expect } from 'chai'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createPublicClient, erc20Abi, http, isHex, type Address, type Hex, type PublicClient } from 'viem'
import { localWallet, type Role } from '../../scripts/local/accounts.ts'
import { startMarket, type LocalMarket } from '../../scripts/local/market.ts'
import { launchChromium, openPage } from './helpers/browser.ts'
import { coloursIn, downloadedText, look, postedJob, takeDemoWallet } from './helpers/steps.ts'
import { installWallet } from './helpers/wallet.ts'

const READY_MS = 180_000
const JOURNEY_MS = 120_000
const SETTLED_MS = 60_000

describe('A journey through the page, on the real local market', function () {
  this.timeout(JOURNEY_MS)
  let folder: string
  let market: LocalMarket
  let chain: PublicClient
  let browser: Browser
  let context: BrowserContext

  before(async function () {
    this.timeout(READY_MS)
    browser = await launchChromium()
    folder = await mkdtemp(join(tmpdir(), 'millrace-journey-'))
    market = await startMarket({ dataDir: folder, log: () => undefined, web: true })
    chain = createPublicClient({ transport: http(market.rpcUrl) })
  })
  after(async function () {
    await browser?.close()
    await market?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async function () {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  })
  afterEach(async function () {
    await context.close()
  })

  it('from the demo wallet: a picture, posted, run, verified by the committee, paid, seen, and the rest withdrawn', async function () {
    const account = accountOf('pageWallet')
    const { page, complaints } = await openPage(context, `${market.pageUrl}/`)
    await page.getByText('3 of 3 fit the job in mind').waitFor()
    await page.getByRole('link', { name: 'Post a job' }).first().click()
    await takeDemoWallet(page)
    await page.getByText('3 providers fit').waitFor()
    const before = await unitsOf(account)
    await page.getByRole('button', { name: /^Sign and post for/ }).click()

    const job = await followToTheEnd(page)
    await page.getByRole('img', { name: /tile\.rgb, 320 by 200 pixels/ }).waitFor()
    expect(await coloursIn(page)).to.be.greaterThan(1000)
    await look(page, 'real-job')
    expect(job.progress).to.include({ state: 'Settled', outcome: 'Success', verdict: 'Valid' })
    await withdrawAll(page, account)
    expect(await unitsOf(account)).to.equal(before - claimOf(job.order, job.progress))
    expect(complaints).to.deep.equal([])
  })

  it('from an injected wallet that signs for itself: an option price, and the rest withdrawn', async function () {
    const account = accountOf('requester')
    const key = localWallet('requester', market.deployment.chainId).privateKey
    if (!isHex(key)) throw new Error('A local key is not hex')
    const { chainId } = market.deployment
    const wallet = await installWallet(context, { key, chainId, rpcUrl: market.rpcUrl, name: 'Guest Wallet' })
    const { page, complaints } = await openPage(context, `${market.pageUrl}/post/?template=option`)
    await page.getByRole('button', { name: 'Connect a wallet' }).click()
    await page.getByRole('button', { name: /Guest Wallet/ }).click()
    const before = await unitsOf(account)
    await page.getByRole('button', { name: /^Sign and post for/ }).click()

    const job = await followToTheEnd(page)
    const price = await page.locator('dt', { hasText: 'price' }).first().locator('+ dd').textContent()
    const exact = await page.locator('dt', { hasText: 'black scholes' }).locator('+ dd').textContent()
    expect(Math.abs(Number(price) - Number(exact))).to.be.lessThan(0.2)
    expect(await downloadedText(page)).to.include(`"price":${price}`)
    expect(job.progress).to.include({ state: 'Settled', outcome: 'Success', verdict: 'Valid' })
    await withdrawAll(page, account)
    expect(await unitsOf(account)).to.equal(before - claimOf(job.order, job.progress))
    expect(wallet.asked).to.include.members(['eth_signTypedData_v4', 'eth_sendTransaction'])
    expect(complaints).to.deep.equal([])
  })

  async function followToTheEnd(page: Page): Promise<Job> {
    const id = await postedJob(page)
    const done = page.getByRole('heading', { name: 'Contract fulfilled, thank you for your business' })
    await done.waitFor({ timeout: SETTLED_MS })
    for (const title of [
      'Posted',
      'Taken by a provider',
      'Run done, proof submitted',
      'Verified',
      'Contract fulfilled',
    ]) {
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
    }
    return jobOf(id)
  }

  async function withdrawAll(page: Page, account: Address): Promise<void> {
    await page.getByRole('link', { name: 'My things' }).first().click()
    await page.getByText('Contract fulfilled, thank you for your business.').waitFor()
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.getByRole('button', { name: /^Withdraw \d/ }).click()
    await page.getByText('are back in your wallet').waitFor()
    const { escrow, token } = market.deployment
    const left = await chain.readContract({
      address: escrow,
      abi: jobEscrowAbi,
      functionName: 'balanceOf',
      args: [token.address, account],
    })
    expect(left).to.equal(0n)
  }

  async function jobOf(id: Hex): Promise<Job> {
    const { escrow, startBlock } = market.deployment
    const logs = await chain.getLogs({ address: escrow, fromBlock: startBlock })
    const job = jobEvents(logs)
      .filter(({ args }) => args.id === id)
      .reduce<Job | undefined>(reduceJob, undefined)
    if (!job) throw new Error(`No job ${id} on the chain`)
    return job
  }

  const unitsOf = (account: Address): Promise<bigint> =>
    chain.readContract({
      address: market.deployment.token.address,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [account],
    })

  function accountOf(role: Role): Address {
    const { address } = localWallet(role, market.deployment.chainId)
    if (!isHex(address)) throw new Error('An address is not hex')
    return address
  }
})
