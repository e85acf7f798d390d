import { expect } from 'chai'
import { type JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { moves, type MoveName } from '../../../sdk/src/generated/moves.ts'
import {
  carried,
  challenged,
  claimed,
  commitment,
  contracted,
  evidence,
  next,
  posted,
  reason,
  rejected,
  verifying,
  type Life,
} from '../helpers/life.ts'
import { byCall, emptyProgress, orderOf, type Market } from '../helpers/market.ts'
import { quoted } from '../helpers/quote.ts'
import { scene } from '../helpers/scene.ts'
import { refusal, said } from '../helpers/wire.ts'

const { market } = await scene()

/** A move that takes a job: whose it is, and what comes after the job. */
type Move = readonly [keyof Pick<Market, 'requester' | 'provider' | 'verifier' | 'arbiter' | 'stranger'>, ...unknown[]]

async function movesOf(m: Market, id: string): Promise<Record<Exclude<MoveName, 'post' | 'close'>, Move>> {
  const { quote, signature } = await quoted(m, id)
  return {
    cancel: ['requester', byCall],
    accept: ['provider', m.provider.address, byCall],
    decline: ['provider', reason, byCall],
    closePosted: ['requester', quote, byCall, signature],
    challengeLiveness: ['requester', byCall],
    heartbeat: ['provider', reason, 1n, byCall],
    resign: ['provider', reason, byCall],
    submit: ['provider', commitment(Outcome.Success), byCall],
    deliverVerdict: ['verifier', Verdict.Valid, evidence, byCall],
    complete: ['provider', commitment(), Verdict.Valid, evidence, byCall, byCall],
    approve: ['requester', byCall],
    challenge: ['requester', reason, byCall],
    contest: ['provider', reason, byCall],
    rule: ['arbiter', 1n, reason, byCall],
    agree: ['requester', 1n, byCall, byCall],
    poke: ['stranger'],
  }
}

const reach: Record<Exclude<keyof typeof JobState, 'None'>, (m: Market) => Promise<Life>> = {
  Open: posted,
  Contracted: contracted,
  Verifying: verifying,
  Claimed: claimed,
  Rejected: rejected,
  Disputed: challenged,
  Settled: async (m) => next(m, await claimed(m), 'approve', m.requester, byCall),
  Cancelled: async (m) => next(m, await posted(m), 'cancel', m.requester, byCall),
}

describe('A move in a state that does not have it', function () {
  for (const [state, from] of Object.entries(reach)) {
    it(`is refused, whichever it is: ${state}`, async function () {
      const m = await market()
      const life = await from(m)
      const legal = moves.filter((row) => row.from.some((name) => name === state)).map(({ move }) => move)
      let refused = 0
      for (const [move, [role, ...args]] of Object.entries(await movesOf(m, life.id))) {
        if (legal.some((name) => name === move)) continue
        const answer = await said(m, { by: m[role], move, args: [carried(life, move), ...args] })
        expect(answer, move).to.equal(refusal('JobStateWrong', life.id, life.job.progress.state))
        refused += 1
      }
      expect(refused + new Set(legal).size).to.equal(16)
    })
  }

  for (const [state, from] of Object.entries(reach)) {
    it(`is refused with a view of the job that is wrong in one field, even where it is right: ${state}`, async function () {
      const m = await market()
      const life = await from(m)
      const { order, progress } = life.job
      const word: bigint = await m.escrow.getFunction('wordOf')(order.requester, order.lane)
      const forged = [
        { units: progress.units + 1n },
        { price: progress.price + 1n },
        { phaseEnd: progress.phaseEnd + 1n },
      ]
      for (const field of forged) {
        const wrong = { id: life.id, job: { order, progress: { ...progress, ...field } } }
        for (const [move, [role, ...args]] of Object.entries(await movesOf(m, life.id))) {
          const answer = await said(m, { by: m[role], move, args: [carried(wrong, move), ...args] })
          expect(answer, move).to.equal(refusal('JobNotCurrent', life.id, word))
        }
      }
    })
  }

  it('is refused before there is a job', async function () {
    const m = await market()
    const order = await orderOf(m)
    const id: string = await m.escrow.getFunction('idOf')(order)
    const life = { id, job: { order, progress: emptyProgress } }
    for (const [move, [role, ...args]] of Object.entries(await movesOf(m, id))) {
      const answer = await said(m, { by: m[role], move, args: [carried(life, move), ...args] })
      expect(answer, move).to.equal(refusal('JobNotCurrent', id, 0n))
    }
  })
})
