import type { MessageName } from '../../../sdk/src/generated/typed-data.ts'
import type { Action } from './actions.ts'
import type { Commitment, Job, Quote } from './terms.ts'
import { messageOf, type Signature, type Value } from './world.ts'

/** The place of a signature in a move's arguments, who may fill it, and what is then signed, field by field. */
export type Asked = {
  readonly slot: 'signature' | 'requesterSignature' | 'payerSignature' | 'providerSignature' | 'verifierSignature'
  readonly who: string
  readonly name: MessageName
  readonly fields: Readonly<Record<string, Value>>
  /** The quote in a Close, which is a struct of its own. */
  readonly quote?: Quote
}

const commitmentFields = ({ terms, progress: p }: Job, { proofHash, outcome, units }: Commitment) => ({
  job: terms.id,
  attempt: p.attempt,
  provider: p.provider,
  proofHash,
  outcome: BigInt(outcome),
  units,
})

/** Every signature that could carry this move instead of a call, on a lane whose word is `word`. */
export function askedOf(a: Action, word: string): Asked[] {
  if (a.move === 'deposit' || a.move === 'depositWithAuthorization' || a.move === 'withdraw') return []
  if (a.move === 'skip' || a.move === 'poke') return []
  const terms = 'terms' in a ? a.terms : a.job.terms
  const one = (who: string, name: MessageName, fields: Record<string, Value> = {}): Asked[] => [
    { slot: 'signature', who, name, fields: { job: terms.id, word, ...fields } },
  ]
  const order = { name: 'Order', fields: { id: terms.id } } as const
  const payer: Asked = { slot: 'payerSignature', who: terms.payer, ...order }
  const matched = (quote: Quote): Asked[] => [
    { slot: 'requesterSignature', who: terms.requester, name: 'Close', fields: { order: terms.id }, quote },
    { slot: 'providerSignature', who: quote.provider, name: 'Quote', fields: { ...quote } },
  ]
  switch (a.move) {
    case 'post':
      return [{ slot: 'requesterSignature', who: terms.requester, ...order }, payer]
    case 'close':
      return [...matched(a.quote), payer]
    case 'closePosted':
      return matched(a.quote)
    case 'cancel':
      return one(terms.requester, 'Cancel')
    case 'decline':
      return one(terms.provider, 'Decline', { reason: a.reason })
    case 'accept':
      return one(a.provider, 'Accept', { provider: a.provider })
    case 'challengeLiveness':
      return one(terms.requester, 'ChallengeLiveness')
    case 'heartbeat':
      return one(a.job.progress.provider, 'Heartbeat', { checkpoint: a.checkpoint, units: a.units })
    case 'resign':
      return one(a.job.progress.provider, 'Resign', { reason: a.reason })
    case 'approve':
      return one(terms.requester, 'Approve')
    case 'challenge':
      return one(terms.requester, 'Challenge', { reason: a.reason })
    case 'contest':
      return one(a.job.progress.provider, 'Contest', { reason: a.reason })
    case 'rule':
      return one(terms.arbiter, 'Rule', { share: a.share, reason: a.reason })
    case 'submit': {
      const fields = commitmentFields(a.job, a.commitment)
      return [{ slot: 'signature', who: a.job.progress.provider, name: 'Commitment', fields }]
    }
    case 'deliverVerdict': {
      const made = commitmentFields(a.job, a.job.progress)
      const fields = { ...made, verdict: BigInt(a.verdict), evidence: a.evidence }
      return [{ slot: 'signature', who: terms.verifier, name: 'Verdict', fields }]
    }
    case 'complete': {
      const made = commitmentFields(a.job, a.commitment)
      const fields = { ...made, verdict: BigInt(a.verdict), evidence: a.evidence }
      return [
        { slot: 'providerSignature', who: a.job.progress.provider, name: 'Commitment', fields: made },
        { slot: 'verifierSignature', who: terms.verifier, name: 'Verdict', fields },
      ]
    }
    case 'agree': {
      const { attempt, provider } = a.job.progress
      const fields = { job: terms.id, word, attempt, provider, toProvider: a.toProvider }
      return [
        { slot: 'requesterSignature', who: terms.requester, name: 'Agree', fields },
        { slot: 'providerSignature', who: provider, name: 'Agree', fields },
      ]
    }
  }
}

/** What was signed, as the model reads it. */
export function signedBy(signer: string, { name, fields, quote }: Asked): Signature {
  const inner = quote === undefined ? [] : [messageOf('Quote', ...Object.values(quoteFields(quote)))]
  return { signer, message: messageOf(name, ...Object.values(fields), ...inner) }
}

const quoteFields = ({ order, attempt, provider, price, validUntil }: Quote) => ({
  order,
  attempt,
  provider,
  price,
  validUntil,
})

/** The move as anybody carries it, with every signature that it can carry. */
export function carriedBy(by: string, a: Action, word: string): Action {
  const signatures = askedOf(a, word).map((asked) => [asked.slot, signedBy(asked.who, asked)])
  return { ...a, by, ...Object.fromEntries(signatures) }
}
