import { runInChild } from '@millrace/engine/node'
import {
  Outcome,
  THANKS,
  commitmentStruct,
  deadlineOf,
  isFinal,
  jobEscrowAbi,
  jobStruct,
  runRequest,
  type Commitment,
  type Job,
} from '@millrace/sdk'
import { encodeFunctionData } from 'viem'
import { loadJob } from '../content/load-job.ts'
import { prove } from '../content/prove.ts'
import type { Ports } from './ports.ts'
import type { LiveTaskState, Task } from './task-book.ts'

/** A step looks at the world, acts at most once, and moves its task on. It may run again after a crash at any line. */
type Step = (task: Task, job: Job, ports: Ports, signal: AbortSignal) => Promise<void>

/** A new live state does not compile until it has a step. */
export const steps: { readonly [S in LiveTaskState]: Step } = {
  async accepting(task, job, { tasks, outbox, account, log }) {
    if (isMine(job, task, account.address)) {
      log.info({ event: 'contracted', job: task.job, attempt: task.attempt, price: String(job.progress.price) })
      return tasks.move(task, 'running')
    }
    const sent = outbox.get(acceptKey(task))
    const isOver = sent === null || ['refused', 'failed', 'replaced'].includes(sent.state)
    const isTaken = job.progress.attempt >= task.attempt || isFinal(job.progress.state)
    if (isOver || (isTaken && sent.state === 'final')) {
      log.info({ event: 'raceLost', job: task.job, attempt: task.attempt })
      tasks.move(task, 'lost')
    }
  },

  async running(task, job, ports, signal) {
    const { tasks, log, source, now } = ports
    if (!isMine(job, task, ports.account.address) || job.progress.state !== 'Contracted')
      return tasks.move(task, 'abandoned')
    const secondsLeft = (deadlineOf(job) ?? 0) - (now() ?? 0)
    if (secondsLeft <= 0) {
      log.error({ event: 'late', job: task.job })
      return tasks.move(task, 'abandoned')
    }
    const loaded = await loadJob(source, job.order.specHash, signal)
    const wallMs = Math.min(loaded.spec.limits.seconds, secondsLeft) * 1000
    log.info({ event: 'running', job: task.job, wallMs })
    const outcome = await runInChild(runRequest(loaded), { wallMs, signal })
    if (outcome.kind !== 'finished') {
      // This machine's doing, never the job's: no proof is made of it. The next round tries again while there is time.
      log.warn({
        event: 'runFailed',
        job: task.job,
        outcome: outcome.kind,
        why: 'why' in outcome ? outcome.why : outcome.detail,
      })
      return
    }
    const commitment = await prove(ports, task, loaded, outcome)
    log.info({ event: 'proved', job: task.job, ...commitment, units: String(commitment.units), ...outcome.usage })
    tasks.prove(task, commitment, () => enqueueSubmit(ports, task, job, commitment))
  },

  async submitting(task, job, { tasks, outbox, account, log }) {
    const { progress } = job
    if (progress.attempt === task.attempt && progress.proofHash === task.commitment?.proofHash) {
      log.info({ event: 'submitted', job: task.job, claim: String(progress.claim) })
      return tasks.move(task, 'submitted')
    }
    const sent = outbox.get(submitKey(task))
    const isOver = sent === null || ['refused', 'failed', 'replaced'].includes(sent.state)
    if (isOver || !isMine(job, task, account.address)) {
      log.error({ event: 'notSubmitted', job: task.job, revert: sent?.revertData, problem: sent?.problem })
      tasks.move(task, 'abandoned')
    }
  },

  async submitted(task, job, ports) {
    const { tasks, log, now } = ports
    const { progress } = job
    if (progress.state === 'Settled') {
      let isNew = false
      tasks.move(task, 'closed', (db) => {
        isNew = tasks.tell(db, { job: task.job, text: THANKS, atSeconds: now() ?? 0 })
      })
      if (isNew) log.info({ event: 'contractFulfilled', job: task.job, message: THANKS, claim: String(progress.claim) })
      return
    }
    if (isFinal(progress.state) || progress.attempt !== task.attempt || progress.state === 'Open') {
      log.warn({ event: 'unpaid', job: task.job, state: progress.state })
      return tasks.move(task, 'closed')
    }
    pokeWhenDue(task, job, ports)
  },
}

export function acceptKey({ job, attempt }: Pick<Task, 'job' | 'attempt'>): string {
  return `accept:${job}:${attempt}`
}

function submitKey({ job, attempt }: Task): string {
  return `submit:${job}:${attempt}`
}

function isMine(job: Job, task: Task, me: string): boolean {
  const { attempt, provider, state } = job.progress
  return attempt === task.attempt && state !== 'Open' && provider.toLowerCase() === me.toLowerCase()
}

function enqueueSubmit({ outbox, ref }: Ports, task: Task, job: Job, commitment: Commitment): void {
  const args = [jobStruct(job), commitmentStruct(commitment), '0x'] as const
  const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'submit', args })
  outbox.enqueue(submitKey(task), { to: ref.escrow, data })
}

/** Nobody else may care that a window has passed: the agent ends its jobs itself. */
function pokeWhenDue(task: Task, job: Job, { outbox, journal, ref, now, log }: Ports): void {
  const deadline = deadlineOf(job)
  const time = now()
  if (deadline === undefined || time === undefined || time <= deadline) return
  const key = `poke:${task.job}:${task.attempt}:${job.progress.state}`
  if (outbox.get(key) !== null) return
  const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'poke', args: [jobStruct(job)] })
  journal.transaction(() => outbox.enqueue(key, { to: ref.escrow, data }))
  log.info({ event: 'poking', job: task.job, state: job.progress.state, outcome: Outcome[job.progress.outcome] })
}
