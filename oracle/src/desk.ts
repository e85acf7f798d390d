import type { ChainClient, Journal, Outbox } from '@millrace/chain'
import {
  digestOf,
  encodeDagCbor,
  jobEscrowAbi,
  jobStruct,
  Verdict,
  type EscrowRef,
  type Job,
  type Judgement,
  type Need,
} from '@millrace/sdk'
import type { BlockStore } from '@millrace/store'
import type { Logger } from 'pino'
import { encodeFunctionData } from 'viem'
import type { Committee } from './committee.ts'
import type { MemberConfig } from './config.ts'
import { judgeJob } from './judge-job.ts'
import type { ProviderBook } from './provider-book.ts'
import type { Decision, VerdictBook } from './verdict-book.ts'

type Parts = {
  readonly config: MemberConfig
  readonly client: ChainClient
  readonly ref: EscrowRef
  readonly store: BlockStore
  readonly providers: ProviderBook
  readonly verdicts: VerdictBook
  readonly committee: Committee
  readonly outbox: Outbox
  readonly journal: Journal
  readonly log: Logger
}

/** Content counts as unavailable after so many tries, over at least a third of the verify window. */
const TRIES = 4
const FIRST_RETRY_MS = 500
/** How long a member waits for each one that goes before it with the bundle. */
const TURN_MS = 1_500

/** Takes jobs from proof to verdict. Each step looks before it acts, and may be repeated after a crash. */
export class Desk {
  readonly #parts: Parts
  /** When a quorum was first seen, by commitment: only delays a turn, so it need not survive. */
  readonly #quorumSeenAtMs = new Map<string, number>()
  /** How often a job could not be judged, and when it is looked at again (ms), by commitment. */
  readonly #retries = new Map<string, { readonly tries: number; readonly atMs: number }>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What there is to do for a job in Verifying now. */
  next(job: Job): 'judge' | 'carry' | undefined {
    if (this.#decided(job) !== undefined) return 'carry'
    return Date.now() < (this.#retries.get(commitmentKey(job))?.atMs ?? 0) ? undefined : 'judge'
  }

  /** Drops what is remembered of every commitment but these: the others wait for no verdict any more. */
  forgetAllBut(live: ReadonlySet<string>): void {
    for (const notes of [this.#quorumSeenAtMs, this.#retries]) {
      for (const key of notes.keys()) if (!live.has(key)) notes.delete(key)
    }
  }

  /** Does what can be done now for a job in Verifying. `chainTime` in Unix seconds. */
  async attend(job: Job, chainTime: number, signal: AbortSignal): Promise<void> {
    if (chainTime > job.progress.phaseEnd) return
    const decision = this.#decided(job) ?? (await this.#judge(job, chainTime, signal))
    if (decision === undefined || signal.aborted) return
    await this.#carry(job, decision, signal)
  }

  #decided({ id, progress }: Job): Decision | undefined {
    return this.#parts.verdicts.decision(id, progress.attempt, progress.proofHash)
  }

  async #judge(job: Job, chainTime: number, signal: AbortSignal): Promise<Decision | undefined> {
    const { config, ref, client, store, providers } = this.#parts
    if (this.next(job) !== 'judge') return undefined
    const own = providers.gatewayOf(job.progress.provider)
    const gateways = own === undefined ? config.gateways : [own, ...config.gateways]
    const onTrouble = (need: Need, cause: unknown) => this.#report(job, need, cause)
    const tools = { ref, client, store, gateways, allowLoopback: config.allowLoopback, onTrouble }
    const leftMs = (job.progress.phaseEnd - chainTime + 1) * 1000
    const judgement = await judgeJob(tools, job, leftMs, signal).catch((error: unknown) => {
      if (signal.aborted) return undefined
      throw error
    })
    if (judgement === undefined) return undefined
    const { verdict, reason, detail } = this.#afterTries(job, chainTime, judgement)
    this.#parts.log.info({ event: 'judged', job: job.id, attempt: job.progress.attempt, verdict, reason, detail })
    if (verdict === 'Inconclusive') {
      this.#retryLater(job)
      return undefined
    }
    return this.#decide(job, { verdict, reason, ...(detail === undefined ? {} : { detail }) })
  }

  /** Soon at first, since a provider may just be starting again; then spread over the window. */
  #retryLater(job: Job): void {
    const key = commitmentKey(job)
    const tries = (this.#retries.get(key)?.tries ?? 0) + 1
    const spreadMs = (job.order.windows.verify * 1000) / (2 * TRIES)
    this.#retries.set(key, { tries, atMs: Date.now() + Math.min(FIRST_RETRY_MS * 2 ** tries, spreadMs) })
  }

  #report({ id }: Job, need: Need, cause: unknown): void {
    const error = cause instanceof Error ? cause.message : String(cause)
    this.#parts.log.warn({ event: 'judgeTrouble', job: id, need: need.kind, error })
  }

  #afterTries(job: Job, chainTime: number, judgement: Judgement): Judgement {
    if (judgement.reason !== 'contentUnavailable') return judgement
    const { verdicts } = this.#parts
    const { attempt, proofHash } = job.progress
    verdicts.noteFailedTry(job.id, attempt, proofHash, chainTime, judgement.detail ?? '')
    const tries = verdicts.failedTries(job.id, attempt, proofHash)
    const span = chainTime - (tries[0] ?? chainTime)
    const enough = tries.length >= TRIES && span * 3 >= job.order.windows.verify
    return enough ? { verdict: 'Invalid', reason: 'unavailable' } : judgement
  }

  async #decide(job: Job, judgement: Judgement): Promise<Decision | undefined> {
    const { store, committee, verdicts, config } = this.#parts
    const { verdict, reason, detail } = judgement
    if (verdict === 'Inconclusive') return undefined
    const { attempt, proofHash } = job.progress
    // The same for every honest member: no time, no name.
    const report = encodeDagCbor({ v: 1, job: job.id, attempt, proofHash, verdict, reason, detail: detail ?? null })
    const evidence = digestOf(await store.put(report, 'dag-cbor'))
    const digest = committee.digestOf(job, verdict, evidence)
    const signature = await committee.sign(digest)
    const decision = verdicts.decide({ job: job.id, attempt, proofHash, verdict, reason, evidence, digest, signature })
    const { members } = config.deployment.committee
    const me = members.find((member) => member.toLowerCase() === committee.address.toLowerCase())
    if (me !== undefined) verdicts.attest({ member: me, digest: decision.digest, signature: decision.signature })
    return decision
  }

  async #carry(job: Job, decision: Decision, signal: AbortSignal): Promise<void> {
    const { committee, outbox, journal, ref, log } = this.#parts
    const commitment = commitmentKey(job)
    const key = `verdict:${commitment}`
    if (outbox.get(key) !== null) return
    if (committee.bundle(decision.digest) === undefined) await committee.gather(decision, signal)
    const bundle = committee.bundle(decision.digest)
    if (bundle === undefined) return
    const seenAt = this.#quorumSeenAtMs.get(commitment) ?? Date.now()
    this.#quorumSeenAtMs.set(commitment, seenAt)
    if (Date.now() < seenAt + committee.rank(job.id) * TURN_MS) return

    const args = [jobStruct(job), Verdict[decision.verdict], decision.evidence, bundle] as const
    const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'deliverVerdict', args })
    journal.transaction(() => outbox.enqueue(key, { to: ref.escrow, data }))
    log.info({ event: 'carrying', job: job.id, verdict: decision.verdict })
  }
}

/** Names one commitment of one attempt at a job. */
export function commitmentKey({ id, progress }: Job): string {
  return `${id}:${progress.attempt}:${progress.proofHash}`
}
