import { LogOrderError } from '@millrace/sdk'
import type { DatabaseSync } from 'node:sqlite'
import type { Abi } from 'viem'
import { type ChainClient, type Header, readHeader, REORG_BLOCKS } from './chain-client.ts'
import { ChainInputError, ChainReadError, ReorgTooDeepError } from './errors.ts'
import { type Cursor, FollowerState } from './follower-state.ts'
import type { Journal } from './journal.ts'
import { type BlockLogs, type FollowedBlock, type FollowedContract, type FollowedLog, LogReader } from './log-reader.ts'
import { backoffMs, pause } from './pause.ts'
import { UndoLog } from './undo-log.ts'

/** Queries in a row that must succeed before a wider one is tried: a node with a limit is not asked in vain each time. */
const QUERIES_BEFORE_WIDER = 4

/** What a reorg took back: everything after `to`, `undoneRows` writes in all. */
export type Reorg = { readonly from: Cursor; readonly to: Cursor; readonly undoneRows: number }

export type FollowerOptions<contracts extends readonly FollowedContract<Abi>[]> = {
  /** Names this follower's cursor, when one journal holds several. */
  readonly name?: string
  readonly journal: Journal
  readonly client: ChainClient
  /** Give the array as it is written, or `as const`: the type of `log` is the union of their events. */
  readonly contracts: contracts
  /** The first block that is read: where the contracts were deployed. */
  readonly startBlock: bigint
  /** Blocks that can be taken back; must exceed the chain's deepest reorg. Below them, ranges are read. 128 by default. */
  readonly keepBlocks?: bigint
  /** Blocks on top of a block before it is read; 0 by default. */
  readonly confirmations?: bigint
  readonly pollMs?: number
  /** Blocks per query while far behind, at most; halved whenever a query fails, doubled again after four that did not. */
  readonly rangeBlocks?: bigint
  /** The tables that `apply` writes: rowid tables of the journal. Nothing else may write them while the follower lives. */
  readonly tables: readonly string[]
  /** Called once per canonical log, in order, in the transaction that moves the cursor. What it throws ends `run`. */
  readonly apply: (db: DatabaseSync, log: FollowedLog<contracts[number]['abi']>, block: FollowedBlock) => void
  /** Called in the transaction of a reorg, after the tables were taken back; may write other tables. */
  readonly onReorg?: (db: DatabaseSync, reorg: Reorg) => void
  /** Called after the cursor moved, outside of any transaction. */
  readonly onAdvance?: (cursor: Cursor) => void
  /** Told of every failed read, before it is tried again. */
  readonly onRetry?: (error: ChainReadError) => void
}

/**
 * Reads the events of contracts into tables of the journal, exactly once each, and takes them back when their block goes.
 *
 * Far below the head it reads ranges. Near it, one block at a time: parent link checked, logs by block hash, every write
 * of `apply` noted with its undo, all in the transaction that stores the cursor. A failed read is never a fact: it is
 * repeated with backoff. One follower of a name per journal, and one `run` or `sync` at a time.
 *
 * Of the RPC it assumes that headers are of the chain, and that of two answers for a range far below the head one is whole.
 * It does not assume that one backend answers twice, that any of them is up to date, or that "no logs" near the head is
 * true: there the header's bloom and the receipts decide. Should a log be lost all the same, `apply` says so by a
 * LogOrderError: then the tables and the cursor are emptied before `run` ends with it, so that the next start reads all
 * again.
 */
export class Follower<const contracts extends readonly FollowedContract<Abi>[]> {
  readonly #options: FollowerOptions<contracts>
  readonly #keepBlocks: bigint
  readonly #confirmations: bigint
  readonly #state: FollowerState
  readonly #undo: UndoLog
  readonly #reader: LogReader<contracts[number]['abi']>
  readonly #widest: bigint
  #rangeBlocks: bigint
  #queriesThatSucceeded = 0
  #head: Header | null = null
  #running = false
  #round = 0
  readonly #waiting = new Set<{ readonly after: number; readonly resolve: () => void }>()

  constructor(options: FollowerOptions<contracts>) {
    this.#options = options
    this.#keepBlocks = options.keepBlocks ?? REORG_BLOCKS
    this.#confirmations = options.confirmations ?? 0n
    this.#widest = options.rangeBlocks ?? 2_000n
    this.#rangeBlocks = this.#widest
    if (this.#keepBlocks < 1n) throw new ChainInputError('keepBlocks', 'at least 1')
    if (this.#rangeBlocks < 1n) throw new ChainInputError('rangeBlocks', 'at least 1')
    if (options.contracts.length === 0) throw new ChainInputError('contracts', 'at least one contract')
    const name = options.name ?? 'main'
    this.#state = new FollowerState(options.journal, name)
    this.#undo = new UndoLog(options.journal.db, name, options.tables)
    this.#reader = new LogReader(options.client, options.contracts)
  }

  /** The last block that was applied; null before the first. */
  cursor(): Cursor | null {
    return this.#state.cursor()
  }

  /** Time of the newest head seen, in Unix seconds: the clock for deadlines on chain. Null before the first read. */
  chainTime(): bigint | null {
    return this.#head?.timestamp ?? null
  }

  /** Number of the newest head seen; null before the first read. */
  headNumber(): bigint | null {
    return this.#head?.number ?? null
  }

  /** Resolves when the cursor has reached a head that was read after this call. Needs a `run`; rejects by `signal` only. */
  caughtUp(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(entry)
        reject(signal?.reason)
      }
      const entry = {
        after: this.#round,
        resolve: () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      if (signal?.aborted) return reject(signal.reason)
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.add(entry)
    })
  }

  /**
   * Follows until `signal` aborts.
   *
   * @throws ReorgTooDeepError, or what `apply` or `onReorg` threw. Failed reads are repeated, not thrown. After a
   *   LogOrderError the next start begins anew.
   */
  run(signal: AbortSignal): Promise<void> {
    return this.#follow(signal, false)
  }

  /** Follows until the cursor has reached the head once, or `signal` aborts. Throws as `run` does. */
  sync(signal: AbortSignal): Promise<void> {
    return this.#follow(signal, true)
  }

  async #follow(signal: AbortSignal, once: boolean): Promise<void> {
    if (this.#running) throw new ChainInputError('run', 'called once at a time')
    this.#running = true
    const pollMs = this.#options.pollMs ?? 500
    let failures = 0
    try {
      while (!signal.aborted) {
        let moved = false
        try {
          this.#round += 1
          moved = await this.#step(signal)
          failures = 0
        } catch (error) {
          if (error instanceof LogOrderError) this.#beginAnew()
          if (!(error instanceof ChainReadError)) throw error
          if (signal.aborted) return
          failures += 1
          this.#options.onRetry?.(error)
          await pause(backoffMs(failures, pollMs), signal)
          continue
        }
        if (moved) continue
        if (once) return
        await pause(pollMs, signal)
      }
    } finally {
      this.#running = false
    }
  }

  /** Does the next thing. @returns whether there may be more to do at once. */
  async #step(signal: AbortSignal): Promise<boolean> {
    const round = this.#round
    const head = await readHeader(this.#options.client, 'latest')
    if (head === null) throw new ChainReadError('the head')
    const cursor = this.#state.cursor() ?? (await this.#anchor())
    if (signal.aborted) return false

    if (cursor !== null) {
      // A head below the cursor may be a node that lags, or a shorter fork: the hash at its height tells which.
      const at = head.number < cursor.number ? head.number : cursor.number
      const known = this.#state.keptBlocks(at).find((block) => block.number === at)
      if (known === undefined && at < cursor.number) throw new ChainReadError('the head: it is far behind')
      const now = at === head.number ? head : await readHeader(this.#options.client, at)
      if (now === null) throw new ChainReadError('the block of the cursor')
      if (known?.hash !== now.hash) {
        await this.#takeBack(cursor, at)
        return true
      }
      if (head.number < cursor.number) return false
    }
    this.#head = head

    const from = cursor === null ? this.#options.startBlock : cursor.number + 1n
    const target = head.number - this.#confirmations
    if (from > target) {
      this.#tellWaiting(round)
      return false
    }
    const lastRange = target - this.#keepBlocks
    return from <= lastRange ? this.#readRange(from, lastRange) : this.#readBlock(from, cursor)
  }

  /** The block before the first one, so that a reorg just above it is noticed. Genesis has none. */
  async #anchor(): Promise<Cursor | null> {
    if (this.#options.startBlock === 0n) return null
    const header = await readHeader(this.#options.client, this.#options.startBlock - 1n)
    if (header === null) throw new ChainReadError('the block before the start')
    const anchor = { number: header.number, hash: header.hash }
    this.#options.journal.transaction(() => this.#state.moveTo(anchor))
    return anchor
  }

  async #readRange(from: bigint, last: bigint): Promise<boolean> {
    const to = from + this.#rangeBlocks - 1n < last ? from + this.#rangeBlocks - 1n : last
    const before = await readHeader(this.#options.client, to)
    let blocks: readonly BlockLogs<contracts[number]['abi']>[]
    try {
      blocks = await this.#reader.ofRange(from, to)
    } catch (error) {
      // Nodes limit a query by blocks, by logs or by bytes, each in its own words: a smaller one is always right.
      if (this.#rangeBlocks > 1n) this.#rangeBlocks /= 2n
      this.#queriesThatSucceeded = 0
      throw error
    }
    this.#queriesThatSucceeded += 1
    if (this.#queriesThatSucceeded >= QUERIES_BEFORE_WIDER) {
      this.#queriesThatSucceeded = 0
      this.#rangeBlocks = this.#rangeBlocks * 2n < this.#widest ? this.#rangeBlocks * 2n : this.#widest
    }
    const after = await readHeader(this.#options.client, to)
    if (before === null || after?.hash !== before.hash)
      throw new ChainReadError('a range that did not change meanwhile')
    this.#commit({ number: to, hash: before.hash }, blocks, false)
    return true
  }

  async #readBlock(number: bigint, cursor: Cursor | null): Promise<boolean> {
    const header = await readHeader(this.#options.client, number)
    if (header === null) throw new ChainReadError('a block below the head')
    // Another fork since the cursor was checked: the next round finds where it began.
    if (cursor !== null && header.parentHash !== cursor.hash) throw new ChainReadError('a block after the cursor')
    const found = await this.#reader.ofBlock(header)
    this.#commit({ number, hash: header.hash }, [found], true)
    return true
  }

  #commit(cursor: Cursor, blocks: readonly BlockLogs<contracts[number]['abi']>[], live: boolean): void {
    this.#options.journal.transaction((db) => {
      this.#undo.setMode(live ? 'note' : 'pass', cursor.number)
      for (const { block, logs } of blocks) for (const log of logs) this.#options.apply(db, log, block)
      this.#undo.setMode('refuse')
      this.#state.moveTo(cursor)
      // What is kept ends at the newest range: below it nothing can be taken back.
      const oldest = live ? cursor.number - this.#keepBlocks : cursor.number
      this.#undo.forgetBefore(oldest)
      this.#state.forgetBefore(oldest)
    })
    this.#options.onAdvance?.(cursor)
  }

  /**
   * A log was lost, and nobody knows where. What was read in the meantime stays unread until the next start, because a
   * caller must not take the past, told again, for news.
   */
  #beginAnew(): void {
    this.#options.journal.transaction(() => {
      this.#undo.clear()
      this.#state.forget()
    })
  }

  /** Finds the newest kept block that is still in the chain and takes back all after it. */
  async #takeBack(from: Cursor, below: bigint): Promise<void> {
    const kept = this.#state.keptBlocks(below)
    for (const to of kept) {
      const header = await readHeader(this.#options.client, to.number)
      if (header === null) throw new ChainReadError('a block below the head')
      if (header.hash !== to.hash) continue
      this.#options.journal.transaction((db) => {
        const undoneRows = this.#undo.undoAfter(to.number)
        this.#state.forgetAfter(to.number)
        this.#state.moveTo(to)
        this.#options.onReorg?.(db, { from, to, undoneRows })
      })
      this.#options.onAdvance?.(to)
      return
    }
    throw new ReorgTooDeepError(from.number, kept.at(-1)?.number ?? from.number)
  }

  #tellWaiting(round: number): void {
    for (const entry of this.#waiting) {
      if (entry.after >= round) continue
      this.#waiting.delete(entry)
      entry.resolve()
    }
  }
}
