import {
  assertNever,
  claimOf,
  failReasonNames,
  lockOf,
  outcomeNames,
  reasonOf,
  verdictNames,
  type Fallback,
  type FailReason,
  type Job,
  type JobLog,
  type Order,
  type Verdict,
} from '@millrace/sdk'
import type { Address, Hex } from 'viem'
import { outcomeWords } from '../../lib/outcome-words.ts'
import type { TokenConfig } from '../../lib/config.ts'
import { formatAmount, formatCount, formatDuration, formatTime, shortHex } from '../../lib/format.ts'
import type { JobStory } from '../../lib/jobs.ts'
import { disputeWords } from './timeline-disputes.ts'
import { named, type Entry, type Money, type Words } from './timeline-entry.ts'

export type { Entry } from './timeline-entry.ts'

/** What happened, from the first event to the last. */
export function entriesOf({ job, events }: JobStory, token: TokenConfig): readonly Entry[] {
  return events.map((event, index) => ({
    tone: 'plain',
    hashes: [],
    ...wordsFor(event, job, priceAt(events, index), token),
    key: `${event.transactionHash}:${event.logIndex}`,
    time: Number(event.blockTimestamp ?? 0n),
    transaction: event.transactionHash,
    block: event.blockNumber,
  }))
}

/** The price of the attempt that an event is of. */
function priceAt(events: readonly JobLog[], index: number): bigint {
  const taken = events
    .slice(0, index)
    .findLast(({ eventName }) => eventName === 'JobContracted' || eventName === 'MatchClosed')
  return taken !== undefined && 'price' in taken.args ? taken.args.price : 0n
}

function wordsFor(event: JobLog, { order }: Job, price: bigint, token: TokenConfig): Words {
  const money = (units: bigint) => formatAmount(units, token)
  switch (event.eventName) {
    case 'JobPosted':
      return {
        title: 'Posted',
        body: `${money(lockOf(order))} was locked in escrow, and providers could take the job.`,
        hashes: [{ name: 'spec', value: order.specHash }],
      }
    case 'JobContracted': {
      const { provider, attempt } = event.args
      const again = attempt > 1 ? ` This is attempt ${attempt}.` : ''
      return { title: 'Taken by a provider', body: `${takenWords(provider, event.args.price, order, money)}${again}` }
    }
    case 'MatchClosed': {
      const { provider } = event.args
      return {
        title: 'Posted, and taken at once',
        body: `${money(lockOf(order))} was locked in escrow. ${takenWords(provider, event.args.price, order, money)}`,
        hashes: [{ name: 'spec', value: order.specHash }],
      }
    }
    case 'JobDeclined':
      return {
        title: 'Declined',
        body: `${shortHex(event.args.provider)}, for whom it was kept, does not want the job${saying(event.args.reason)}. It is open to all.`,
      }
    case 'LivenessChallenged':
      return {
        title: 'Asked for a sign of life',
        body: `The requester asks whether the provider is still there. It must answer by ${formatTime(event.args.answerBy)}, or anyone can end the attempt.`,
      }
    case 'Heartbeat': {
      const { units, checkpoint } = event.args
      const done = units > 0n ? `, after ${unitWords(units, order)} as it says` : ''
      return {
        title: 'The provider answered',
        body: `It is still at work${done}.`,
        tone: 'good',
        hashes: named('checkpoint', checkpoint),
      }
    }
    case 'JobResigned':
      return { title: 'Given back', body: `The provider cannot do the job${saying(event.args.reason)}.`, tone: 'bad' }
    case 'JobDisputed':
    case 'DisputeRuled':
    case 'BondReleased':
    case 'JobAgreed':
      return disputeWords(event, order, money)
    case 'ProofSubmitted':
      return { title: 'Run done, proof submitted', ...proofWords(event.args, price, order, money) }
    case 'VerdictDelivered': {
      const { title, body, tone } = VERDICTS[verdictNames[event.args.verdict] ?? 'None']
      return { title, body, tone, hashes: evidenceOf(event.args.evidence) }
    }
    case 'ProofJudged': {
      const { body, tone, judged } = VERDICTS[verdictNames[event.args.verdict] ?? 'None']
      const proof = proofWords(event.args, price, order, money)
      const hashes = [...proof.hashes, ...evidenceOf(event.args.evidence)]
      return { title: `Run done, ${judged}`, body: `${proof.body} ${body}`, tone, hashes }
    }
    case 'VerifierSilent':
      return { title: 'The verifier stayed silent', body: FALLBACKS[order.rules.fallback], tone: 'bad' }
    case 'AttemptFailed': {
      const { provider, burned } = event.args
      const reason = failReasonNames[event.args.reason]
      const why = reason === undefined ? 'did not fulfil the job' : FAILED[reason]
      const stake = burned > 0n ? ` ${money(burned)} of its stake burned.` : ''
      return { title: 'The attempt failed', body: `${shortHex(provider)} ${why}.${stake}`, tone: 'bad' }
    }
    case 'ContractFulfilled': {
      const { paid, refunded } = event.args
      const rest = refunded > 0n ? `, and ${money(refunded)} went back to the payer` : ''
      return { title: 'Contract fulfilled', body: `The provider was paid ${money(paid)}${rest}.`, tone: 'good' }
    }
    case 'JobCancelled':
      return {
        title: 'Cancelled',
        body: `Nothing was paid. ${money(event.args.refunded)} went back to the payer.`,
        tone: 'over',
      }
    default:
      return assertNever(event)
  }
}

function takenWords(provider: Address, price: bigint, order: Order, money: Money): string {
  const stake = order.stake > 0n ? `, and put ${money(order.stake)} of its own at stake` : ''
  return `${shortHex(provider)} took the job for at most ${money(price)}${stake}.`
}

const evidenceOf = (value: Hex): Entry['hashes'] => named('evidence', value)

/** A reason is a stranger's code in ASCII: it is shown if it is no more than that. */
function saying(reason: Hex): string {
  const code = reasonOf(reason)
  return code === undefined ? '' : `, and says why: ${code}`
}

const unitWords = (units: bigint, order: Order): string =>
  order.rules.unitKind === 'Steps' ? `${formatCount(units)} engine steps` : formatDuration(Number(units))

type Proof = { readonly units: bigint; readonly proofHash: Hex; readonly outcome: number }

function proofWords({ units, proofHash, ...proof }: Proof, price: bigint, order: Order, money: Money) {
  const outcome = outcomeNames[proof.outcome] ?? 'None'
  const words = outcomeWords(outcome)
  const claim = claimOf(order, { price, outcome, units })
  return {
    body: `${capital(words)} after ${unitWords(units, order)}. The provider claims ${money(claim)}.`,
    hashes: [{ name: 'proof', value: proofHash }],
  }
}

/** What was done when the verifier said nothing: the order names it. */
const FALLBACKS: Readonly<Record<Fallback, string>> = {
  Claimed: 'The order says what happens then: the claim stands, as if it were verified.',
  Refund: 'The order says what happens then: the payer is refunded, and the provider gets its stake back.',
  Disputed: 'The order says what happens then: the arbiter decides.',
}

const FAILED: Readonly<Record<FailReason, string>> = {
  Late: 'was late: no proof, or no sign of life when it was asked, came before the deadline',
  Resigned: 'gave the job back',
  Invalid: 'submitted a proof that the verifier found wrong',
  Ruled: 'lost the dispute',
}

type VerdictWords = Required<Pick<Entry, 'title' | 'body' | 'tone'>> & {
  /** After "Run done, ", where proof and verdict came at once. */
  readonly judged: string
}

const VERDICTS: Readonly<Record<Verdict, VerdictWords>> = {
  None: { title: 'No verdict', body: 'The verifier gave none.', tone: 'plain', judged: 'proof submitted' },
  Valid: {
    title: 'Verified',
    body: 'The verifier ran the check and confirmed the proof exactly.',
    tone: 'good',
    judged: 'and verified',
  },
  Invalid: {
    title: 'Rejected by the verifier',
    body: 'The verifier found something in the proof to be wrong.',
    tone: 'bad',
    judged: 'and rejected by the verifier',
  },
  Inconclusive: {
    title: 'The verifier could not tell',
    body: 'It may speak again until its window ends.',
    tone: 'plain',
    judged: 'and the verifier could not tell',
  },
}

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
    body: 'The claim stands; it is paid when the window has passed, or at once when the requester approves.',
  },
  Rejected: { title: 'Rejected', body: 'When the window has passed, the attempt counts as failed.' },
  Disputed: { title: 'In dispute', body: 'The arbiter decides who is owed what.' },
} as const

/** What a live job waits for; undefined when it is over. */
export function upcomingOf({ progress: { state } }: Job): Upcoming | undefined {
  return state === 'None' || state === 'Settled' || state === 'Cancelled' ? undefined : UPCOMING[state]
}
