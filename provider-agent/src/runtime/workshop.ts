import { Heartbeats } from './heartbeats.ts'
import type { Ports } from './ports.ts'
import { steps } from './steps.ts'
import type { LiveTaskState, Task } from './task-book.ts'

const live = [
  'accepting',
  'running',
  'submitting',
  'submitted',
  'abandoned',
] as const satisfies readonly LiveTaskState[]
/** A step that failed is repeated after this, in milliseconds. */
const RETRY_MS = 1_000

/** Runs the steps of all live tasks, several at once, each task never twice at a time. */
export class Workshop {
  readonly #ports: Ports
  readonly #heartbeats: Heartbeats
  readonly #busy = new Map<string, Promise<void>>()
  readonly #restUntilMs = new Map<string, number>()

  constructor(ports: Ports) {
    this.#ports = ports
    this.#heartbeats = new Heartbeats(ports)
  }

  /** Starts whatever can be started. Returns at once: long steps go on beside the next rounds. */
  round(signal: AbortSignal): void {
    this.#heartbeats.round()
    for (const task of this.#ports.tasks.list(live)) {
      const key = `${task.job}:${task.attempt}`
      if (this.#busy.has(key) || Date.now() < (this.#restUntilMs.get(key) ?? 0)) continue
      const step = this.#step(task, key, signal).finally(() => this.#busy.delete(key))
      this.#busy.set(key, step)
    }
  }

  /** Whether no job of this agent still needs this machine. */
  isIdle(): boolean {
    return this.#ports.tasks.list(['accepting', 'running', 'submitting']).length === 0
  }

  /** Waits for the steps under way, which end soon once their signal was aborted. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#busy.values())
  }

  async #step(task: Task, key: string, signal: AbortSignal): Promise<void> {
    const { jobs, log } = this.#ports
    const job = jobs.get(task.job)
    const isLive = (state: string): state is LiveTaskState => live.some((name) => name === state)
    // A reorg may have taken the job back: it is waited for, and the deadline decides.
    if (job === undefined || !isLive(task.state)) return
    try {
      const restMs = await steps[task.state](task, job, this.#ports, signal)
      if (restMs === undefined) this.#restUntilMs.delete(key)
      else this.#restUntilMs.set(key, Date.now() + restMs)
    } catch (error) {
      if (signal.aborted) return
      this.#restUntilMs.set(key, Date.now() + RETRY_MS)
      log.warn({
        event: 'stepFailed',
        job: task.job,
        state: task.state,
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }
}
