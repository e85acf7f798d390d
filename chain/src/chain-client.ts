import { type Hash, type Hex, hexToBigInt, numberToHex, type PublicClient, type RpcLog } from 'viem'
import { ChainReadError } from './errors.ts'

/**
 * The viem client through which the chain is read and written. Make it with `retryCount: 0` in the transport: this room
 * has its own backoff, and viem would repeat a range that is too large (a response over 10 MiB) before it is halved.
 */
export type ChainClient = Pick<PublicClient, 'request'>

/**
 * How many blocks this room takes to be able to leave the chain, unless it is told otherwise: a follower can take so many
 * back, and an outbox sends again what was mined in one of them.
 */
export const REORG_BLOCKS = 128n

/** What this room needs of a block's header. */
export type Header = {
  readonly number: bigint
  readonly hash: Hash
  readonly parentHash: Hash
  /** Unix seconds. */
  readonly timestamp: bigint
  readonly baseFeePerGas: bigint | null
  readonly logsBloom: Hex | null
  readonly transactions: readonly Hash[]
}

/** A log as the node sent it. Some nodes add the time of its block. */
export type RawLog = RpcLog

/**
 * The header at a number, or of the newest block; null when the node does not have it (it may lag). Never cached, unlike
 * viem's `getBlockNumber`.
 *
 * @throws ChainReadError
 */
export async function readHeader(client: ChainClient, at: bigint | 'latest'): Promise<Header | null> {
  const tag = at === 'latest' ? at : numberToHex(at)
  const block = await ask('a block', () => client.request({ method: 'eth_getBlockByNumber', params: [tag, false] }))
  if (block === null || block.hash === null || block.number === null) return null
  return {
    number: hexToBigInt(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    timestamp: hexToBigInt(block.timestamp),
    baseFeePerGas: block.baseFeePerGas ? hexToBigInt(block.baseFeePerGas) : null,
    logsBloom: block.logsBloom,
    transactions: block.transactions.map((entry) => (typeof entry === 'string' ? entry : entry.hash)),
  }
}

/** Runs one request and gives every failure of it one class, so that it cannot be taken for an answer. */
export async function ask<T>(what: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw new ChainReadError(what, error)
  }
}
