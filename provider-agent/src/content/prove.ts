import type { ChildOutcome } from '@millrace/engine/node'
import {
  buildResult,
  digestOf,
  encodeManifest,
  encodeResult,
  manifestToSign,
  outcomeOnChain,
  type Commitment,
  type EscrowRef,
} from '@millrace/sdk'
import type { BlockStore } from '@millrace/store'
import type { PrivateKeyAccount } from 'viem'
import type { LoadedJob } from './job-content.ts'
import type { Task } from '../runtime/task-book.ts'

/** Name and version in every manifest. */
export const AGENT = 'millrace-agent/0.1.0'

type Finished = Extract<ChildOutcome, { kind: 'finished' }>

/**
 * Stores what a run left behind, writes its result and its signed manifest, and says what to commit to. All of it is in the
 * store, synced, before the hash can reach the chain.
 */
export async function prove(
  { ref, account, store }: { ref: EscrowRef; account: PrivateKeyAccount; store: BlockStore },
  task: Task,
  { specCid, spec }: LoadedJob,
  { result: run, usage }: Finished,
): Promise<Commitment> {
  await store.put(run.stdout, 'raw')
  const stderr = await store.put(run.stderr, 'raw')
  const result = await buildResult(specCid, spec, run)
  for (const { path, bytes } of run.outputs) {
    if (result.outputs.some((output) => output.path === path)) await store.put(bytes, 'raw')
  }
  const unsigned = {
    v: 1,
    ...ref,
    job: task.job,
    attempt: task.attempt,
    provider: account.address,
    order: task.job,
    result: await store.put(encodeResult(result), 'dag-cbor'),
    logs: { stderr },
    startedAt: Math.floor(usage.startedAtMs / 1000),
    endedAt: Math.floor(usage.endedAtMs / 1000),
    peakMemoryBytes: BigInt(run.peakMemoryBytes),
    cpuMilliseconds: BigInt(Math.round(usage.cpuMilliseconds)),
    agent: AGENT,
  } as const
  const signature = await account.signTypedData(await manifestToSign(unsigned))
  const manifest = await store.put(encodeManifest({ ...unsigned, signature }), 'dag-cbor')
  return { proofHash: digestOf(manifest), outcome: outcomeOnChain[result.outcome], units: result.steps }
}
