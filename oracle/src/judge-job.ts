import { runInChild } from '@millrace/engine/node'
import { GatewaySource, type BlockStore } from '@millrace/store'
import {
  cidOfDigest,
  decodeSpec,
  drive,
  judge,
  proofOnChain,
  runRequest,
  SPEC_BOUNDS,
  type EngineRun,
  type EscrowRef,
  type Job,
  type Judgement,
  type RunNeed,
} from '@millrace/sdk'

export type JudgeTools = {
  readonly ref: EscrowRef
  readonly store: BlockStore
  readonly gateways: readonly string[]
  readonly allowLoopback: boolean
}

/** One try to have content; a job is judged again later when it fails. */
const FETCH_MS = 5_000

/** Judges one commitment with this member's own eyes: fetches by CID, checks the evidence, runs the job again. */
export async function judgeJob(tools: JudgeTools, job: Job, signal: AbortSignal): Promise<Judgement> {
  const { ref, store, gateways, allowLoopback } = tools
  const source = new GatewaySource(gateways, { cache: store, allowLoopback, timeoutMs: FETCH_MS })
  const hands = {
    get: (cid: string, maxBytes: number, stop: AbortSignal | undefined) => source.get(cid, maxBytes, stop),
    run: (need: RunNeed, stop: AbortSignal | undefined) => runAgain(need, stop ?? signal),
  }
  const judgement = await drive(judge(proofOnChain(ref, job, 'L2')), hands, signal)
  if (judgement.reason !== 'contentUnavailable') return judgement
  // The requester's own content is not the provider's to serve.
  const isRequesters = await belongsToRequester(source, job, judgement.detail)
  return isRequesters ? { verdict: 'Inconclusive', reason: 'specUnreadable' } : judgement
}

async function runAgain(need: RunNeed, signal: AbortSignal): Promise<EngineRun> {
  const outcome = await runInChild(runRequest(need), { wallMs: need.spec.limits.seconds * 1000 * WALL_SLACK, signal })
  switch (outcome.kind) {
    case 'finished':
      return outcome.result
    case 'rejected':
      throw new Error(`The module was rejected: ${outcome.detail}`)
    default:
      throw new Error(`The run did not come to its end: ${outcome.why}`)
  }
}

/** This machine may be slower than the provider's: seconds are never a verdict. */
const WALL_SLACK = 4

async function belongsToRequester(source: GatewaySource, job: Job, cid: string | undefined): Promise<boolean> {
  const specCid = cidOfDigest(job.order.specHash, 'dag-cbor')
  if (cid === specCid) return true
  try {
    const { runtime, inputs } = decodeSpec(await source.get(specCid, SPEC_BOUNDS.bytes))
    const theirs = inputs.map((input) => input.cid)
    if (runtime.kind === 'wasm') theirs.push(runtime.module)
    return cid !== undefined && theirs.includes(cid)
  } catch {
    // Without the spec nobody can say whose content it was: not the provider's fault.
    return true
  }
}
