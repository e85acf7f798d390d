import { MillraceError, assertNever } from '../errors.ts'
import { jobStateNames, outcomeNames, verdictNames, type JobState } from '../generated/enums.ts'
import { moves } from '../generated/moves.ts'
import type { JobEvent } from './events.ts'
import { noProgress, type Job, type Progress } from './job.ts'
import { orderOf, type Order } from './order.ts'

/** A log cannot follow what came before: one is missing, or they came out of order. */
export class LogOrderError extends MillraceError {
  override readonly name = 'LogOrderError'
  override readonly code = 'job.logOrder'
  override readonly retryable = true

  constructor(eventName: string, id: string, state: JobState) {
    super(`${eventName} of job ${id} cannot follow the state ${state}: a log is missing.`, {
      meta: { eventName, id, state },
    })
  }
}

/**
 * Folds one event into what is known of its job. Over all events of a job, in chain order, the result is the job of which the
 * escrow keeps the commitment, to the last bit. Pure: a rewind is a fold from the start.
 *
 * @throws LogOrderError when the event cannot follow.
 */
export function reduceJob(job: Job | undefined, event: JobEvent): Job {
  if (event.eventName === 'JobPosted' || event.eventName === 'MatchClosed') {
    if (job !== undefined) throw new LogOrderError(event.eventName, event.args.id, job.progress.state)
    const { id, order: struct } = event.args
    const order = orderOf(struct)
    const progress =
      event.eventName === 'JobPosted'
        ? { ...noProgress, state: 'Open' as const, phaseEnd: event.args.phaseEnd }
        : contracted(noProgress, order, { ...event.args, attempt: 1 })
    return { id, order, progress }
  }
  if (job === undefined) throw new LogOrderError(event.eventName, event.args.id, 'None')
  return { ...job, progress: advance(job, event) }
}

type Args<Name extends JobEvent['eventName']> = Extract<JobEvent, { eventName: Name }>['args']

function contracted(p: Progress, order: Order, args: Omit<Args<'JobContracted'>, 'id'>): Progress {
  const { provider, attempt, price, acceptedAt } = args
  const { run } = order.windows
  const times = { acceptedAt, phaseEnd: acceptedAt + run, challengeFrom: acceptedAt + Math.floor(run / 4) }
  return { ...p, ...times, state: 'Contracted', provider, attempt, price }
}

/** What matters to a running attempt only. */
const noRun = { answerBy: 0, challengeFrom: 0 } as const

function submitted(p: Progress, order: Order, args: Args<'ProofSubmitted'>): Progress {
  const { proofHash, units, phaseEnd } = args
  const outcome = outcomeNames[args.outcome] ?? 'None'
  const state = BigInt(order.verifier) === 0n ? 'Claimed' : 'Verifying'
  return { ...p, state, proofHash, outcome, units, phaseEnd, ...noRun }
}

function judged(
  p: Progress,
  { verdict: number, phaseEnd }: Pick<Args<'VerdictDelivered'>, 'verdict' | 'phaseEnd'>,
): Progress {
  const verdict = verdictNames[number] ?? 'None'
  if (verdict === 'Inconclusive') return p
  // Without a challenge window, ContractFulfilled follows in the same transaction.
  const state = verdict === 'Valid' ? 'Claimed' : 'Rejected'
  return { ...p, state, verdict, phaseEnd, feesPaid: p.feesPaid + 1 }
}

function advance(job: Job, event: Exclude<JobEvent, { eventName: 'JobPosted' | 'MatchClosed' }>): Progress {
  const { order, progress: p } = job
  /** The progress that an event leads to, if a move leads there. */
  const legal = (next: Progress): Progress => {
    if (next.state !== p.state && !isLegal(p.state, next.state))
      throw new LogOrderError(event.eventName, job.id, p.state)
    return next
  }
  const from = (...states: readonly JobState[]): void => {
    if (!states.includes(p.state)) throw new LogOrderError(event.eventName, job.id, p.state)
  }
  switch (event.eventName) {
    case 'JobContracted':
      from('Open')
      return legal(contracted(p, order, event.args))
    case 'JobDeclined':
      from('Open')
      return { ...p, declined: true }
    case 'LivenessChallenged':
      from('Contracted')
      return { ...p, answerBy: event.args.answerBy }
    case 'Heartbeat':
      from('Contracted')
      return { ...p, answerBy: 0, challengeFrom: event.args.challengeFrom }
    case 'JobResigned':
      from('Contracted')
      return p
    case 'ProofSubmitted':
      from('Contracted')
      return legal(submitted(p, order, event.args))
    case 'VerdictDelivered':
      from('Verifying')
      return legal(judged(p, event.args))
    case 'ProofJudged':
      from('Contracted')
      return legal(judged(submitted(p, order, event.args), event.args))
    case 'VerifierSilent':
      from('Verifying')
      return legal({ ...p, state: jobStateNames[event.args.state] ?? 'None', phaseEnd: event.args.phaseEnd })
    case 'JobDisputed': {
      from('Claimed', 'Rejected')
      const { bond, phaseEnd } = event.args
      return legal({ ...p, state: 'Disputed', bond, phaseEnd })
    }
    case 'DisputeRuled':
      from('Disputed')
      return p
    case 'BondReleased':
      from('Disputed')
      return { ...p, bond: 0n }
    case 'JobAgreed':
      from('Contracted', 'Verifying', 'Claimed', 'Rejected', 'Disputed')
      return p
    case 'AttemptFailed': {
      if (p.attempt >= order.rules.maxAttempts) return p
      const { attempt, provider, feesPaid, declined } = p
      const { phaseEnd } = event.args
      return legal({ ...noProgress, state: 'Open', attempt, provider, feesPaid, declined, phaseEnd })
    }
    case 'ContractFulfilled': {
      // Approved or agreed before any verdict: the verifier is paid all the same.
      const feesPaid = p.state === 'Verifying' ? p.feesPaid + 1 : p.feesPaid
      return legal({ ...p, ...noRun, state: 'Settled', feesPaid })
    }
    case 'JobCancelled':
      return legal({ ...p, ...noRun, state: 'Cancelled' })
    default:
      return assertNever(event)
  }
}

function isLegal(from: JobState, state: JobState): boolean {
  return moves.some((move) => includes(move.from, from) && includes(move.to, state))
}

function includes(states: readonly JobState[], state: JobState): boolean {
  return states.includes(state)
}
