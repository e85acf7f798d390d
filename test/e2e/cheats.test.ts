import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { postDemoJob, sample } from '../../scripts/demo/jobs.ts'
import { watch } from '../../scripts/demo/watch.ts'
import { localWallet } from '../../scripts/local/accounts.ts'
import { ROOT } from '../../scripts/local/children.ts'
import { startMarket, type LocalMarket } from '../../scripts/local/market.ts'
import { contractAt } from '../../scripts/requester/market.ts'
import { pokeJob } from '../../scripts/requester/poke-job.ts'

const run = promisify(execFile)
const script = (args: readonly string[], key?: string) =>
  run(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...process.env, ...(key !== undefined && { MILLRACE_KEY: key }) },
  })

describe('a market with dishonest providers only', function () {
  this.timeout(120_000)
  let market: LocalMarket
  const wallet = (role: Parameters<typeof localWallet>[0]) => localWallet(role, 31_337).connect(market.provider)

  before(async () => {
    market = await startMarket({
      dataDir: mkdtempSync(join(tmpdir(), 'millrace-e2e-')),
      log: () => {},
      web: false,
      agents: 0,
    })
  })
  after(() => market.stop())

  const cheatOn = async (name: string, role: 'liar' | 'noShow', args: readonly string[], state: string) => {
    const option = {
      module: sample('option-price'),
      args: ['100', '105', '0.03', '0.2', '1', '2000'],
      outputs: ['price.json'],
      steps: 100_000_000n,
    }
    const id = await postDemoJob(market, wallet('requester'), { ...option, provider: wallet(role).address, seconds: 5 })
    const files = [`test/e2e/${name}.ts`, market.rpcUrl, market.deploymentFile, ...args, id]
    market.children.start(name, files, join(market.dataDir, `logs/${name}.log`), {
      MILLRACE_KEY: wallet(role).privateKey,
    })
    return watch(
      market,
      name,
      id,
      () => {},
      async ({ job, event }) => {
        if (job.progress.state === state && event.eventName !== 'AttemptFailed')
          await pokeJob(market, wallet('poker'), job)
      },
    )
  }

  it('finds the flipped bit, burns half of the stake and refunds the requester', async () => {
    const { last, paid, refunded } = await cheatOn('liar', 'liar', [market.uploadUrl], 'Rejected')
    expect(last.job.progress).to.include({ state: 'Cancelled', verdict: 'Invalid' })
    expect([paid, refunded]).to.deep.equal([0n, last.job.order.maxPrice])
    const escrow = contractAt('JobEscrow', market.deployment.escrow, market.provider)
    const left = await escrow.getFunction('balanceOf')(market.deployment.token.address, wallet('liar').address)
    expect(left).to.equal(last.job.order.stake / 2n)
  })

  it('is poked when a provider never submits, and refunds the requester', async () => {
    const { last, paid, refunded } = await cheatOn('no-show', 'noShow', [], 'Contracted')
    expect(last.job.progress).to.include({ state: 'Cancelled', verdict: 'None' })
    expect([paid, refunded]).to.deep.equal([0n, last.job.order.maxPrice])
  })

  it('posts, lists, follows and withdraws with the scripts that a person copies from', async () => {
    const place = [market.rpcUrl, market.deploymentFile]
    const { stdout: offers } = await script(['scripts/list-offers.ts', ...place])
    expect(offers).to.match(/^stranger {2}0x[0-9a-fA-F]{40} {2}1 cores {2}512 MiB/m)
    const { stdout: followed } = await script(['scripts/follow.ts', ...place, (await lastId()) ?? ''])
    expect(followed).to.match(/JobPosted[^]*JobContracted[^]*AttemptFailed[^]*JobCancelled/)
    const module = 'engine/samples/endless/endless.wasm'
    const { stdout: posted } = await script(
      ['scripts/post.ts', ...place, market.uploadUrl, module, '0.5'],
      wallet('requester').privateKey,
    )
    expect(posted.trim()).to.equal(await lastId())
    const { stdout: withdrawn } = await script(['scripts/withdraw.ts', ...place], wallet('requester').privateKey)
    expect(withdrawn).to.match(/^0\.04 mUSD went from the escrow to/)
  })

  it('says which constraint removed whom when a job fits nobody', async () => {
    const args = ['--module', 'engine/samples/endless/endless.wasm', '--max-price', '1', '--memory', '4000']
    const place = ['--rpc', market.rpcUrl, '--deployment', market.deploymentFile, '--store', market.uploadUrl]
    const refused = await script(['scripts/job.ts', ...args, ...place]).catch(
      (error: { code: number; stderr: string }) => error,
    )
    expect(refused).to.include({ code: 2 })
    expect(refused.stderr).to.match(/No provider fits[^]*memory removed 2 of 2/)
  })

  async function lastId(): Promise<string | undefined> {
    const escrow = contractAt('JobEscrow', market.deployment.escrow, market.provider)
    const posted = escrow.interface.getEvent('JobPosted')
    const logs = await market.provider.getLogs({
      address: market.deployment.escrow,
      topics: [posted?.topicHash ?? ''],
      fromBlock: 0,
    })
    return logs.at(-1)?.topics[1]
  }
})
