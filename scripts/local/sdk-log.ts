import type { Log } from 'ethers'
import type { jobEvents } from '../../sdk/src/job/events.ts'

/** A log that ethers read, in the words that the sdk reads. */
export function sdkLog(log: Log): Parameters<typeof jobEvents>[0][number] {
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
