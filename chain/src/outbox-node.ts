import { type Address, BaseError, type Hash, type Hex, hexToBigInt, hexToNumber, isHex, numberToHex } from 'viem'
import { ask, type ChainClient, type Header, readHeader } from './chain-client.ts'
import { ChainReadError } from './errors.ts'
import type { MinedAt, OutboxCall } from './outbox-store.ts'

/** What came of asking how much gas a call needs. */
export type GasAnswer = { readonly gas: bigint } | { readonly revertData: Hex }

/** The questions that the outbox has for a node. Each failure is a ChainReadError: no answer, hence no fact. */
export class OutboxNode {
  readonly #client: ChainClient
  readonly #from: Address

  constructor(client: ChainClient, from: Address) {
    this.#client = client
    this.#from = from
  }

  /** Where this transaction is in the chain. A receipt counts only when its block is the canonical one of its number. */
  async minedAt(hash: Hash): Promise<MinedAt | null> {
    const receipt = await ask('a receipt', () =>
      this.#client.request({ method: 'eth_getTransactionReceipt', params: [hash] }),
    )
    if (receipt === null || receipt.transactionHash !== hash) return null
    const blockNumber = hexToBigInt(receipt.blockNumber)
    const header = await readHeader(this.#client, blockNumber)
    if (header?.hash !== receipt.blockHash) return null
    const { blockHash, gasUsed, status } = receipt
    return { hash, blockNumber, blockHash, succeeded: status === '0x1', gasUsed: hexToBigInt(gasUsed) }
  }

  /** Transactions that this account has sent, by a block or by the node's pool. */
  async nonceAt(block: bigint | 'latest' | 'pending'): Promise<number> {
    const tag = typeof block === 'bigint' ? numberToHex(block) : block
    const count = await ask('a nonce', () =>
      this.#client.request({ method: 'eth_getTransactionCount', params: [this.#from, tag] }),
    )
    return hexToNumber(count)
  }

  /**
   * The gas that a call needs on top of all that is pending. That it would revert is believed only when the call also
   * reverts on a named block, the head, which a node that lags does not have.
   */
  async estimate(call: OutboxCall, head: Header): Promise<GasAnswer> {
    const transaction = this.#transaction(call)
    try {
      const gas = await this.#client.request({ method: 'eth_estimateGas', params: [transaction, 'pending'] })
      return { gas: hexToBigInt(gas) }
    } catch (error) {
      if (revertDataOf(error) === null) throw new ChainReadError('a gas estimate', error)
    }
    const revertData = await this.revertOf(call, head.number)
    if (revertData === null) throw new ChainReadError('a gas estimate: the node contradicts itself')
    return { revertData }
  }

  /** What the call reverts with on this block; null when it does not revert. */
  async revertOf(call: OutboxCall, block: bigint): Promise<Hex | null> {
    const params = [this.#transaction(call), numberToHex(block)] as const
    try {
      await this.#client.request({ method: 'eth_call', params: [...params] })
      return null
    } catch (error) {
      const data = revertDataOf(error)
      if (data === null) throw new ChainReadError('a call', error)
      return data
    }
  }

  /** Hands the bytes to the node. @returns its complaint, which is kept for people and decides nothing. */
  async send(raw: Hex): Promise<string | null> {
    try {
      await this.#client.request({ method: 'eth_sendRawTransaction', params: [raw] })
      return null
    } catch (error) {
      return wordsOf(error)
    }
  }

  #transaction({ to, data, value = 0n }: OutboxCall) {
    return { from: this.#from, to, data, value: numberToHex(value) }
  }
}

/**
 * What a node said of a call that would revert: the revert data, `0x` when there is none; null when the error is about
 * anything else, and so says nothing about the call. To name the contract's error in it is the sdk's `decodeRevert`.
 *
 * Nodes agree on little: geth uses code 3 and `data`, others put `data` deeper or only say it in words.
 */
function revertDataOf(error: unknown): Hex | null {
  if (!(error instanceof BaseError)) return null
  const withData = error.walk((at) => dataIn(at) !== null)
  return withData === null ? (error.walk(saysRevert) === null ? null : '0x') : dataIn(withData)
}

function dataIn(error: unknown): Hex | null {
  const data = error instanceof Object && 'data' in error ? error.data : undefined
  const inner = data instanceof Object && 'data' in data ? data.data : data
  return isHex(inner) && inner.length % 2 === 0 ? inner : null
}

function saysRevert(error: unknown): boolean {
  if (!(error instanceof Object)) return false
  if ('code' in error && error.code === 3) return true
  return 'details' in error && typeof error.details === 'string' && /\brevert(ed)?\b/i.test(error.details)
}

/** The node's own words, cut to a line. Never viem's message, which holds the URL and may hold its credentials. */
export function wordsOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('details' in at && typeof at.details === 'string') return at.details.split('\n')[0]?.slice(0, 200) ?? ''
  }
  return error instanceof Error ? error.name : 'unknown'
}
