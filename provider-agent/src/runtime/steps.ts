import { runInChild, type ChildOutcome } from '@millrace/engine/node'
import { assertNever, claimOf, deadlineOf, runRequest, THANKS, type Job } from '@millrace/sdk'
import { prove } from '../content/prove.ts'
import { acceptKey, hasFailed, pokeWhenDue, resignInTime, submit } from './calls.ts'
import type { Ports } from './ports.ts'
import { standingOf } from './standing.ts'
import type { LiveTaskState, Task } from './task-book.ts'

/** A run that this machine failed is begun so often; so is one in which the agent died. */
export const MAX_TRIES = 3
/** How long a task waits before it is looked at again when only the chain can change it, in milliseconds. */
const WAIT_MS = 1_000
/** What was sent in time may be seen after the deadline, since only buried blocks are read: seconds that it may take. */
const SEEN_LATE_SECONDS = 120

/**
 * A step looks at the world, acts at most once, and moves its task on. It may run again after a crash at any line.
 *
 * @returns how long to leave the task alone, in milliseconds; undefined: until the next round.
 */
type Step = (task: Task, job: Job, ports: Ports, signal: AbortSignal) => Promise<number | undefined>

/** A new live state does not compile until it has a step. */
export const steps: { readonly [S in LiveTaskState]: Step } = {
  async accepting(task, job, { tasks, outbox, account, log }) {
    const standing = standingOf(job, task, account.address)
    if (standing === 'mine') {
      log.info({ event: 'contracted', job: task.job, attempt: task.attempt, price: String(job.progress.price) })
      tasks.move(task, 'running')
      return undefined
    }
    const sent = outbox.get(acceptKey(task))
    if (hasFailed(sent) || (standing === 'gone' && sent?.state === 'final')) {
      log.info({ event: 'raceLost', job: task.job, attempt: task.attempt, revert: sent?.revertData })
      tasks.move(task, 'lost')
    }
    return undefined
  },

  async running(task, job, ports, signal) {
    const { tasks, log, content, now, jobs, account } = ports
    const standing = standingOf(job, task, account.address)
    if (standing === 'before') return waitForReorg(task, job, ports)
    if (standing === 'gone' || job.progress.state !== 'Contracted') {
      log.warn({ event: 'contractGone', job: task.job, state: job.progress.state })
      tasks.move(task, standing === 'gone' ? 'lost' : 'submitted')
      return undefined
    }
    if (task.tries >= MAX_TRIES) return giveUp(task, ports, `it was tried ${task.tries} times`)
    // A sign of life that is asked for meanwhile is given beside the run.
    const secondsLeft = job.progress.phaseEnd - (now() ?? 0) - submitSeconds(ports)
    if (secondsLeft <= 0) return giveUp(task, ports, 'the run window is over before a run could be submitted')

    tasks.countTry(task, 1)
    const loaded = await content.load(job.order.specHash, signal)
    const wallMs = Math.min(loaded.spec.limits.seconds, secondsLeft) * 1000
    log.info({ event: 'running', job: task.job, wallMs })
    const outcome = await runInChild(runRequest(loaded), { wallMs, signal })
    if (outcome.kind !== 'finished') return notFinished(task, ports, outcome)
    const commitment = await prove(ports, task, loaded, outcome)
    log.info({ event: 'proved', job: task.job, ...commitment, units: String(commitment.units), ...outcome.usage })
    // The chain went on meanwhile: what is submitted names the job as it is now.
    const current = jobs.get(task.job)
    tasks.prove(task, commitment, () => {
      if (current !== undefined && standingOf(current, task, account.address) === 'mine')
        submit(ports, task, current, commitment)
    })
    return undefined
  },

  async submitting(task, job, ports) {
    const { tasks, account, log, now } = ports
    const { progress } = job
    const standing = standingOf(job, task, account.address)
    if (standing === 'before') return waitForReorg(task, job, ports)
    const { commitment } = task
    if (standing === 'gone' || commitment === undefined) {
      log.error({ event: 'notSubmitted', job: task.job, state: progress.state })
      tasks.move(task, 'closed')
      return undefined
    }
    if (progress.state !== 'Contracted') {
      log.info({ event: 'submitted', job: task.job, claim: String(claimOf(job.order, progress)) })
      tasks.move(task, 'submitted')
      return undefined
    }
    const late = (now() ?? 0) - (deadlineOf(job) ?? 0)
    if (late > SEEN_LATE_SECONDS) return giveUp(task, ports, 'its proof did not reach the chain in time')
    if (late > 0) return WAIT_MS
    const { last, restMs } = submit(ports, task, job, commitment)
    if (last !== null && restMs !== undefined)
      log.warn({ event: 'submittingAgain', job: task.job, revert: last.revertData, problem: last.problem })
    return restMs
  },

  async submitted(task, job, ports) {
    const { tasks, log, now, account } = ports
    const { progress } = job
    const standing = standingOf(job, task, account.address)
    if (standing === 'before') return waitForReorg(task, job, ports)
    if (standing === 'gone') {
      log.warn({ event: 'unpaid', job: task.job, state: progress.state })
      tasks.move(task, 'closed')
      return undefined
    }
    if (progress.state === 'Settled') {
      let isNew = false
      tasks.move(task, 'closed', (db) => {
        isNew = tasks.tell(db, { job: task.job, text: THANKS, atSeconds: now() ?? 0 })
      })
      if (isNew)
        log.info({
          event: 'contractFulfilled',
          job: task.job,
          message: THANKS,
          claim: String(claimOf(job.order, progress)),
        })
      return undefined
    }
    if (progress.state === 'Contracted' && task.commitment !== undefined) {
      // A reorg took the submission back.
      tasks.move(task, 'submitting')
      return undefined
    }
    return pokeWhenDue(task, job, ports)
  },

  async abandoned(task, job, ports) {
    const standing = standingOf(job, task, ports.account.address)
    if (standing === 'before') return WAIT_MS
    if (standing === 'mine' && job.progress.state === 'Contracted')
      return resignInTime(task, job, ports) ?? pokeWhenDue(task, job, ports)
    // Its failure is in the chain, or after all its proof is.
    ports.tasks.move(task, standing === 'mine' ? 'submitted' : 'closed')
    return undefined
  },
}

/** A reorg took the acceptance out of the chain. Its transaction goes in again while the job is open: until then, wait. */
function waitForReorg(task: Task, job: Job, { tasks, log, now }: Ports): number | undefined {
  if ((now() ?? 0) <= (deadlineOf(job) ?? 0) + SEEN_LATE_SECONDS) return WAIT_MS
  log.warn({ event: 'acceptanceGone', job: task.job, attempt: task.attempt })
  tasks.move(task, 'lost')
  return undefined
}

/** The run ended without a result. That is this machine's doing, never the job's: no proof is made of it. */
function notFinished(
  task: Task,
  ports: Ports,
  outcome: Exclude<ChildOutcome, { kind: 'finished' }>,
): number | undefined {
  switch (outcome.kind) {
    case 'rejected':
      return giveUp(task, ports, `the engine rejects its module: ${outcome.detail}`)
    case 'infra':
      ports.log.warn({ event: 'runFailed', job: task.job, tries: task.tries + 1, why: outcome.why })
      return WAIT_MS * (task.tries + 1)
    case 'interrupted':
      if (outcome.why === 'wallClock') return giveUp(task, ports, 'this machine was too slow for its limits')
      // The operator ended the agent: the job is not to blame.
      ports.tasks.countTry(task, -1)
      return undefined
    default:
      return assertNever(outcome)
  }
}

/** The one place where a contracted job is given up: it is given back or, when it is too late for that, poked. */
function giveUp(task: Task, { tasks, log }: Ports, why: string): undefined {
  log.error({ event: 'abandoned', job: task.job, attempt: task.attempt, why })
  tasks.move(task, 'abandoned')
}

/** The end of the run window that is kept for storing, submitting and the blocks of both, in seconds: half of the stated margin. */
function submitSeconds({ offer }: Ports): number {
  return Math.floor(offer().conditions.marginSeconds / 2)
}
