import { jobEscrowAbi, jobStruct, mayAccept, mismatches, needOf, rampPrice, type Job } from '@millrace/sdk'
import { encodeFunctionData } from 'viem'
import { loadJob } from '../content/load-job.ts'
import { freeCapacity, hasRoom, pendingStake } from './capacity.ts'
import type { Ports } from './ports.ts'
import { acceptKey } from './steps.ts'

/** How long a job that could not be taken is left alone, in milliseconds. */
const LOOK_AGAIN_MS = 3_000

/** Looks for open jobs that fit what this agent offers, and takes them: the pull side of the match. */
export class Scout {
  readonly #ports: Ports
  /** When a job is looked at again, and why not now. Only saves work: it need not survive. */
  readonly #passed = new Map<string, { readonly untilMs: number; readonly why: string }>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Why open jobs were passed over, by job. */
  passed(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#passed].map(([job, { why }]) => [job, why]))
  }

  /** One look at every open job, the best paid first. */
  async round(signal: AbortSignal): Promise<void> {
    const { jobs, now } = this.#ports
    const time = now()
    if (time === undefined) return
    const open = jobs.inState('Open').toSorted((a, b) => compare(rampPrice(b, time), rampPrice(a, time)))
    for (const job of open) {
      if (signal.aborted) return
      if (Date.now() < (this.#passed.get(job.id)?.untilMs ?? 0)) continue
      const why = await this.#consider(job, time, signal).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      )
      if (why === undefined) this.#passed.delete(job.id)
      else this.#pass(job, why)
    }
  }

  /** Takes the job, or says why not. */
  async #consider(job: Job, time: number, signal: AbortSignal): Promise<string | undefined> {
    const { account, tasks, outbox, ref, source, offer, ledgerBalance, log } = this.#ports
    const attempt = job.progress.attempt + 1
    if (tasks.has(job.id, attempt)) return 'it was tried before'
    if (time >= job.progress.phaseEnd || !mayAccept(job, account.address, time)) return 'this account may not accept it'
    const { specCid, spec } = await loadJob(source, job.order.specHash, signal)
    const offered = offer()
    const need = needOf(spec, job.order, rampPrice(job, time), time)
    const missing = mismatches(need, { provider: account.address, offer: offered })
    if (missing.length > 0)
      return missing.map((m) => `${m.constraint}: ${m.asked} asked, ${m.offered} offered`).join('; ')
    if (!hasRoom(freeCapacity(offered.resources, tasks.list()), spec.resources)) return 'the machine is full'
    const balance = await ledgerBalance(job.order.token)
    if (balance < pendingStake(tasks.list()) + job.order.stake) return 'the ledger has no free stake for it'

    const { cpu, memoryBytes } = spec.resources
    const args = [jobStruct(job), account.address, '0x'] as const
    const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'accept', args })
    const task = { job: job.id, attempt, cpu, memoryBytes, stake: job.order.stake }
    tasks.begin(task, () => outbox.enqueue(acceptKey(task), { to: ref.escrow, data }))
    log.info({ event: 'accepting', job: job.id, attempt, spec: specCid })
    return undefined
  }

  #pass(job: Job, why: string): void {
    if (this.#passed.get(job.id)?.why !== why) this.#ports.log.info({ event: 'passed', job: job.id, why })
    this.#passed.set(job.id, { untilMs: Date.now() + LOOK_AGAIN_MS, why })
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
