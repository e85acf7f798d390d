import type { ChainClient } from '@millrace/chain'
import { runInChild } from '@millrace/engine/node'
import {
  drive,
  judge,
  MAX_BLOCK_BYTES,
  proofOnChain,
  runRequest,
  type EngineRun,
  type EscrowRef,
  type Job,
  type Judgement,
  type Need,
  type Rejection,
  type RunNeed,
} from '@millrace/sdk'
import { ContentUnavailableError, GatewaySource, type BlockStore } from '@millrace/store'
import { hasSigned } from './has-signed.ts'

export type JudgeTools = {
  readonly ref: EscrowRef
  /** The chain, for signatures of providers that are contracts. */
  readonly client: ChainClient
  readonly store: BlockStore
  readonly gateways: readonly string[]
  readonly allowLoopback: boolean
  /** Told of everything that this member could not do. */
  readonly onTrouble: (need: Need, cause: unknown) => void
}

/** One try to have content; a job is judged again later when it fails. */
const FETCH_MS = 5_000

/**
 * Judges one commitment with this member's own eyes: fetches by CID, checks the evidence, runs the job again.
 *
 * @param leftMs What is left of the verify window: a run that takes longer is given up, since its verdict would be late.
 * @throws the signal's reason when it is aborted.
 */
export async function judgeJob(tools: JudgeTools, job: Job, leftMs: number, signal: AbortSignal): Promise<Judgement> {
  const { ref, client, store, gateways, allowLoopback, onTrouble } = tools
  const onCacheError = (error: unknown, cid: string) =>
    onTrouble({ kind: 'get', cid, maxBytes: MAX_BLOCK_BYTES }, error)
  const source = new GatewaySource(gateways, { cache: store, onCacheError, allowLoopback, timeoutMs: FETCH_MS })
  const hands = {
    get: (cid: string, maxBytes: number) => source.get(cid, maxBytes, signal).catch(nullIfNobodyHasIt),
    run: (need: RunNeed) => runAgain(need, leftMs, signal),
    isSigned: (need: Parameters<typeof hasSigned>[1]) => hasSigned(client, need),
    onTrouble,
  }
  return drive(judge(proofOnChain(ref, job, 'L2')), hands, signal)
}

/**
 * That gateways were asked and did not give it is an answer; that this machine could not ask is none, even when it could
 * ask some: the one that it had no socket for may be the one that has it.
 *
 * @throws the error when it is the machine's own.
 */
export function nullIfNobodyHasIt(error: unknown): null {
  if (!(error instanceof ContentUnavailableError)) throw error
  const ours = error.failures.find(({ error: { cause } }) => isOwnShortage(cause))
  if (ours !== undefined) throw error
  return null
}

/** This process is out of files or memory. Of a network failure nobody here can say whose it was. */
function isOwnShortage(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const code = 'code' in cause ? cause.code : undefined
  return code === 'EMFILE' || code === 'ENFILE' || code === 'ENOBUFS' || code === 'ENOMEM' || isOwnShortage(cause.cause)
}

async function runAgain(need: RunNeed, leftMs: number, signal: AbortSignal): Promise<EngineRun | Rejection> {
  const wallMs = Math.min(need.spec.limits.seconds * 1000 * WALL_SLACK, leftMs)
  const outcome = await runInChild(runRequest(need), { wallMs, signal })
  switch (outcome.kind) {
    case 'finished':
      return outcome.result
    case 'rejected':
      return { rejected: outcome.reason }
    default:
      throw new Error(`The run did not come to its end: ${outcome.why}`)
  }
}

/** This machine may be slower than the provider's: seconds are never a verdict. */
const WALL_SLACK = 4
