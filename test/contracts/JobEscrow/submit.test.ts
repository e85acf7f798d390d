import { expect } from 'chai'
import { JobState, Outcome } from '../../../sdk/src/generated/enums.ts'
import {
  commitment,
  contracted,
  next,
  posted,
  proofHash,
  steps,
  ticket,
  travelling,
  type Life,
} from '../helpers/life.ts'
import { byCall, call, sign, zeroAddress, zeroHash, type Market, type OrderInput } from '../helpers/market.ts'
import { refused, scene, timeOf } from '../helpers/scene.ts'

const { market, at, thenUndo } = await scene()
const unverified: OrderInput = { verifier: zeroAddress, verifierFee: 0n, windows: { verify: 0n } }

const submit = (m: Market, life: Life, c: object = commitment()) => next(m, life, 'submit', m.provider, c, byCall)
const trySubmit = (m: Market, life: Life, c: object = commitment(), who = m.provider, signature = byCall) =>
  call(m.escrow, 'submit', who, ticket(life), c, signature)

const claimOf = async (m: Market, { job }: Life): Promise<bigint> => {
  const { order, progress } = travelling(job)
  return m.lens.getFunction('claimOf')(order, progress)
}

const message = (m: Market, { id }: Life) => ({ job: id, attempt: 1n, provider: m.provider.address, ...commitment() })

describe('JobEscrow.submit', function () {
  it('commits to the proof, and the verify window starts', async function () {
    const m = await market()
    const life = await submit(m, await contracted(m))
    const phaseEnd = (await timeOf(life.tx)) + 300n
    await expect(life.tx)
      .to.emit(m.escrow, 'ProofSubmitted')
      .withArgs(life.id, proofHash, Outcome.Success, steps, phaseEnd)
    expect(life.job.progress.state).to.equal(JobState.Verifying)
    expect(await m.lens.getFunction('isCurrent')(travelling(life.job))).to.equal(true)
  })

  it("takes the provider's signature over job, attempt and commitment", async function () {
    const m = await market()
    const life = await contracted(m)
    const signature = await sign(m, m.provider, 'Commitment', message(m, life))
    const { job } = await next(m, life, 'submit', m.stranger, commitment(), signature)
    expect(job.progress.proofHash).to.equal(proofHash)
  })

  it('refuses without it, and with a signature over something else', async function () {
    const m = await market()
    const life = await contracted(m)
    const right = message(m, life)
    const others = [
      { ...right, job: zeroHash },
      { ...right, attempt: 2n },
      { ...right, provider: m.rival.address },
      { ...right, proofHash: zeroHash },
      { ...right, outcome: Outcome.JobError },
      { ...right, units: steps + 1n },
    ]
    const signatures = await Promise.all(others.map((other) => sign(m, m.provider, 'Commitment', other)))
    for (const signature of [byCall, await sign(m, m.rival, 'Commitment', right), ...signatures]) {
      const attempt = trySubmit(m, life, commitment(), m.stranger, signature)
      await refused(m, attempt, 'NotAuthorized', m.provider.address, m.stranger.address)
    }
  })

  it('claims at once, and the challenge window starts', async function () {
    const m = await market()
    const life = await submit(m, await contracted(m, unverified))
    expect(life.job.progress).to.include({ state: JobState.Claimed, phaseEnd: (await timeOf(life.tx)) + 200n })
    expect(await m.lens.getFunction('isCurrent')(travelling(life.job))).to.equal(true)
  })

  it('pays rate times units, rounded down, and at most the price', async function () {
    const m = await market()
    const life = await contracted(m)
    // The rate is 2,000,000 per 1e9 units, the price 5,000,000.
    const counts = [
      [0n, 0n],
      [499n, 0n],
      [500n, 1n],
      [999n, 1n],
      [2_499_999_999n, 4_999_999n],
      [2_500_000_000n, 5_000_000n],
      [2n ** 64n - 1n, 5_000_000n],
    ] as const
    for (const [units, claim] of counts) {
      await thenUndo(async () => {
        expect(await claimOf(m, await submit(m, life, commitment(Outcome.Success, units)))).to.equal(claim)
      })
    }
  })

  it('pays the share of the outcome', async function () {
    const m = await market()
    const life = await contracted(m)
    const shares = [
      [Outcome.JobError, 4_000n],
      [Outcome.SpecExceeded, 6_000n],
    ] as const
    for (const [outcome, share] of shares) {
      await thenUndo(async () => {
        const claim = await claimOf(m, await submit(m, life, commitment(outcome, 1_500_000_999n)))
        expect(claim).to.equal((3_000_001n * share) / 10_000n)
      })
    }
  })

  it('takes as many as passed since acceptance, and no more', async function () {
    const m = await market()
    const life = await contracted(m, { rules: { unitKind: 1n }, rate: 2_000_000_000n })
    const { acceptedAt } = life.job.progress
    await at(acceptedAt + 60n)
    const early = trySubmit(m, life, commitment(Outcome.Success, 61n))
    await refused(m, early, 'UnitsTooMany', life.id, 61n, 60n)
    await at(acceptedAt + 61n)
    expect(await claimOf(m, await submit(m, life, commitment(Outcome.Success, 61n)))).to.equal(122n)
  })

  it('refuses to submit without outcome or proof hash', async function () {
    const m = await market()
    const life = await contracted(m)
    await refused(m, trySubmit(m, life, commitment(Outcome.None)), 'OutcomeMissing', life.id)
    await refused(m, trySubmit(m, life, { ...commitment(), proofHash: zeroHash }), 'ProofHashMissing', life.id)
    // Not an outcome at all: the ABI decoder refuses it.
    await expect(trySubmit(m, life, commitment(4))).to.be.revertedWithoutReason(m.ethers)
  })

  it('refuses a second submission', async function () {
    const m = await market()
    const life = await submit(m, await contracted(m))
    await refused(m, trySubmit(m, life), 'JobStateWrong', life.id, JobState.Verifying)
    const open = await posted(m, { lane: 1n })
    await refused(m, trySubmit(m, open), 'JobStateWrong', open.id, JobState.Open)
  })
})
