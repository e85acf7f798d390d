import { Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, evidence, next, reason, type Life } from './life.ts'
import { byCall, sign, type Market, type OrderInput } from './market.ts'
import { flag } from './pack.ts'

/** A way through the life of a job: the order that allows it, and the moves from Open to the end. */
export type Path = { readonly order: OrderInput; readonly walk: (m: Market, open: Life) => Promise<Life> }

/** What the two sides of `agreed` agree on. */
export const agreement = 2_000_001n
/** What the arbiter of `ruled` gives the provider. */
export const ruling = 6_000n

const accepted = (m: Market, life: Life, who = m.provider) => next(m, life, 'accept', who, who.address, byCall)

async function proven(m: Market, life: Life, who = m.provider): Promise<Life> {
  return next(m, await accepted(m, life, who), 'submit', who, commitment(), byCall)
}

async function judged(m: Market, life: Life, verdict: number): Promise<Life> {
  return next(m, await proven(m, life), 'deliverVerdict', m.verifier, verdict, evidence, byCall)
}

/** Pokes one second after the deadline. */
export async function poked(m: Market, life: Life): Promise<Life> {
  const { answerBy, phaseEnd } = life.job.progress
  const deadline = answerBy !== 0n && answerBy < phaseEnd ? answerBy : phaseEnd
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(deadline + 1n)])
  return next(m, life, 'poke', m.stranger)
}

async function completed(m: Market, life: Life): Promise<Life> {
  const running = await accepted(m, life)
  const message = { job: life.id, attempt: 1n, provider: m.provider.address, ...commitment() }
  const verdict = await sign(m, m.verifier, 'Verdict', { ...message, verdict: Verdict.Valid, evidence })
  return next(m, running, 'complete', m.provider, commitment(), Verdict.Valid, evidence, byCall, verdict)
}

async function agreed(m: Market, life: Life): Promise<Life> {
  const running = await accepted(m, life)
  const word: bigint = await m.escrow.getFunction('wordOf')(life.job.order.requester, life.job.order.lane)
  const message = { job: life.id, word, attempt: 1n, provider: m.provider.address, toProvider: agreement }
  const signature = await sign(m, m.provider, 'Agree', message)
  return next(m, running, 'agree', m.requester, agreement, byCall, signature)
}

async function resigned(m: Market, life: Life): Promise<Life> {
  const running = await accepted(m, life)
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(running.job.progress.challengeFrom)])
  const asked = await next(m, running, 'challengeLiveness', m.requester, byCall)
  const answered = await next(m, asked, 'heartbeat', m.provider, reason, 7n, byCall)
  return next(m, answered, 'resign', m.provider, reason, byCall)
}

/** Every kind of ending, by the name of what ends the job. */
export const paths = {
  verdict: { order: { windows: { challenge: 0n } }, walk: (m, life) => judged(m, life, Verdict.Valid) },
  complete: { order: { windows: { challenge: 0n }, rules: { flags: flag.completable } }, walk: completed },
  approve: {
    order: {},
    walk: async (m, life) => next(m, await judged(m, life, Verdict.Valid), 'approve', m.requester, byCall),
  },
  silence: { order: {}, walk: async (m, life) => poked(m, await judged(m, life, Verdict.Valid)) },
  'fail and retry': {
    order: {},
    walk: async (m, life) => {
      const again = await poked(m, await accepted(m, life))
      return next(m, await proven(m, again, m.rival), 'approve', m.requester, byCall)
    },
  },
  cancel: { order: {}, walk: (m, life) => next(m, life, 'cancel', m.requester, byCall) },
  expire: { order: {}, walk: poked },
  'challenge, ruled': {
    order: {},
    walk: async (m, life) => {
      const disputed = await next(m, await judged(m, life, Verdict.Valid), 'challenge', m.requester, reason, byCall)
      return next(m, disputed, 'rule', m.arbiter, ruling, reason, byCall)
    },
  },
  'contest, lapsed': {
    order: { rules: { maxAttempts: 1n } },
    walk: async (m, life) =>
      poked(m, await next(m, await judged(m, life, Verdict.Invalid), 'contest', m.provider, reason, byCall)),
  },
  'fallback Refund': { order: { rules: { fallback: 1n } }, walk: async (m, life) => poked(m, await proven(m, life)) },
  'fallback Disputed': {
    order: { rules: { fallback: 2n } },
    walk: async (m, life) => poked(m, await poked(m, await proven(m, life))),
  },
  agree: { order: {}, walk: agreed },
  resign: { order: { rules: { maxAttempts: 1n } }, walk: resigned },
} as const satisfies Record<string, Path>
