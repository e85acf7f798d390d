import type { OutboxEntry } from '@millrace/chain'
import {
  commitmentStruct,
  deadlineOf,
  jobEscrowAbi,
  jobStruct,
  Outcome,
  reasonWord,
  ticketOf,
  type Commitment,
  type Job,
} from '@millrace/sdk'
import { encodeFunctionData, type Hex } from 'viem'
import type { Ports } from './ports.ts'
import type { Task } from './task-book.ts'

/** What the agent says when it gives a job back. */
const GAVE_UP = reasonWord('cannotFinish')

const FAILED: readonly string[] = ['refused', 'failed', 'replaced']
/** How long a call that failed is left alone, in milliseconds; twice as long each time. */
const AGAIN_MS = 1_000
const MOST_AGAIN_MS = 60_000

export function acceptKey({ job, attempt }: Pick<Task, 'job' | 'attempt'>): string {
  return `accept:${job}:${attempt}`
}

/** Whether a call of the outbox ended without its effect, or never was. */
export function hasFailed(entry: OutboxEntry | null): boolean {
  return entry === null || FAILED.includes(entry.state)
}

/**
 * Intends a call that may be made again when it failed: it may have been refused for a view of the chain that a reorg took
 * back. Each try has a key of its own, since it names the job as it then is.
 *
 * @returns the last try, and how long it is left alone if it just failed.
 */
export function callAgain({ outbox, journal, ref }: Ports, name: string, data: () => Hex) {
  const entries: OutboxEntry[] = []
  for (;;) {
    const entry = outbox.get(`${name}:${entries.length + 1}`)
    if (entry === null) break
    entries.push(entry)
  }
  const last = entries.at(-1) ?? null
  if (!hasFailed(last)) return { last, restMs: undefined }
  journal.transaction(() => outbox.enqueue(`${name}:${entries.length + 1}`, { to: ref.escrow, data: data() }))
  return { last, restMs: Math.min(AGAIN_MS * 2 ** entries.length, MOST_AGAIN_MS) }
}

/** Intends to submit what the run came to. */
export function submit(ports: Ports, task: Task, job: Job, commitment: Commitment) {
  const args = [ticketOf(job), commitmentStruct(commitment), '0x'] as const
  return callAgain(ports, `submit:${task.job}:${task.attempt}`, () =>
    encodeFunctionData({ abi: jobEscrowAbi, functionName: 'submit', args }),
  )
}

/**
 * Gives back, while there is time, a job that cannot be finished: a smaller part of the stake burns than for lateness.
 *
 * @returns how long to leave it alone, in ms; undefined while the call is under way, or when it is too late for it.
 */
export function resignInTime(task: Task, job: Job, ports: Ports): number | undefined {
  const deadline = deadlineOf(job)
  const time = ports.now()
  if (deadline === undefined || time === undefined || time > deadline) return undefined
  const args = [jobStruct(job), GAVE_UP, '0x'] as const
  const { restMs } = callAgain(ports, `resign:${task.job}:${task.attempt}`, () =>
    encodeFunctionData({ abi: jobEscrowAbi, functionName: 'resign', args }),
  )
  if (restMs !== undefined) ports.log.info({ event: 'resigning', job: task.job, attempt: task.attempt })
  return restMs
}

/** Nobody else may care that a window has passed: the agent ends its jobs itself. @returns how long to leave it alone, in ms. */
export function pokeWhenDue(task: Task, job: Job, ports: Ports): number | undefined {
  const { now, log } = ports
  const deadline = deadlineOf(job)
  const time = now()
  if (deadline === undefined || time === undefined || time <= deadline) return undefined
  const { state, outcome } = job.progress
  const { last, restMs } = callAgain(ports, `poke:${task.job}:${task.attempt}:${state}`, () =>
    encodeFunctionData({ abi: jobEscrowAbi, functionName: 'poke', args: [jobStruct(job)] }),
  )
  if (restMs !== undefined)
    log.info({ event: 'poking', job: task.job, state, outcome: Outcome[outcome], revert: last?.revertData })
  return restMs
}
