import { setTimeout as pause } from 'node:timers/promises'
import { jobEvents, reduceJob, THANKS, type Job, type JobLog } from '@millrace/sdk'
import type { Log } from 'ethers'
import type { MarketRef } from './market.ts'

// The tests of other rooms take it from here.
export { THANKS }

const POLL_MS = 200

/** An event of a job, the job after it, and when it happened by the chain's clock (Unix seconds). */
export type Step = { readonly event: JobLog; readonly job: Job; readonly at: number; readonly transaction: string }

/**
 * The story of a job from its posting on: each event once, as it comes, until the job is over.
 *
 * @throws LogOrderError when the chain leaves an event out; the signal's reason when that is aborted.
 */
export async function* followJob(market: MarketRef, id: string, signal?: AbortSignal): AsyncGenerator<Step> {
  const { provider, deployment } = market
  let from = Number(deployment.startBlock)
  let job: Job | undefined
  for (;;) {
    signal?.throwIfAborted()
    const head = await provider.getBlockNumber()
    const logs =
      head < from
        ? []
        : await provider.getLogs({ address: deployment.escrow, topics: [null, id], fromBlock: from, toBlock: head })
    for (const log of logs) {
      const [event] = jobEvents([wordsOf(log)])
      if (event === undefined) continue
      job = reduceJob(job, event)
      const block = await provider.getBlock(log.blockNumber)
      yield { event, job, at: block?.timestamp ?? 0, transaction: log.transactionHash }
      // A settled job tells who was paid in the event after its verdict.
      if (event.eventName === 'ContractFulfilled' || event.eventName === 'JobCancelled') return
    }
    from = head + 1
    await pause(POLL_MS, undefined, signal === undefined ? {} : { signal })
  }
}

/** The same log in the words that the sdk reads. */
function wordsOf(log: Log): Parameters<typeof jobEvents>[0][number] {
  const hex = (text: string): `0x${string}` => `0x${text.slice(2)}`
  const [first, ...others] = log.topics.map(hex)
  return {
    address: hex(log.address),
    blockHash: hex(log.blockHash),
    blockNumber: BigInt(log.blockNumber),
    blockTimestamp: undefined,
    data: hex(log.data),
    logIndex: log.index,
    removed: log.removed,
    topics: first === undefined ? [] : [first, ...others],
    transactionHash: hex(log.transactionHash),
    transactionIndex: log.transactionIndex,
  }
}
