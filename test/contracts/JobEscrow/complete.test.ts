import { expect } from 'chai'
import { JobState, Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, contracted, evidence, next, posted, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroAddress, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { moved, refused, scene } from '../helpers/scene.ts'

const { market, thenUndo } = await scene()
const atOnce = { rules: { flags: flag.completable }, windows: { challenge: 0n } }

async function signatures(m: Market, { id }: Life, verdict: number = Verdict.Valid) {
  const proof = { job: id, attempt: 1n, provider: m.provider.address, ...commitment() }
  return {
    provider: await sign(m, m.provider, 'Commitment', proof),
    verifier: await sign(m, m.verifier, 'Verdict', { ...proof, verdict, evidence }),
  }
}

const tryComplete = (m: Market, { job }: Life, who = m.stranger, provider = byCall, verifier = byCall) =>
  call(m.escrow, 'complete', who, travelling(job), commitment(), Verdict.Valid, evidence, provider, verifier)

const complete = (m: Market, life: Life, verdict: number, verifier: string) =>
  next(m, life, 'complete', m.provider, commitment(), verdict, evidence, byCall, verifier)

describe('JobEscrow.complete', function () {
  it('does in one call what submit and deliverVerdict do in two', async function () {
    const m = await market()
    const life = await contracted(m, atOnce)
    const { verifier } = await signatures(m, life)
    let twoCalls = {}
    await thenUndo(async () => {
      twoCalls = await moved(m, async () => {
        const submitted = await next(m, life, 'submit', m.provider, commitment(), byCall)
        await next(m, submitted, 'deliverVerdict', m.stranger, Verdict.Valid, evidence, verifier)
      })
    })
    const oneCall = await moved(m, async () => {
      const { job } = await complete(m, life, Verdict.Valid, verifier)
      expect(job.progress.state).to.equal(JobState.Settled)
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(oneCall).to.deep.equal(twoCalls)
    expect(Object.keys(oneCall)).to.have.length(4)
  })

  it('rejects on Invalid', async function () {
    const m = await market()
    const life = await contracted(m, atOnce)
    const { verifier } = await signatures(m, life, Verdict.Invalid)
    const { job } = await complete(m, life, Verdict.Invalid, verifier)
    expect(job.progress.state).to.equal(JobState.Rejected)
    expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })

  it('leaves the proof to be verified on Inconclusive', async function () {
    const m = await market()
    const life = await contracted(m, atOnce)
    const { verifier } = await signatures(m, life, Verdict.Inconclusive)
    const { job } = await complete(m, life, Verdict.Inconclusive, verifier)
    expect(job.progress).to.include({ state: JobState.Verifying, feesPaid: 0n })
    expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })

  it('takes both signatures from anybody', async function () {
    const m = await market()
    const life = await contracted(m, atOnce)
    const { provider, verifier } = await signatures(m, life)
    await expect(tryComplete(m, life, m.stranger, provider, verifier)).to.emit(m.escrow, 'ContractFulfilled')
  })

  it('refuses without the provider, and without the verifier', async function () {
    const m = await market()
    const life = await contracted(m, atOnce)
    const { provider, verifier } = await signatures(m, life)
    const { address } = m.stranger
    await refused(m, tryComplete(m, life, m.stranger, byCall, verifier), 'NotAuthorized', m.provider.address, address)
    await refused(m, tryComplete(m, life, m.stranger, provider, byCall), 'NotAuthorized', m.verifier.address, address)
    await refused(m, tryComplete(m, life, m.stranger, provider, provider), 'NotAuthorized', m.verifier.address, address)
  })

  it('refuses an order that is not completable, and one without a verifier', async function () {
    const m = await market()
    const plain = await contracted(m)
    const { provider, verifier } = await signatures(m, plain)
    await refused(m, tryComplete(m, plain, m.stranger, provider, verifier), 'NotCompletable', plain.id)
    const unverified = { verifier: zeroAddress, verifierFee: 0n, windows: { verify: 0n }, lane: 1n }
    const alone = await contracted(m, { ...unverified, rules: { flags: flag.completable } })
    await refused(m, tryComplete(m, alone, m.provider), 'NotCompletable', alone.id)
  })

  it('refuses an open job', async function () {
    const m = await market()
    const life = await posted(m, atOnce)
    await refused(m, tryComplete(m, life, m.provider), 'JobStateWrong', life.id, JobState.Open)
  })
})
