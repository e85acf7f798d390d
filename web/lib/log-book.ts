import { formatLog, numberToHex, type Address, type Hex, type Log, type PublicClient, type RpcLog } from 'viem'
import { pause } from './pause.ts'

/** A log of the chain, the time of its block always filled in. */
export type ChainLog = Log<bigint, number, false>

/** What the page knows of the chain at one moment. */
export type ChainView = {
  /** Every log of the followed contracts, in chain order. */
  readonly logs: readonly ChainLog[]
  /** The chain's own clock at the head, in Unix seconds; undefined before the first answer. */
  readonly headTime: bigint | undefined
  readonly head: bigint | undefined
  /** When the head was read, in the browser's milliseconds: between two blocks, time goes on from here. */
  readonly readAtMs: number
  /** Why the last look at the chain failed; the logs are then the last known ones. */
  readonly error: Error | undefined
}

type Block = { readonly number: bigint; readonly hash: Hex; readonly time: bigint }

/** The most blocks asked for in one request; halved when a node refuses. */
const CHUNK = 4000n

/**
 * The logs of a few contracts, read once and then only what is new. When the block it stands on has left the chain, it reads
 * again from the start: a reorg is rare, and a screen may take a second.
 */
export class LogBook {
  #view: ChainView = { logs: [], headTime: undefined, head: undefined, readAtMs: 0, error: undefined }
  #cursor: Block | undefined
  readonly #listeners = new Set<() => void>()
  readonly #times = new Map<Hex, bigint>()
  readonly #client: PublicClient
  readonly #addresses: readonly Address[]
  readonly #startBlock: bigint

  constructor(client: PublicClient, addresses: readonly Address[], startBlock: bigint) {
    this.#client = client
    this.#addresses = addresses
    this.#startBlock = startBlock
  }

  /** The present view; the same object until something changed. */
  readonly view = (): ChainView => this.#view

  /** Calls `listener` after every change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks at the chain every `pollMs` until `signal` aborts. Never throws: a failure is part of the view. */
  async follow(pollMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#look(signal)
      } catch (error) {
        if (!signal.aborted)
          this.#show({ ...this.#view, error: error instanceof Error ? error : new Error(String(error)) })
      }
      await pause(pollMs, signal)
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const head = await this.#block('latest')
    if (head === undefined || signal.aborted) return
    if (this.#cursor?.hash === head.hash) {
      if (this.#view.error) this.#show({ ...this.#view, error: undefined, readAtMs: Date.now() })
      return
    }
    const onChain = this.#cursor === undefined || (await this.#block(this.#cursor.number))?.hash === this.#cursor.hash
    const known = onChain ? this.#view.logs : []
    const from = onChain && this.#cursor ? this.#cursor.number + 1n : this.#startBlock
    const found = await this.#logs(from, head.number)
    // A reorg between the questions would mix two chains: drop it, the next look starts over.
    if ((await this.#block(head.number))?.hash !== head.hash || signal.aborted) return
    this.#cursor = head
    const logs = found.length === 0 && onChain ? known : [...known, ...found]
    this.#show({ logs, head: head.number, headTime: head.time, readAtMs: Date.now(), error: undefined })
  }

  async #logs(from: bigint, to: bigint): Promise<ChainLog[]> {
    const found: ChainLog[] = []
    let size = CHUNK
    for (let start = from; start <= to;) {
      const end = start + size - 1n < to ? start + size - 1n : to
      try {
        for (const log of await this.#range(start, end)) found.push(await this.#dated(log))
        start = end + 1n
      } catch (error) {
        if (size === 1n) throw error
        size /= 2n
      }
    }
    return found
  }

  #range(from: bigint, to: bigint): Promise<readonly RpcLog[]> {
    const filter = { address: [...this.#addresses], fromBlock: numberToHex(from), toBlock: numberToHex(to) }
    return this.#client.request({ method: 'eth_getLogs', params: [filter] }, { retryCount: 0 })
  }

  async #dated(rpcLog: RpcLog): Promise<ChainLog> {
    const log = formatLog(rpcLog)
    if (!isMined(log)) throw new Error('The node answered with a log that is in no block.')
    // Newer nodes say the time with the log, which spares a request per block.
    return { ...log, blockTimestamp: log.blockTimestamp ?? (await this.#timeOf(log.blockNumber, log.blockHash)) }
  }

  async #timeOf(number: bigint, hash: Hex): Promise<bigint> {
    const known = this.#times.get(hash)
    if (known !== undefined) return known
    const block = await this.#block(number)
    if (block?.hash !== hash) throw new Error(`Block ${number} changed while it was read.`)
    this.#times.set(hash, block.time)
    return block.time
  }

  async #block(which: bigint | 'latest'): Promise<Block | undefined> {
    const tag = which === 'latest' ? which : numberToHex(which)
    const block = await this.#client.request({ method: 'eth_getBlockByNumber', params: [tag, false] })
    if (!block || block.number === null || block.hash === null) return undefined
    return { number: BigInt(block.number), hash: block.hash, time: BigInt(block.timestamp) }
  }

  #show(view: ChainView): void {
    this.#view = view
    for (const listener of this.#listeners) listener()
  }
}

const isMined = (log: Log): log is ChainLog => log.blockNumber !== null && log.blockHash !== null
