import { MillraceError, assertNever } from '../errors.ts'
import { jobStateNames, outcomeNames, verdictNames, type JobState } from '../generated/enums.ts'
import { moves } from '../generated/moves.ts'
import type { JobEvent } from './events.ts'
import { noProgress, type Job, type Progress } from './job.ts'
import { orderOf } from './order.ts'

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
  if (event.eventName === 'JobPosted') {
    if (job !== undefined) throw new LogOrderError(event.eventName, event.args.id, job.progress.state)
    const { id, order, phaseEnd } = event.args
    return { id, order: orderOf(order), progress: { ...noProgress, state: 'Open', phaseEnd } }
  }
  if (job === undefined) throw new LogOrderError(event.eventName, event.args.id, 'None')
  return { ...job, progress: advance(job, event) }
}

function advance(job: Job, event: Exclude<JobEvent, { eventName: 'JobPosted' }>): Progress {
  const { order, progress: p } = job
  const to = (state: JobState): JobState => {
    if (!isLegal(p.state, state)) throw new LogOrderError(event.eventName, job.id, p.state)
    return state
  }
  switch (event.eventName) {
    case 'JobContracted': {
      const { provider, attempt, price, acceptedAt } = event.args
      const { run } = order.windows
      const challengeFrom = acceptedAt + Math.floor(run / 4)
      return {
        ...p,
        state: to('Contracted'),
        provider,
        attempt,
        price,
        acceptedAt,
        phaseEnd: acceptedAt + run,
        challengeFrom,
      }
    }
    case 'ProofSubmitted': {
      const { proofHash, units, claim, phaseEnd } = event.args
      const outcome = outcomeNames[event.args.outcome] ?? 'None'
      const state = to(BigInt(order.verifier) === 0n ? 'Claimed' : 'Verifying')
      return { ...p, state, proofHash, outcome, units, claim, phaseEnd, answerBy: 0, challengeFrom: 0 }
    }
    case 'VerdictDelivered': {
      const { phaseEnd } = event.args
      const verdict = verdictNames[event.args.verdict] ?? 'None'
      if (verdict === 'Inconclusive') return p
      // Without a challenge window, ContractFulfilled follows in the same transaction.
      const state = to(verdict === 'Valid' ? 'Claimed' : 'Rejected')
      return { ...p, state, verdict, phaseEnd, feesPaid: p.feesPaid + 1 }
    }
    case 'VerifierSilent':
      return { ...p, state: to(jobStateNames[event.args.state] ?? 'None'), phaseEnd: event.args.phaseEnd }
    case 'AttemptFailed': {
      if (p.attempt >= order.rules.maxAttempts) return p
      const { attempt, provider, feesPaid, declined } = p
      return { ...noProgress, state: to('Open'), attempt, provider, feesPaid, declined, phaseEnd: event.args.phaseEnd }
    }
    case 'ContractFulfilled': {
      // Approved before any verdict: the verifier is paid all the same.
      const feesPaid = p.state === 'Verifying' ? p.feesPaid + 1 : p.feesPaid
      return { ...p, state: p.state === 'Settled' ? p.state : to('Settled'), feesPaid }
    }
    case 'JobCancelled':
      return { ...p, state: p.state === 'Cancelled' ? p.state : to('Cancelled') }
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
