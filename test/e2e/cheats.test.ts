import { join } from 'node:path'
import { expect } from 'chai'
import { postDemoJob, sample } from '../../scripts/demo/jobs.ts'
import { watch } from '../../scripts/demo/watch.ts'
import { contractAt } from '../../scripts/requester/market.ts'
import { script, useMarket, walletOf } from './shared-market.ts'

describe('a dishonest provider', function () {
  this.timeout(120_000)
  const shared = useMarket()

  const cheatOn = async (name: string, role: 'liar' | 'noShow', args: readonly string[]) => {
    const market = shared()
    const cheat = walletOf(market, role)
    const option = {
      module: sample('option-price'),
      args: ['100', '105', '0.03', '0.2', '1', '2000'],
      outputs: ['price.json'],
      steps: 100_000_000n,
    }
    const hasty = { provider: cheat.address, seconds: 5, runWindow: 15 }
    const id = await postDemoJob(market, walletOf(market, 'requester'), { ...option, ...hasty })
    const files = [`test/e2e/${name}.ts`, market.rpcUrl, market.deploymentFile, ...args, id]
    market.children.start(name, files, join(market.dataDir, `logs/${name}.log`), { MILLRACE_KEY: cheat.privateKey })
    return watch(market, name, id, () => {}, { poker: walletOf(market, 'poker') })
  }

  it('is found out by one flipped bit: half of the stake burns and the requester is refunded', async () => {
    const market = shared()
    const { last, paid, refunded } = await cheatOn('liar', 'liar', [market.uploadUrl])
    expect(last.job.progress).to.include({ state: 'Cancelled', verdict: 'Invalid' })
    expect([paid, refunded]).to.deep.equal([0n, last.job.order.maxPrice])
    const escrow = contractAt('JobEscrow', market.deployment.escrow, market.provider)
    const left = await escrow.getFunction('balanceOf')(
      market.deployment.token.address,
      walletOf(market, 'liar').address,
    )
    expect(left).to.equal(last.job.order.stake / 2n)
  })

  it('is poked when it never submits, and the requester is refunded', async () => {
    const { last, paid, refunded } = await cheatOn('no-show', 'noShow', [])
    expect(last.job.progress).to.include({ state: 'Cancelled', verdict: 'None' })
    expect([paid, refunded]).to.deep.equal([0n, last.job.order.maxPrice])
  })

  it('is listed beside the honest ones, each with its price', async () => {
    const { rpcUrl, deploymentFile } = shared()
    const { stdout } = await script(['scripts/list-offers.ts', rpcUrl, deploymentFile])
    expect(stdout).to.match(/^brook {2}0x[0-9a-fA-F]{40} {2}1 cores {2}128 MiB {2}0\.04 mUSD per 10\^9 steps$/m)
  })
})
