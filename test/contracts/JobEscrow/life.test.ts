import { expect } from 'chai'
import { network } from 'hardhat'
import { JobState, Verdict } from '../../../sdk/src/generated/enums.ts'
import { claimed, contracted, evidence, fullClaim, next, posted, travelling, verifying } from '../helpers/life.ts'
import { balances, byCall, deployMarket, zeroAddress } from '../helpers/market.ts'

const { ethers, networkHelpers } = await network.create()
const market = () => networkHelpers.loadFixture(deploy)
async function deploy() {
  return deployMarket(ethers)
}

describe('A job from posting to payment', function () {
  it('holds the commitment to the job as told by the events, after every move', async function () {
    const m = await market()
    const isCurrent = m.escrow.getFunction('isCurrent')
    for (const step of [posted, contracted, verifying, claimed]) {
      const snapshot = await networkHelpers.takeSnapshot()
      const { job } = await step(m)
      expect(await isCurrent(travelling(job)), step.name).to.equal(true)
      await snapshot.restore()
    }
  })

  it('pays provider, verifier and fee, returns the stake and refunds the rest: P2', async function () {
    const m = await market()
    const before = await balances(m)
    const life = await claimed(m)
    await networkHelpers.time.setNextBlockTimestamp(life.job.progress.phaseEnd + 1n)
    const { tx, job } = await next(m, life, 'poke', m.stranger)

    const fee = (fullClaim * 250n) / 10_000n
    const moved = await balances(m)
    const change = Object.fromEntries(
      Object.entries(moved).map(([who, balance]) => [who, balance - (before[who] ?? 0n)]),
    )
    expect(change).to.deep.equal({
      [m.requester.address]: -fullClaim - 20_000n,
      [m.provider.address]: fullClaim - fee,
      [m.verifier.address]: 20_000n,
      [m.feeTo.address]: fee,
      [m.payer.address]: 0n,
      [m.rival.address]: 0n,
      [m.arbiter.address]: 0n,
      [m.stranger.address]: 0n,
      [zeroAddress]: 0n,
    })
    expect(job.progress.state).to.equal(JobState.Settled)
    await expect(tx)
      .to.emit(m.escrow, 'ContractFulfilled')
      .withArgs(life.id, m.requester.address, m.provider.address, fullClaim - fee, 5_040_000n - fullClaim - 20_000n)
  })

  it('settles at once on Valid when there is no challenge window', async function () {
    const m = await market()
    const life = await verifying(m, { windows: { challenge: 0n } })
    const { tx, job } = await next(m, life, 'deliverVerdict', m.verifier, Verdict.Valid, evidence, byCall)
    await expect(tx).to.emit(m.escrow, 'ContractFulfilled')
    expect(await m.escrow.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })
})
