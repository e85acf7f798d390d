import { expect } from 'chai'
import { JobState, Outcome } from '../../sdk/src/generated/enums.ts'
import { claimed, contracted, next, posted, travelling } from './helpers/life.ts'
import { byCall, call, startBalance } from './helpers/market.ts'
import { scene } from './helpers/scene.ts'

const { market, at } = await scene()

describe('JobLens', function () {
  it('knows the job as it is from any other', async function () {
    const m = await market()
    const isCurrent = m.lens.getFunction('isCurrent')
    const before = await posted(m)
    const now = await next(m, before, 'accept', m.provider, m.provider.address, byCall)
    expect(await isCurrent(travelling(now.job))).to.equal(true)
    expect(await isCurrent(travelling(before.job))).to.equal(false)
    const { order, progress } = travelling(now.job)
    for (const other of [
      { order: { ...order, maxPrice: order.maxPrice + 1n }, progress },
      { order: { ...order, sequence: 2n }, progress },
      { order: { ...order, lane: 2n ** 32n }, progress },
      { order, progress: { ...progress, phase: progress.phase + (1n << 88n) } },
    ])
      expect(await isCurrent(other)).to.equal(false)
    expect(await m.lens.getFunction('escrow')()).to.equal(await m.escrow.getAddress())
  })

  it('tells the deadline, the claim and the price of a second', async function () {
    const m = await market()
    const open = await posted(m, { minPrice: 1_000_000n })
    const { phaseEnd } = open.job.progress
    expect(await m.lens.getFunction('priceAt')(travelling(open.job), phaseEnd - 500n)).to.equal(3_000_000n)
    expect(await m.lens.getFunction('priceAt')(travelling(open.job), phaseEnd)).to.equal(5_000_000n)
    for (const early of [phaseEnd - 1_000n, phaseEnd - 1_001n, 0n])
      expect(await m.lens.getFunction('priceAt')(travelling(open.job), early)).to.equal(1_000_000n)

    const run = await contracted(m, { lane: 1n })
    const { acceptedAt, phaseEnd: runEnd } = run.job.progress
    expect(await m.lens.getFunction('deadlineOf')(travelling(run.job).progress)).to.equal(runEnd)
    await at(acceptedAt + 120n)
    const asked = await next(m, run, 'challengeLiveness', m.requester, byCall)
    expect(await m.lens.getFunction('deadlineOf')(travelling(asked.job).progress)).to.equal(acceptedAt + 140n)

    const { order, progress } = travelling((await claimed(m, { lane: 2n }, Outcome.JobError)).job)
    expect(await m.lens.getFunction('claimOf')(order, progress)).to.equal(1_200_000n)
  })

  it('refuses a price of a job that is not open, or after its time', async function () {
    const m = await market()
    const open = await posted(m)
    const { phaseEnd } = open.job.progress
    const late = m.lens.getFunction('priceAt')(travelling(open.job), phaseEnd + 1n)
    await expect(late)
      .to.be.revertedWithCustomError(m.escrow, 'DeadlinePassed')
      .withArgs(open.id, phaseEnd, phaseEnd + 1n)
    const run = await contracted(m, { lane: 1n })
    const running = m.lens.getFunction('priceAt')(travelling(run.job), 0n)
    await expect(running).to.be.revertedWithCustomError(m.escrow, 'JobStateWrong').withArgs(run.id, JobState.Contracted)
  })

  it('tells which lanes are free, and from which sequence on', async function () {
    const m = await market()
    await posted(m)
    await next(m, await posted(m, { lane: 1n }), 'cancel', m.requester, byCall)
    const lanes = await m.lens.getFunction('lanesOf')(m.requester.address, 0n, 3n)
    const rows = lanes.map((lane: { toObject: () => object }) => lane.toObject())
    expect(rows).to.deep.equal([
      { state: BigInt(JobState.Open), isFree: false, sequence: 1n },
      { state: BigInt(JobState.Cancelled), isFree: true, sequence: 1n },
      { state: BigInt(JobState.None), isFree: true, sequence: 0n },
    ])
    const [second] = await m.lens.getFunction('lanesOf')(m.requester.address, 1n, 1n)
    expect(second.state).to.equal(BigInt(JobState.Cancelled))
  })

  it('tells the balances of many accounts in many tokens', async function () {
    const m = await market()
    const [token, other] = [await m.token.getAddress(), await m.escrow.getAddress()]
    await call(m.escrow, 'withdraw', m.rival, token, m.rival.address, 7n)
    const accounts = [m.requester.address, m.rival.address]
    const balances: bigint[] = await m.lens.getFunction('balancesOf')(accounts, [token, other])
    expect([...balances]).to.deep.equal([startBalance, 0n, startBalance - 7n, 0n])
    expect([...(await m.lens.getFunction('balancesOf')([], [token]))]).to.deep.equal([])
    expect([...(await m.lens.getFunction('balancesOf')(accounts, []))]).to.deep.equal([])
  })
})
