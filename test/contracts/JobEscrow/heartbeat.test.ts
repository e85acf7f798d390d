import { expect } from 'chai'
import { JobState, Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, contracted, evidence, next, reason, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroHash, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market, at, thenUndo } = await scene()
const checkpoint = `0x${'ab'.repeat(32)}`

async function asked(m: Market, life: Life): Promise<Life> {
  await at(life.job.progress.acceptedAt + 150n)
  return next(m, life, 'challengeLiveness', m.requester, byCall)
}
const beat = (m: Market, life: Life, who = m.provider, signature = byCall) =>
  call(m.escrow, 'heartbeat', who, travelling(life.job), checkpoint, 42n, signature)

describe('JobEscrow.heartbeat', function () {
  it('ends the answer window and tells what was reached', async function () {
    const m = await market()
    const pending = await asked(m, await contracted(m))
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, pending, 'heartbeat', m.provider, checkpoint, 42n, byCall)
      const challengeFrom = (await timeOf(tx)) + 100n
      await expect(tx).to.emit(m.escrow, 'Heartbeat').withArgs(pending.id, checkpoint, 42n, challengeFrom)
      expect(job.progress).to.deep.equal({ ...pending.job.progress, answerBy: 0n, challengeFrom })
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({})
  })

  it('is one of four answers: submit, complete and resign are others', async function () {
    const m = await market()
    const pending = await asked(m, await contracted(m, { rules: { flags: flag.completable } }))
    const verdict = await sign(m, m.verifier, 'Verdict', {
      job: pending.id,
      attempt: 1n,
      provider: m.provider.address,
      ...commitment(),
      verdict: Verdict.Valid,
      evidence,
    })
    const answers = [
      ['submit', JobState.Verifying, commitment(), byCall],
      ['complete', JobState.Claimed, commitment(), Verdict.Valid, evidence, byCall, verdict],
      ['resign', JobState.Open, reason, byCall],
    ] as const
    for (const [move, state, ...args] of answers) {
      await thenUndo(async () => {
        await at(pending.job.progress.answerBy)
        const { progress } = (await next(m, pending, move, m.provider, ...args)).job
        expect(progress).to.include({ state, answerBy: 0n, challengeFrom: 0n })
      })
    }
  })

  it("takes the provider's signature over word, checkpoint and units, and no other", async function () {
    const m = await market()
    const pending = await asked(m, await contracted(m))
    const right = { job: pending.id, word: await wordOf(m, pending), checkpoint, units: 42n }
    const others = [
      { ...right, job: zeroHash },
      { ...right, word: right.word + 1n },
      { ...right, checkpoint: zeroHash },
      { ...right, units: 43n },
    ]
    const wrong = await Promise.all(others.map((other) => sign(m, m.provider, 'Heartbeat', other)))
    for (const signature of [byCall, await sign(m, m.requester, 'Heartbeat', right), ...wrong]) {
      const attempt = beat(m, pending, m.stranger, signature)
      await refused(m, attempt, 'NotAuthorized', m.provider.address, m.stranger.address)
    }
    await beat(m, pending, m.stranger, await sign(m, m.provider, 'Heartbeat', right))
  })

  it('refuses', async function () {
    const m = await market()
    const life = await contracted(m)
    await refused(m, beat(m, life), 'LivenessNotPending', life.id)
  })

  it('refuses one second after the answer window', async function () {
    const m = await market()
    const pending = await asked(m, await contracted(m))
    const { answerBy } = pending.job.progress
    await at(answerBy + 1n)
    await refused(m, beat(m, pending), 'DeadlinePassed', pending.id, answerBy, answerBy + 1n)
    await at(answerBy + 2n)
    const submit = call(m.escrow, 'resign', m.provider, travelling(pending.job), reason, byCall)
    await refused(m, submit, 'DeadlinePassed', pending.id, answerBy, answerBy + 2n)
  })
})
