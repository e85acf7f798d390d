import { expect } from 'chai'
import { FailReason, JobState, Outcome } from '../../../sdk/src/generated/enums.ts'
import {
  challenged,
  claimed,
  contested,
  contracted,
  next,
  posted,
  rejected,
  travelling,
  verifying,
  type Life,
} from '../helpers/life.ts'
import { call, zeroAddress, type Market } from '../helpers/market.ts'
import { moved, refused, scene } from '../helpers/scene.ts'

const { market, at } = await scene()
const lock = 5_040_000n
const fee = 20_000n
const stake = 1_000_001n
const unverified = { verifier: zeroAddress, verifierFee: 0n, windows: { verify: 0n } }

async function poked(m: Market, life: Life) {
  await at(life.job.progress.phaseEnd + 1n)
  let ended = life
  const change = await moved(m, async () => {
    ended = await next(m, life, 'poke', m.stranger)
    expect(await m.lens.getFunction('isCurrent')(travelling(ended.job))).to.equal(true)
  })
  return { change, ended, progress: ended.job.progress }
}

describe('JobEscrow.poke', function () {
  it('cancels and refunds', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await posted(m))
    expect(progress.state).to.equal(JobState.Cancelled)
    expect(change).to.deep.equal({ [m.requester.address]: lock })
  })

  it('burns the slash, returns the rest of the stake and opens the job again', async function () {
    const m = await market()
    const life = await contracted(m)
    const { change, ended, progress } = await poked(m, life)
    const phaseEnd = life.job.progress.phaseEnd + 1n + 1_000n
    expect(progress).to.include({ state: JobState.Open, attempt: 1n, provider: m.provider.address, phaseEnd })
    expect(change).to.deep.equal({ [m.provider.address]: 500_001n, [zeroAddress]: 500_000n })
    await expect(ended.tx)
      .to.emit(m.escrow, 'AttemptFailed')
      .withArgs(life.id, m.provider.address, 1n, FailReason.Late, 500_000n, phaseEnd)
  })

  it('cancels after the last attempt', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await contracted(m, { rules: { maxAttempts: 1n } }))
    expect(progress.state).to.equal(JobState.Cancelled)
    expect(change).to.deep.equal({
      [m.requester.address]: lock - fee,
      [m.provider.address]: 500_001n,
      [zeroAddress]: 500_000n,
    })
  })

  it('claims by the fallback Claimed, with a fresh challenge window', async function () {
    const m = await market()
    const life = await verifying(m)
    const { change, ended, progress } = await poked(m, life)
    const phaseEnd = life.job.progress.phaseEnd + 1n + 200n
    expect(progress).to.include({ state: JobState.Claimed, phaseEnd })
    expect(change).to.deep.equal({})
    await expect(ended.tx).to.emit(m.escrow, 'VerifierSilent').withArgs(life.id, JobState.Claimed, phaseEnd)
  })

  it('settles by the fallback Claimed without a challenge window', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await verifying(m, { windows: { challenge: 0n } }))
    expect(progress.state).to.equal(JobState.Settled)
    expect(change[m.provider.address]).to.equal(2_925_000n + stake)
  })

  it('refunds by the fallback Refund and returns the stake', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await verifying(m, { rules: { fallback: 1n } }))
    expect(progress.state).to.equal(JobState.Cancelled)
    expect(change).to.deep.equal({ [m.requester.address]: lock, [m.provider.address]: stake })
  })

  it('goes to the arbiter by the fallback Disputed', async function () {
    const m = await market()
    const life = await verifying(m, { rules: { fallback: 2n } })
    const { change, progress } = await poked(m, life)
    expect(progress).to.include({ state: JobState.Disputed, phaseEnd: life.job.progress.phaseEnd + 1n + 500n })
    expect(change).to.deep.equal({})
  })

  it('refunds a job that did not succeed, whatever the fallback', async function () {
    const m = await market()
    for (const fallback of [0n, 1n, 2n]) {
      for (const outcome of [Outcome.JobError, Outcome.SpecExceeded]) {
        const lane = fallback * 4n + BigInt(outcome)
        const { change, progress } = await poked(m, await verifying(m, { lane, rules: { fallback } }, outcome))
        expect(progress.state).to.equal(JobState.Cancelled)
        expect(change).to.deep.equal({ [m.requester.address]: lock, [m.provider.address]: stake })
      }
    }
  })

  it('pays the silent verifier nothing', async function () {
    const m = await market()
    const first = await poked(m, await verifying(m))
    const second = await poked(m, first.ended)
    expect(second.progress.state).to.equal(JobState.Settled)
    expect(second.change).to.deep.equal({
      [m.provider.address]: 2_925_000n + stake,
      [m.feeTo.address]: 75_000n,
      [m.requester.address]: lock - 3_000_000n,
    })
  })

  it('settles', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await claimed(m))
    expect(progress.state).to.equal(JobState.Settled)
    expect(change[m.requester.address]).to.equal(lock - 3_000_000n - fee)
  })

  it('pays a job error that the verifier found Valid', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await claimed(m, {}, Outcome.JobError))
    expect(progress.state).to.equal(JobState.Settled)
    expect(change[m.provider.address]).to.equal(1_170_000n + stake)
  })

  it('refunds a job error without a verifier and returns the stake', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await verifying(m, unverified, Outcome.JobError))
    expect(progress.state).to.equal(JobState.Cancelled)
    expect(change).to.deep.equal({ [m.requester.address]: 5_000_000n, [m.provider.address]: stake })
  })

  it('fails the attempt and opens the job again', async function () {
    const m = await market()
    const { change, ended, progress } = await poked(m, await rejected(m))
    expect(progress).to.include({ state: JobState.Open, attempt: 1n, feesPaid: 1n, units: 0n })
    expect(change).to.deep.equal({ [m.provider.address]: 500_001n, [zeroAddress]: 500_000n })
    await expect(ended.tx)
      .to.emit(m.escrow, 'AttemptFailed')
      .withArgs(ended.id, m.provider.address, 1n, FailReason.Invalid, 500_000n, progress.phaseEnd)
  })

  it('cancels after the last rejected attempt', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await rejected(m, { rules: { maxAttempts: 1n } }))
    expect(progress.state).to.equal(JobState.Cancelled)
    // The verifier has its fee already.
    expect(change[m.requester.address]).to.equal(5_000_000n)
  })

  it('settles by the signed split', async function () {
    const m = await market()
    const disputed = await poked(m, await verifying(m, { rules: { fallback: 2n, split: 3_333n } }))
    const { change, progress } = await poked(m, disputed.ended)
    expect(progress.state).to.equal(JobState.Settled)
    const paid = (3_000_000n * 3_333n) / 10_000n
    const toPage = (paid * 250n) / 10_000n
    expect(change).to.deep.equal({
      [m.provider.address]: paid - toPage + stake,
      [m.feeTo.address]: toPage,
      [m.requester.address]: lock - paid,
    })
  })

  it("settles what was judged Valid, and the bond of the challenge is the provider's", async function () {
    const m = await market()
    const { change, ended, progress } = await poked(m, await challenged(m))
    expect(progress).to.include({ state: JobState.Settled, bond: 0n })
    expect(change).to.deep.equal({
      [m.provider.address]: 2_925_000n + stake + 300_000n,
      [m.feeTo.address]: 75_000n,
      [m.requester.address]: lock - fee - 3_000_000n,
    })
    await expect(ended.tx).to.emit(m.escrow, 'BondReleased').withArgs(ended.id, 300_000n, 0n, 0n)
  })

  it("fails what was judged Invalid, and the bond of the contest is the requester's", async function () {
    const m = await market()
    const { change, ended, progress } = await poked(m, await contested(m))
    expect(progress).to.include({ state: JobState.Open, attempt: 1n, bond: 0n })
    expect(change).to.deep.equal({
      [m.provider.address]: 500_001n,
      [zeroAddress]: 500_000n,
      [m.requester.address]: 300_000n,
    })
    await expect(ended.tx).to.emit(m.escrow, 'BondReleased').withArgs(ended.id, 0n, 300_000n, 0n)
    await expect(ended.tx)
      .to.emit(m.escrow, 'AttemptFailed')
      .withArgs(ended.id, m.provider.address, 1n, FailReason.Invalid, 500_000n, progress.phaseEnd)
  })

  it('settles a challenge without a verdict by the signed split, and the bond goes back', async function () {
    const m = await market()
    const { change } = await poked(m, await challenged(m, unverified))
    expect(change).to.deep.equal({
      [m.provider.address]: 1_500_000n - 37_500n + stake,
      [m.feeTo.address]: 37_500n,
      [m.requester.address]: 5_000_000n - 1_500_000n + 300_000n,
    })
  })

  it('refunds a challenged job that did not succeed, and the bond goes back', async function () {
    const m = await market()
    const { change, progress } = await poked(m, await challenged(m, unverified, Outcome.JobError))
    expect(progress.state).to.equal(JobState.Cancelled)
    expect(change).to.deep.equal({
      [m.provider.address]: stake,
      [m.requester.address]: 5_000_000n + 120_000n,
    })
  })

  it('refuses a settled and a cancelled job', async function () {
    const m = await market()
    const settled = await poked(m, await claimed(m))
    const cancelled = await poked(m, await posted(m, { lane: 1n }))
    for (const { job, id } of [settled.ended, cancelled.ended]) {
      await at(job.progress.phaseEnd + 10_000n)
      const poke = call(m.escrow, 'poke', m.stranger, travelling(job))
      await refused(m, poke, 'JobStateWrong', id, job.progress.state)
    }
  })
})
