import type { Journal, Outbox } from '@millrace/chain'
import {
  digestOf,
  encodeDagCbor,
  jobEscrowAbi,
  jobStruct,
  Verdict,
  type EscrowRef,
  type Job,
  type Judgement,
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

/** Takes one job after the other from proof to verdict. Each step looks before it acts, and may be repeated after a crash. */
export class Desk {
  readonly #parts: Parts
  /** When a quorum was first seen, by digest: only delays a turn, so it need not survive. */
  readonly #quorumSeenAtMs = new Map<string, number>()
  /** When a job that could not be judged is looked at again (ms), by commitment. */
  readonly #nextTryAtMs = new Map<string, number>()

  constructor(parts: Parts) {
    this.#parts = parts
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
    const { config, ref, store, providers, log } = this.#parts
    const key = commitmentKey(job)
    if (Date.now() < (this.#nextTryAtMs.get(key) ?? 0)) return undefined
    const own = providers.gatewayOf(job.progress.provider)
    const gateways = own === undefined ? config.gateways : [own, ...config.gateways]
    const judgement = await judgeJob({ ref, store, gateways, allowLoopback: config.allowLoopback }, job, signal).catch(
      (error: unknown) => {
        if (signal.aborted) return undefined
        throw error
      },
    )
    if (judgement === undefined) return undefined
    const { verdict, reason, detail } = this.#afterTries(job, chainTime, judgement)
    log.info({ event: 'judged', job: job.id, attempt: job.progress.attempt, verdict, reason, detail })
    if (verdict === 'Inconclusive') {
      this.#nextTryAtMs.set(key, Date.now() + this.#untilNextTryMs(job))
      return undefined
    }
    return this.#decide(job, { verdict, reason, ...(detail === undefined ? {} : { detail }) })
  }

  /** Soon at first, since a provider may just be starting again; then spread over the window. */
  #untilNextTryMs({ id, order, progress }: Job): number {
    const tries = this.#parts.verdicts.failedTries(id, progress.attempt, progress.proofHash).length
    const spread = (order.windows.verify * 1000) / (2 * TRIES)
    return Math.min(FIRST_RETRY_MS * 2 ** tries, spread)
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
    const key = `verdict:${decision.job}:${decision.attempt}:${decision.proofHash}`
    if (outbox.get(key) !== null) return
    if (committee.bundle(decision.digest) === undefined) await committee.gather(decision, signal)
    const bundle = committee.bundle(decision.digest)
    if (bundle === undefined) return
    const seenAt = this.#quorumSeenAtMs.get(key) ?? Date.now()
    this.#quorumSeenAtMs.set(key, seenAt)
    if (Date.now() < seenAt + committee.rank(job.id) * TURN_MS) return

    const args = [jobStruct(job), Verdict[decision.verdict], decision.evidence, bundle] as const
    const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'deliverVerdict', args })
    journal.transaction(() => outbox.enqueue(key, { to: ref.escrow, data }))
    log.info({ event: 'carrying', job: job.id, verdict: decision.verdict })
  }
}

function commitmentKey({ id, progress }: Job): string {
  return `${id}:${progress.attempt}:${progress.proofHash}`
}
