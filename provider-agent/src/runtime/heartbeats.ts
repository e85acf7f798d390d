import { deadlineOf, jobEscrowAbi, jobStruct } from '@millrace/sdk'
import { encodeFunctionData, zeroHash } from 'viem'
import { callAgain } from './calls.ts'
import type { Ports } from './ports.ts'
import { standingOf } from './standing.ts'

/**
 * Answers for the jobs that this agent has: their requesters may ask whether it is still there, and its silence would count as
 * failure. Beside the steps, since the step that runs a job takes as long as the run.
 */
export class Heartbeats {
  readonly #ports: Ports
  readonly #restUntilMs = new Map<string, number>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Answers whoever asked. What the agent gave up it does not answer for. */
  round(): void {
    const { tasks, jobs, account, now, log } = this.#ports
    for (const task of tasks.list(['running', 'submitting'])) {
      const job = jobs.get(task.job)
      if (job === undefined || standingOf(job, task, account.address) !== 'mine') continue
      const { state, answerBy } = job.progress
      if (state !== 'Contracted' || answerBy === 0 || (now() ?? 0) > (deadlineOf(job) ?? 0)) continue
      const key = `heartbeat:${task.job}:${task.attempt}:${answerBy}`
      if (Date.now() < (this.#restUntilMs.get(key) ?? 0)) continue
      // The engine tells its steps when it ends, not before.
      const args = [jobStruct(job), zeroHash, 0n, '0x'] as const
      const { restMs } = callAgain(this.#ports, key, () =>
        encodeFunctionData({ abi: jobEscrowAbi, functionName: 'heartbeat', args }),
      )
      if (restMs === undefined) continue
      this.#restUntilMs.set(key, Date.now() + restMs)
      log.info({ event: 'answering', job: task.job, attempt: task.attempt, answerBy })
    }
  }
}
