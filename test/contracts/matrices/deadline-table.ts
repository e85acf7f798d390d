import { Verdict } from '../../../sdk/src/generated/enums.ts'
import {
  carried,
  challenged,
  claimed,
  commitment,
  contested,
  contracted,
  evidence,
  fallenBack,
  next,
  posted,
  reason,
  rejected,
  verifying,
  type Life,
} from '../helpers/life.ts'
import { byCall, sign, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { quoted } from '../helpers/quote.ts'
import type { Call } from '../helpers/wire.ts'

export const forever = 2n ** 40n - 1n

/** A move that acts in a state: how a job gets there, and the call of the role whose move it is. */
export type Act = {
  readonly from: (m: Market) => Promise<Life>
  readonly call: (m: Market, life: Life) => Promise<Call>
}

type Role = 'requester' | 'provider' | 'verifier' | 'arbiter'

/** The call of `move` by `role`, with what comes after the job. */
function by(role: Role, move: string, ...args: readonly unknown[]): Act['call'] {
  return async (m, life) => ({ by: m[role], move, args: [carried(life, move), ...args] })
}

async function accept(m: Market, life: Life): Promise<Call> {
  return by('provider', 'accept', m.provider.address, byCall)(m, life)
}

async function closePosted(m: Market, life: Life): Promise<Call> {
  const { quote, signature } = await quoted(m, life.id, { validUntil: forever })
  return by('requester', 'closePosted', quote, byCall, signature)(m, life)
}

async function complete(m: Market, life: Life): Promise<Call> {
  const message = { job: life.id, attempt: 1n, provider: m.provider.address, ...commitment() }
  const verdict = await sign(m, m.verifier, 'Verdict', { ...message, verdict: Verdict.Valid, evidence })
  return by('provider', 'complete', commitment(), Verdict.Valid, evidence, byCall, verdict)(m, life)
}

async function agree(m: Market, life: Life): Promise<Call> {
  const word: bigint = await m.escrow.getFunction('wordOf')(life.job.order.requester, life.job.order.lane)
  const message = { job: life.id, word, attempt: 1n, provider: m.provider.address, toProvider: 1n }
  return by('requester', 'agree', 1n, byCall, await sign(m, m.provider, 'Agree', message))(m, life)
}

/** A run in which the provider was asked for a sign of life, and its answer is the next deadline. */
async function asked(m: Market): Promise<Life> {
  const running = await contracted(m, completable)
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(running.job.progress.challengeFrom)])
  return next(m, running, 'challengeLiveness', m.requester, byCall)
}

const completable = { rules: { flags: flag.completable } }
const running = (m: Market) => contracted(m, completable)
const exclusive = (m: Market) => posted(m, { provider: m.provider.address, exclusiveUntil: forever })
const valid = by('verifier', 'deliverVerdict', Verdict.Valid, evidence, byCall)
const approve = by('requester', 'approve', byCall)
const submit = by('provider', 'submit', commitment(), byCall)
const resign = by('provider', 'resign', reason, byCall)

/**
 * Every move that acts in a state that has a deadline, by `state: move`. `challengeLiveness` ends before the deadline, by a bound of its
 * own: it stands in the table of bounds.
 */
export const acts: Record<string, Act> = {
  'Open: cancel': { from: posted, call: by('requester', 'cancel', byCall) },
  'Open: accept': { from: posted, call: accept },
  'Open: decline': { from: exclusive, call: by('provider', 'decline', reason, byCall) },
  'Open: closePosted': { from: posted, call: closePosted },
  'Contracted: submit': { from: running, call: submit },
  'Contracted: complete': { from: running, call: complete },
  'Contracted: resign': { from: running, call: resign },
  'Contracted: agree': { from: running, call: agree },
  'Contracted: heartbeat': { from: asked, call: by('provider', 'heartbeat', reason, 1n, byCall) },
  'Contracted, asked: submit': { from: asked, call: submit },
  'Contracted, asked: complete': { from: asked, call: complete },
  'Contracted, asked: resign': { from: asked, call: resign },
  'Contracted, asked: agree': { from: asked, call: agree },
  'Verifying: deliverVerdict': { from: verifying, call: valid },
  'Verifying: deliverVerdict, Invalid': {
    from: verifying,
    call: by('verifier', 'deliverVerdict', Verdict.Invalid, evidence, byCall),
  },
  'Verifying: deliverVerdict, paying at once': {
    from: (m) => verifying(m, { windows: { challenge: 0n } }),
    call: valid,
  },
  'Verifying: approve': { from: verifying, call: approve },
  'Verifying: agree': { from: verifying, call: agree },
  'Claimed: approve': { from: claimed, call: approve },
  'Claimed: challenge': { from: claimed, call: by('requester', 'challenge', reason, byCall) },
  'Claimed: agree': { from: claimed, call: agree },
  'Rejected: approve': { from: rejected, call: approve },
  'Rejected: contest': { from: rejected, call: by('provider', 'contest', reason, byCall) },
  'Rejected: agree': { from: rejected, call: agree },
  'Disputed: rule': { from: challenged, call: by('arbiter', 'rule', 6_000n, reason, byCall) },
  'Disputed, contested: rule': { from: contested, call: by('arbiter', 'rule', 0n, reason, byCall) },
  'Disputed, fallen back: rule': { from: fallenBack, call: by('arbiter', 'rule', 6_000n, reason, byCall) },
  'Disputed: agree': { from: challenged, call: agree },
  'Disputed, contested: agree': { from: contested, call: agree },
  'Disputed, fallen back: agree': { from: fallenBack, call: agree },
}
