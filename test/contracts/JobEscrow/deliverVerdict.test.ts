import { expect } from 'chai'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, contracted, evidence, next, travelling, verifying, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf } from '../helpers/scene.ts'

const { market, at } = await scene()
const fee = 20_000n

const judge = (m: Market, life: Life, verdict: number) =>
  next(m, life, 'deliverVerdict', m.verifier, verdict, evidence, byCall)
const tryJudge = (m: Market, { job }: Life, verdict: number, who = m.verifier, signature = byCall, report = evidence) =>
  call(m.escrow, 'deliverVerdict', who, travelling(job), verdict, report, signature)

const message = (m: Market, { id }: Life, verdict: number = Verdict.Valid) => ({
  job: id,
  attempt: 1n,
  provider: m.provider.address,
  ...commitment(),
  verdict,
  evidence,
})

describe('JobEscrow.deliverVerdict', function () {
  it("claims on Valid, pays the verifier's fee, and the challenge window starts", async function () {
    const m = await market()
    const life = await verifying(m)
    const change = await moved(m, async () => {
      const { job, tx } = await judge(m, life, Verdict.Valid)
      const phaseEnd = (await timeOf(tx)) + 200n
      expect(job.progress).to.include({ state: JobState.Claimed, phaseEnd, feesPaid: 1n })
      await expect(tx).to.emit(m.escrow, 'VerdictDelivered').withArgs(life.id, Verdict.Valid, evidence, phaseEnd)
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({ [m.verifier.address]: fee })
  })

  it('settles on Valid without a challenge window', async function () {
    const m = await market()
    const life = await verifying(m, { windows: { challenge: 0n } })
    const change = await moved(m, async () => {
      const { job, tx } = await judge(m, life, Verdict.Valid)
      expect(job.progress.state).to.equal(JobState.Settled)
      const args = [life.id, m.requester.address, m.provider.address, 2_925_000n, 5_040_000n - 3_000_000n - fee]
      await expect(tx)
        .to.emit(m.escrow, 'ContractFulfilled')
        .withArgs(...args)
    })
    expect(change).to.deep.equal({
      [m.verifier.address]: fee,
      [m.provider.address]: 2_925_000n + 1_000_001n,
      [m.feeTo.address]: 75_000n,
      [m.requester.address]: 2_020_000n,
    })
  })

  it("rejects on Invalid, pays the verifier's fee, and the contest window starts", async function () {
    const m = await market()
    const life = await verifying(m)
    const change = await moved(m, async () => {
      const { job, tx } = await judge(m, life, Verdict.Invalid)
      expect(job.progress).to.include({ state: JobState.Rejected, phaseEnd: (await timeOf(tx)) + 100n, feesPaid: 1n })
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({ [m.verifier.address]: fee })
  })

  it('changes nothing on Inconclusive, and pays nothing', async function () {
    const m = await market()
    const life = await verifying(m)
    const { phaseEnd } = life.job.progress
    const change = await moved(m, async () => {
      const { tx } = await judge(m, life, Verdict.Inconclusive)
      const args = [life.id, Verdict.Inconclusive, evidence, phaseEnd]
      await expect(tx)
        .to.emit(m.escrow, 'VerdictDelivered')
        .withArgs(...args)
    })
    expect(change).to.deep.equal({})
    expect(await m.lens.getFunction('isCurrent')(travelling(life.job))).to.equal(true)
    expect((await judge(m, life, Verdict.Valid)).job.progress.state).to.equal(JobState.Claimed)
  })

  it("takes the verifier's signature over the whole commitment", async function () {
    const m = await market()
    const life = await verifying(m)
    const signature = await sign(m, m.verifier, 'Verdict', message(m, life))
    const { job } = await next(m, life, 'deliverVerdict', m.stranger, Verdict.Valid, evidence, signature)
    expect(job.progress.state).to.equal(JobState.Claimed)
  })

  it('refuses without it, and with a signature over anything else', async function () {
    const m = await market()
    const life = await verifying(m)
    const right = message(m, life)
    const others = [
      { ...right, job: zeroHash },
      { ...right, attempt: 2n },
      { ...right, provider: m.rival.address },
      { ...right, proofHash: zeroHash },
      { ...right, outcome: Outcome.SpecExceeded },
      { ...right, units: right.units - 1n },
      { ...right, verdict: Verdict.Invalid },
      { ...right, evidence: zeroHash },
    ]
    const signatures = await Promise.all(others.map((other) => sign(m, m.verifier, 'Verdict', other)))
    for (const signature of [byCall, await sign(m, m.provider, 'Verdict', right), ...signatures]) {
      const attempt = tryJudge(m, life, Verdict.Valid, m.provider, signature)
      await refused(m, attempt, 'NotAuthorized', m.verifier.address, m.provider.address)
    }
  })

  it('takes a verdict for the second attempt only in the second attempt', async function () {
    const m = await market()
    const first = await contracted(m)
    await at(first.job.progress.phaseEnd + 1n)
    const open = await next(m, first, 'poke', m.stranger)
    const taken = await next(m, open, 'accept', m.rival, m.rival.address, byCall)
    const life = await next(m, taken, 'submit', m.rival, commitment(), byCall)
    const second = { ...message(m, life), provider: m.rival.address, attempt: 2n }
    const ofTheFirst = await sign(m, m.verifier, 'Verdict', { ...second, attempt: 1n })
    const stale = tryJudge(m, life, Verdict.Valid, m.stranger, ofTheFirst)
    await refused(m, stale, 'NotAuthorized', m.verifier.address, m.stranger.address)
    const signature = await sign(m, m.verifier, 'Verdict', second)
    const { job } = await next(m, life, 'deliverVerdict', m.stranger, Verdict.Valid, evidence, signature)
    expect(job.progress).to.include({ state: JobState.Claimed, attempt: 2n })
  })

  it('refuses a second verdict on it', async function () {
    const m = await market()
    for (const [lane, first] of [Verdict.Valid, Verdict.Invalid].entries()) {
      const life = await judge(m, await verifying(m, { lane: BigInt(lane) }), first)
      const change = await moved(m, async () => {
        await refused(m, tryJudge(m, life, Verdict.Valid), 'JobStateWrong', life.id, life.job.progress.state)
      })
      expect(change).to.deep.equal({})
    }
  })

  it('refuses None', async function () {
    const m = await market()
    const life = await verifying(m)
    await refused(m, tryJudge(m, life, Verdict.None), 'VerdictMissing', life.id)
  })

  it('refuses a job without a proof', async function () {
    const m = await market()
    const life = await contracted(m)
    await refused(m, tryJudge(m, life, Verdict.Valid), 'JobStateWrong', life.id, JobState.Contracted)
  })
})
