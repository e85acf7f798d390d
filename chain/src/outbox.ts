import type { DatabaseSync } from 'node:sqlite'
import { ChainInputError, ChainReadError, OutboxWriterError } from './errors.ts'
import type { Journal } from './journal.ts'
import { OutboxSender, type SenderOptions } from './outbox-sender.ts'
import { isSettled, type OutboxCall, type OutboxEntry, type OutboxResult, OutboxStore } from './outbox-store.ts'
import { backoffMs } from './pause.ts'

export type OutboxOptions = SenderOptions & {
  readonly journal: Journal
  readonly pollMs?: number
  /** Called once per entry, in the transaction in which it becomes final, failed, refused or replaced. */
  readonly onSettled?: (db: DatabaseSync, result: OutboxResult) => void
  /** Told of every failed round, before it is tried again. */
  readonly onRetry?: (error: ChainReadError) => void
}

/** Writers that run in this process, by chain and address. */
const running = new Set<string>()

/**
 * Sends transactions so that each intent has at most one effect, whatever dies or lies in between, and keeps at it until
 * the effect is buried: what a reorg takes out of the chain is sent again. Only a reorg deeper than `confirmations` can
 * leave a settled intent without its effect.
 *
 * `enqueue` stores the intent in the caller's transaction. The loop allocates the nonce, signs, stores the signed bytes,
 * and only then sends them; after a crash the same bytes go out again. What became of them is read from receipts and the
 * account's nonce on canonical blocks, never from what the node answered to the sending.
 *
 * A caller that only needs to go on reads `mined` from `get`; one that gives something up for it (a stake, the only copy of
 * a proof) waits for `result`. A settled entry keeps its row for ever: whoever enqueues its key again is told that it was
 * done.
 *
 * **One writer per key.** Nonces are allocated from the journal, so no other outbox, process, wallet or script may send
 * with this key while it runs; give each process of a tree its own key. The journal's lock keeps a second process from the
 * same journal, and this class a second loop of one process from the same key; a key that is shared otherwise shows itself
 * as entries that end `replaced`.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #store: OutboxStore
  readonly #sender: OutboxSender
  readonly #waiting = new Map<string, Set<(result: OutboxResult) => void>>()
  #wake: (() => void) | null = null

  constructor(options: OutboxOptions) {
    const { journal, signer, chainId } = options
    this.#options = options
    this.#store = new OutboxStore(journal, signer.address, chainId)
    this.#sender = new OutboxSender(options, this.#store, (entry, state, revertData) => {
      const result = journal.transaction((db) => {
        this.#store.settle(entry, state, revertData)
        const settled = this.get(entry.key)
        if (settled === null || !isSettled(settled)) throw new ChainInputError('key', 'in the outbox')
        this.#options.onSettled?.(db, settled)
        return settled
      })
      for (const resolve of this.#waiting.get(entry.key) ?? []) resolve(result)
      this.#waiting.delete(entry.key)
    })
  }

  /**
   * Intends a call. Call it inside the `journal.transaction` that decides so: both are stored or neither. The same key and
   * call again changes nothing.
   *
   * @throws OutboxKeyConflictError when the key already names another call.
   */
  enqueue(key: string, call: OutboxCall): OutboxEntry {
    const entry = this.#store.insert(key, call)
    // By then the caller's transaction, which is synchronous, has ended.
    setImmediate(() => this.#wake?.())
    return entry
  }

  /** The entry of this key, or null. */
  get(key: string): OutboxEntry | null {
    return this.#store.byKey(key)
  }

  /** Every entry, in the order of intents. */
  list(): readonly OutboxEntry[] {
    return this.#store.all()
  }

  /**
   * What became of a call, once that is settled: buried under the confirmations asked, or refused.
   *
   * @throws ChainInputError when the key was never enqueued; the signal's reason when it aborts.
   */
  result(key: string, signal?: AbortSignal): Promise<OutboxResult> {
    return new Promise((resolve, reject) => {
      const entry = this.get(key)
      if (entry === null) return reject(new ChainInputError('key', 'enqueued before'))
      if (isSettled(entry)) return resolve(entry)
      if (signal?.aborted) return reject(signal.reason)
      const waiting = this.#waiting.get(key) ?? new Set()
      this.#waiting.set(key, waiting)
      const leave = () => {
        waiting.delete(settled)
        reject(signal?.reason)
      }
      const settled = (result: OutboxResult) => {
        signal?.removeEventListener('abort', leave)
        resolve(result)
      }
      waiting.add(settled)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  /**
   * Sends and watches until `signal` aborts. A failed read is repeated with backoff.
   *
   * @throws OutboxWriterError when this key already has a writer here; what `onSettled` or the signer threw.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { chainId, signer, pollMs = 500 } = this.#options
    const writer = `${chainId}:${signer.address.toLowerCase()}`
    if (running.has(writer)) {
      throw new OutboxWriterError('A writer of this key is running already.', { address: signer.address })
    }
    running.add(writer)
    let failures = 0
    try {
      while (!signal.aborted) {
        try {
          await this.#sender.round(signal)
          failures = 0
        } catch (error) {
          if (!(error instanceof ChainReadError)) throw error
          if (signal.aborted) return
          failures += 1
          this.#options.onRetry?.(error)
        }
        await this.#rest(failures === 0 ? pollMs : backoffMs(failures, pollMs), signal)
      }
    } finally {
      running.delete(writer)
    }
  }

  /** Waits for the next poll, or less when something was enqueued. */
  #rest(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        this.#wake = null
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end, { once: true })
      this.#wake = end
    })
  }
}
