import {
  jobEscrowAbi,
  jobStruct,
  mayAccept,
  mismatches,
  needOf,
  orderMismatches,
  orderNeedOf,
  rampPrice,
  runRequest,
  InvalidFieldError,
  type Job,
  type JobSpec,
  type Mismatch,
} from '@millrace/sdk'
import { ContentError } from '@millrace/store'
import { encodeFunctionData } from 'viem'
import { checkInWorker, JobRejectedError } from '../content/check-in-worker.ts'
import { acceptKey } from './calls.ts'
import { freeCapacity, hasRoom, pendingStake } from './capacity.ts'
import { SPEED_SAFETY } from './measure-speed.ts'
import type { Ports } from './ports.ts'

/** How long a job that could not be taken is left alone, in milliseconds; twice as long each time that its content is nowhere. */
const LOOK_AGAIN_MS = 3_000
const MOST_AGAIN_MS = 60_000
/** For all the content of one job, in milliseconds: the other jobs wait meanwhile. */
const FETCH_MS = 60_000
/** The engine prepares the module anew when the job runs, on a machine that may be busier: its time counts so many times. */
const PREPARE_FACTOR = 2
/** Within this, in milliseconds, a thread has begun and checked a small job. */
const LEAST_CHECK_MS = 1_500

/** Why a job was passed over, and when it is looked at again. */
type Passed = { readonly untilMs: number; readonly why: string; readonly failures: number }

/** Looks for open jobs that fit what this agent offers, and takes them: the pull side of the match. */
export class Scout {
  readonly #ports: Ports
  /** Only saves work: it need not survive. Jobs that are open no more are forgotten. */
  readonly #passed = new Map<string, Passed>()
  #kept: string | undefined

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
    const ids = new Set<string>(open.map(({ id }) => id))
    for (const id of this.#passed.keys()) if (!ids.has(id)) this.#passed.delete(id)
    for (const job of open) {
      if (signal.aborted) return
      if (Date.now() < (this.#passed.get(job.id)?.untilMs ?? 0)) continue
      await this.#forgetContent()
      try {
        const why = await this.#consider(job, signal)
        if (why === undefined) this.#passed.delete(job.id)
        else this.#pass(job, why, LOOK_AGAIN_MS, 0)
      } catch (error) {
        if (signal.aborted) return
        this.#passFailed(job, error)
      }
    }
  }

  /** Takes the job, or says why not. What costs nothing is asked first; a stranger's bytes are fetched last. */
  async #consider(job: Job, signal: AbortSignal): Promise<string | undefined> {
    const { account, tasks, offer, content, now } = this.#ports
    const time = now() ?? 0
    const { order, progress } = job
    if (tasks.has(job.id, progress.attempt + 1)) return 'it was tried before'
    if (time >= progress.phaseEnd || !mayAccept(job, account.address, time)) return 'this account may not accept it'
    const published = { provider: account.address, offer: offer() }
    const price = rampPrice(job, time)
    const bad = orderMismatches(orderNeedOf(order, price, time, progress.provider), published)
    if (bad.length > 0) return sentenceOf(bad)
    const spec = await content.spec(order.specHash, within(signal, FETCH_MS))
    const missing = mismatches(needOf(spec, order, price, time, progress.provider), published)
    if (missing.length > 0) return sentenceOf(missing)
    const full = await this.#whyFull(job, spec)
    if (full !== undefined) return full
    await this.#prepare(job, signal)
    return this.#accept(job, spec)
  }

  async #whyFull({ order }: Job, { resources }: JobSpec): Promise<string | undefined> {
    const { tasks, offer, ledgerBalance } = this.#ports
    const holding = tasks.list(['accepting', 'running'])
    if (!hasRoom(freeCapacity(offer().resources, holding), resources)) return 'the machine is full'
    const balance = await ledgerBalance(order.token)
    return balance < pendingStake(holding) + order.stake ? 'the ledger has no free stake for it' : undefined
  }

  /** Brings the job's content here and has the engine look at all of it. */
  async #prepare({ order }: Job, signal: AbortSignal): Promise<void> {
    const { content, offer } = this.#ports
    // Until it is accepted, what it brings is in the way of the next one.
    this.#kept = undefined
    const loaded = await content.load(order.specHash, within(signal, FETCH_MS))
    const { seconds, steps } = loaded.spec.limits
    const stepsMs = Number((steps * 1000n) / (offer().stepsPerSecond * SPEED_SAFETY))
    const mostMs = Math.max((seconds * 1000 - stepsMs) / PREPARE_FACTOR, LEAST_CHECK_MS)
    await checkInWorker(runRequest(loaded), mostMs, signal)
  }

  /** Intends to accept the job as it is by now, if it still can be. */
  #accept({ id, progress }: Job, { resources }: JobSpec): string | undefined {
    const { account, jobs, tasks, outbox, ref, log, now } = this.#ports
    const job = jobs.get(id)
    const attempt = progress.attempt + 1
    const isOpen = job !== undefined && job.progress.state === 'Open' && job.progress.attempt === progress.attempt
    if (!isOpen || (now() ?? 0) >= job.progress.phaseEnd) return 'it was gone before its inputs were here'
    const args = [jobStruct(job), account.address, '0x'] as const
    const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'accept', args })
    const task = { job: id, attempt, resources, stake: job.order.stake }
    tasks.begin(task, () => outbox.enqueue(acceptKey(task), { to: ref.escrow, data }))
    log.info({ event: 'accepting', job: id, attempt, spec: job.order.specHash })
    return undefined
  }

  /** Forgets the content of jobs that are not this agent's, when that may have changed. */
  async #forgetContent(): Promise<void> {
    const { tasks, jobs, content } = this.#ports
    const holding = tasks.list(['accepting', 'running'])
    const specs = holding.flatMap(({ job }) => jobs.get(job)?.order.specHash ?? [])
    // A job that a reorg took back is waited for, and so is what it brought.
    if (specs.length < holding.length) return
    if (this.#kept === specs.join() && !content.isCrowded()) return
    await content.keepOnly(specs)
    this.#kept = specs.join()
  }

  #passFailed(job: Job, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    const isHopeless = error instanceof JobRejectedError || error instanceof InvalidFieldError
    if (isHopeless) return this.#pass(job, why, Infinity, 0)
    const failures = (this.#passed.get(job.id)?.failures ?? 0) + 1
    const isNowhere = error instanceof ContentError || (error instanceof DOMException && error.name === 'TimeoutError')
    this.#pass(job, why, isNowhere ? Math.min(LOOK_AGAIN_MS * 2 ** failures, MOST_AGAIN_MS) : LOOK_AGAIN_MS, failures)
  }

  #pass(job: Job, why: string, ms: number, failures: number): void {
    if (this.#passed.get(job.id)?.why !== why) this.#ports.log.info({ event: 'passed', job: job.id, why })
    this.#passed.set(job.id, { untilMs: Date.now() + ms, why, failures })
  }
}

function sentenceOf(missing: readonly Mismatch[]): string {
  return missing.map((m) => `${m.constraint}: the job has ${m.asked}, this offer ${m.offered}`).join('; ')
}

function within(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)])
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
