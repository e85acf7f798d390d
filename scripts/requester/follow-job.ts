import { setTimeout as pause } from 'node:timers/promises'
import { isFinal, jobEvents, reduceJob, type Job, type JobLog } from '@millrace/sdk'
import { sdkLog } from '../local/sdk-log.ts'
import type { MarketRef } from './market.ts'

const POLL_MS = 200
const JOB_ID = /^0x[0-9a-f]{64}$/i

/** An event of a job, the job after it, and when it happened by the chain's clock (Unix seconds). */
export type Step = { readonly event: JobLog; readonly job: Job; readonly at: number; readonly transaction: string }

/**
 * The story of a job from its posting on: each event once, as it comes, until the job is over. `whileWaiting` is called with the
 * job as it stands whenever nothing is new.
 *
 * @throws LogOrderError when the chain leaves an event out; the signal's reason when that is aborted.
 */
export async function* followJob(
  market: MarketRef,
  id: string,
  signal?: AbortSignal,
  whileWaiting?: (job: Job) => Promise<unknown>,
): AsyncGenerator<Step> {
  let from = Number(market.deployment.startBlock)
  let job: Job | undefined
  for (;;) {
    signal?.throwIfAborted()
    const head = await market.provider.getBlockNumber()
    const logs = head < from ? [] : await jobLogs(market, id, from, head)
    for (const log of logs) {
      const [event] = jobEvents([sdkLog(log)])
      if (event === undefined) continue
      job = reduceJob(job, event)
      const block = await market.provider.getBlock(log.blockNumber)
      yield { event, job, at: block?.timestamp ?? 0, transaction: log.transactionHash }
      // A settled job tells who was paid in the event after its verdict.
      if (event.eventName === 'ContractFulfilled' || event.eventName === 'JobCancelled') return
    }
    from = head + 1
    if (logs.length === 0 && job !== undefined && !isFinal(job.progress.state)) await whileWaiting?.(job)
    await pause(POLL_MS, undefined, signal === undefined ? {} : { signal })
  }
}

/** A job as the chain has it now. @throws Error when the escrow knows none with this id. */
export async function readJob(market: MarketRef, id: string): Promise<Job> {
  if (!JOB_ID.test(id)) throw new Error(`A job's id is 0x and 64 hex digits, but this is ${id.slice(0, 80)}`)
  const { provider, deployment } = market
  const logs = await jobLogs(market, id, Number(deployment.startBlock), await provider.getBlockNumber())
  let job: Job | undefined
  for (const event of jobEvents(logs.map(sdkLog))) job = reduceJob(job, event)
  if (job === undefined) throw new Error(`The escrow ${deployment.escrow} knows no job ${id}: is it the right market?`)
  return job
}

async function jobLogs({ provider, deployment }: MarketRef, id: string, fromBlock: number, toBlock: number) {
  return provider.getLogs({ address: deployment.escrow, topics: [null, id], fromBlock, toBlock })
}
