import { expect } from 'chai'
import { FailReason, JobState, Outcome } from '../../../sdk/src/generated/enums.ts'
import { challenged, claimed, contested, fallenBack, next, reason, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroAddress, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market } = await scene()
// The claim is 3,000,000, the bond 300,000, of which 100,000 are the arbiter's; the verifier has its fee already.
const left = 5_020_000n
const stake = 1_000_001n

async function ruled(m: Market, life: Life, share: bigint) {
  let after = life
  const change = await moved(m, async () => {
    after = await next(m, life, 'rule', m.arbiter, share, reason, byCall)
    expect(await m.lens.getFunction('isCurrent')(travelling(after.job))).to.equal(true)
  })
  await expect(after.tx).to.emit(m.escrow, 'DisputeRuled').withArgs(life.id, share, reason)
  return { change, after, progress: after.job.progress }
}

/** What each gets of a claim of 3,000,000 and a bond of 300,000, written out by hand. */
const parts = (m: Market, share: bigint) => {
  const paid = (3_000_000n * share) / 10_000n
  const fee = (paid * 250n) / 10_000n
  const ofBond = (200_000n * share) / 10_000n
  return {
    [m.provider.address]: paid - fee + stake + ofBond,
    [m.feeTo.address]: fee,
    [m.arbiter.address]: 100_000n,
    [m.requester.address]: left - paid + 200_000n - ofBond,
  }
}

describe('JobEscrow.rule', function () {
  it('splits claim and bond after a challenge, its fee first', async function () {
    const m = await market()
    const { change, after, progress } = await ruled(m, await challenged(m), 3_333n)
    expect(progress).to.include({ state: JobState.Settled, bond: 0n })
    expect(change).to.deep.equal(parts(m, 3_333n))
    await expect(after.tx).to.emit(m.escrow, 'BondReleased').withArgs(after.id, 66_660n, 133_340n, 100_000n)
    const fulfilled = [after.id, m.requester.address, m.provider.address, 999_900n - 24_997n, left - 999_900n] as const
    await expect(after.tx)
      .to.emit(m.escrow, 'ContractFulfilled')
      .withArgs(...fulfilled)
  })

  it('splits claim and bond after a contest, its fee first', async function () {
    const m = await market()
    const { change, progress } = await ruled(m, await contested(m), 6_667n)
    expect(progress).to.include({ state: JobState.Settled, bond: 0n })
    expect(change).to.deep.equal(parts(m, 6_667n))
  })

  it('gives the whole of both to the provider, or next to nothing', async function () {
    const m = await market()
    const whole = await ruled(m, await challenged(m), 10_000n)
    expect(whole.change).to.deep.equal(parts(m, 10_000n))
    const least = await ruled(m, await contested(m, { lane: 1n }), 1n)
    expect(least.progress.state).to.equal(JobState.Settled)
    expect(least.change).to.deep.equal(parts(m, 1n))
  })

  it("pays what the requester's program did wrong by its share of that share", async function () {
    const m = await market()
    const life = await challenged(m, {}, Outcome.JobError)
    const { change } = await ruled(m, life, 5_000n)
    // Four tenths of 3,000,000, and half of that; the bond is a tenth of the claim, 120,000.
    expect(change).to.deep.equal({
      [m.provider.address]: 600_000n - 15_000n + stake + 10_000n,
      [m.feeTo.address]: 15_000n,
      [m.arbiter.address]: 100_000n,
      [m.requester.address]: left - 600_000n + 10_000n,
    })
  })

  it("fails the attempt, and the bond is the requester's", async function () {
    const m = await market()
    for (const [lane, from] of [challenged, contested].entries()) {
      const { change, after, progress } = await ruled(m, await from(m, { lane: BigInt(lane) }), 0n)
      const phaseEnd = (await timeOf(after.tx)) + 1_000n
      expect(progress).to.include({ state: JobState.Open, attempt: 1n, feesPaid: 1n, bond: 0n, phaseEnd })
      expect(change).to.deep.equal({
        [m.provider.address]: 500_001n,
        [zeroAddress]: 500_000n,
        [m.arbiter.address]: 100_000n,
        [m.requester.address]: 200_000n,
      })
      await expect(after.tx)
        .to.emit(m.escrow, 'AttemptFailed')
        .withArgs(after.id, m.provider.address, 1n, FailReason.Ruled, 500_000n, phaseEnd)
    }
  })

  it('cancels after the last attempt', async function () {
    const m = await market()
    const { change, progress } = await ruled(m, await challenged(m, { rules: { maxAttempts: 1n } }), 0n)
    expect(progress.state).to.equal(JobState.Cancelled)
    expect(change[m.requester.address]).to.equal(5_000_000n + 200_000n)
  })

  it('earns the arbiter nothing', async function () {
    const m = await market()
    const life = await fallenBack(m)
    expect(life.job.progress).to.include({ state: JobState.Disputed, bond: 0n })
    const { change, after } = await ruled(m, life, 10_000n)
    expect(change).to.deep.equal({
      [m.provider.address]: 2_925_000n + stake,
      [m.feeTo.address]: 75_000n,
      [m.requester.address]: 5_040_000n - 3_000_000n,
    })
    await expect(after.tx).to.not.emit(m.escrow, 'BondReleased')
  })

  it('gives the bond to the requester and the rest of the price to the payer', async function () {
    const m = await market()
    const { change } = await ruled(m, await challenged(m, { payer: m.payer.address }), 5_000n)
    const { [m.requester.address]: both = 0n, ...others } = parts(m, 5_000n)
    const toPayer = left - 1_500_000n
    expect(change).to.deep.equal({ ...others, [m.payer.address]: toPayer, [m.requester.address]: both - toPayer })
  })

  it("takes the arbiter's signature over word, share and reason, and no other", async function () {
    const m = await market()
    const life = await challenged(m)
    const right = { job: life.id, word: await wordOf(m, life), share: 4_000n, reason }
    const others = [
      { ...right, job: zeroHash },
      { ...right, word: right.word + 1n },
      { ...right, share: 4_001n },
      { ...right, reason: zeroHash },
    ]
    const wrong = await Promise.all(others.map((other) => sign(m, m.arbiter, 'Rule', other)))
    const rule = (signature: string) =>
      call(m.escrow, 'rule', m.stranger, travelling(life.job), 4_000n, reason, signature)
    for (const signature of [byCall, await sign(m, m.requester, 'Rule', right), ...wrong]) {
      await refused(m, rule(signature), 'NotAuthorized', m.arbiter.address, m.stranger.address)
    }
    await rule(await sign(m, m.arbiter, 'Rule', right))
  })

  it('refuses more than the whole', async function () {
    const m = await market()
    const life = await challenged(m)
    for (const share of [10_001n, 2n ** 255n]) {
      const rule = call(m.escrow, 'rule', m.arbiter, travelling(life.job), share, reason, byCall)
      await refused(m, rule, 'ShareTooLarge', life.id, share)
    }
  })

  it('refuses a job that is not disputed', async function () {
    const m = await market()
    const life = await claimed(m)
    const rule = call(m.escrow, 'rule', m.arbiter, travelling(life.job), 1n, reason, byCall)
    await refused(m, rule, 'JobStateWrong', life.id, JobState.Claimed)
  })
})
