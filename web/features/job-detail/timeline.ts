import {
  assertNever,
  failReasonNames,
  outcomeNames,
  verdictNames,
  type Job,
  type JobLog,
  type Order,
  type Verdict,
} from '@millrace/sdk'
import type { Address, Hex } from 'viem'
import { outcomeWords } from '../../lib/outcome-words.ts'
import type { TokenConfig } from '../../lib/config.ts'
import { formatAmount, formatCount, shortHex } from '../../lib/format.ts'
import type { JobStory } from '../../lib/jobs.ts'

/** One thing that happened to a job. */
export type Entry = {
  readonly key: string
  readonly title: string
  readonly body: string
  readonly tone: 'good' | 'bad' | 'plain'
  /** Unix seconds, of the block. */
  readonly time: number
  readonly transaction: Hex
  readonly block: bigint
  /** A hash that the event brought to the chain. */
  readonly hash?: { readonly name: string; readonly value: Hex }
}

type Words = Pick<Entry, 'title' | 'body'> & Partial<Pick<Entry, 'tone' | 'hash'>>

/** What happened, from the first event to the last. */
export function entriesOf({ job, events }: JobStory, token: TokenConfig): readonly Entry[] {
  return events.map((event) => ({
    tone: 'plain',
    ...wordsFor(event, job, token),
    key: `${event.transactionHash}:${event.logIndex}`,
    time: Number(event.blockTimestamp ?? 0n),
    transaction: event.transactionHash,
    block: event.blockNumber,
  }))
}

function wordsFor(event: JobLog, { order }: Job, token: TokenConfig): Words {
  const money = (units: bigint) => formatAmount(units, token)
  switch (event.eventName) {
    case 'JobPosted':
      return {
        title: 'Posted',
        body: `Up to ${money(order.maxPrice)} is locked in escrow. Providers can take the job now.`,
        hash: { name: 'spec', value: order.specHash },
      }
    case 'JobContracted':
      return takenWords(event.args.provider, event.args.price, event.args.attempt, order, money)
    case 'MatchClosed':
      return takenWords(event.args.provider, event.args.price, 1, order, money)
    case 'ProofSubmitted':
      return proofWords(event.args, order, money)
    case 'VerdictDelivered':
      return verdictWords(event.args.verdict, event.args.evidence)
    case 'ProofJudged': {
      const { title, body, tone = 'plain' } = verdictWords(event.args.verdict, event.args.evidence)
      const proof = proofWords(event.args, order, money)
      return { ...proof, title, body: `${proof.body} ${body}`, tone }
    }
    case 'VerifierSilent':
      return { title: 'The verifier stayed silent', body: 'What the order names for that case was done.', tone: 'bad' }
    case 'AttemptFailed': {
      const { provider, burned } = event.args
      const reason = FAILED[failReasonNames[event.args.reason] ?? 'Late']
      return {
        title: 'The attempt failed',
        body: `${shortHex(provider)} ${reason}. ${money(burned)} of its stake burned.`,
        tone: 'bad',
      }
    }
    case 'ContractFulfilled': {
      const { paid, refunded } = event.args
      const rest = refunded > 0n ? `, and ${money(refunded)} went back to the payer` : ''
      return { title: 'Contract fulfilled', body: `The provider was paid ${money(paid)}${rest}.`, tone: 'good' }
    }
    case 'JobCancelled':
      return { title: 'Cancelled', body: `Nothing was paid. ${money(event.args.refunded)} went back to the payer.` }
    default:
      return assertNever(event)
  }
}

type Money = (units: bigint) => string

function takenWords(provider: Address, price: bigint, attempt: number, order: Order, money: Money): Words {
  const again = attempt > 1 ? ` This is attempt ${attempt}.` : ''
  const stake = order.stake > 0n ? `, and put ${money(order.stake)} of its own at stake` : ''
  return {
    title: 'Taken by a provider',
    body: `${shortHex(provider)} runs it for at most ${money(price)}${stake}.${again}`,
  }
}

type Proof = { readonly units: bigint; readonly claim: bigint; readonly proofHash: Hex; readonly outcome: number }

function proofWords({ units, claim, proofHash, outcome }: Proof, order: Order, money: Money): Words {
  const words = outcomeWords(outcomeNames[outcome] ?? 'None')
  const count = order.rules.unitKind === 'Steps' ? `${formatCount(units)} engine steps` : `${units} seconds`
  return {
    title: 'Run done, proof submitted',
    body: `${capital(words)} after ${count}. The provider claims ${money(claim)}.`,
    hash: { name: 'proof', value: proofHash },
  }
}

const FAILED = {
  Late: 'was late: no proof came before the deadline',
  Resigned: 'gave the job back',
  Invalid: 'submitted a proof that the verifier found wrong',
  Ruled: 'lost the dispute',
} as const

const VERDICTS: Readonly<Record<Verdict, Words>> = {
  None: { title: 'No verdict', body: 'The verifier gave none.' },
  Valid: { title: 'Verified', body: 'The verifier ran the check and confirmed the proof exactly.', tone: 'good' },
  Invalid: {
    title: 'Rejected by the verifier',
    body: 'The verifier found something in the proof to be wrong.',
    tone: 'bad',
  },
  Inconclusive: { title: 'The verifier could not tell', body: 'It may speak again until its window ends.' },
}

const verdictWords = (index: number, evidence: Hex): Words => ({
  ...VERDICTS[verdictNames[index] ?? 'None'],
  hash: { name: 'evidence', value: evidence },
})

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What comes next, while something does. */
export type Upcoming = { readonly title: string; readonly body: string }

const UPCOMING = {
  Open: { title: 'Waiting for a provider', body: 'Agents see the job and take it if it fits and pays.' },
  Contracted: {
    title: 'Running',
    body: 'The provider runs the job in its sandbox and will submit the hash of its proof.',
  },
  Verifying: {
    title: 'Being verified',
    body: 'The verifier fetches the proof by its hash, checks it, and gives its verdict.',
  },
  Claimed: {
    title: 'Claimed',
    body: 'The claim stands; it is paid when the window passes, or at once when you approve.',
  },
  Rejected: { title: 'Rejected', body: 'The provider may contest. After the window the attempt counts as failed.' },
  Disputed: { title: 'In dispute', body: 'The arbiter decides who is owed what.' },
} as const

/** What a live job waits for; undefined when it is over. */
export function upcomingOf({ progress: { state } }: Job): Upcoming | undefined {
  return state === 'None' || state === 'Settled' || state === 'Cancelled' ? undefined : UPCOMING[state]
}
