import { type Hash, type Hex, keccak256 } from 'viem'
import { type ChainClient, type Header, readHeader, REORG_BLOCKS } from './chain-client.ts'
import { ChainInputError, ChainReadError } from './errors.ts'
import { bumpedFees, type FeePolicy, type Fees, marketFees } from './fees.ts'
import { OutboxNode, wordsOf } from './outbox-node.ts'
import type { MinedAt, OutboxStore, SettledState, SignedRaw, StoredEntry } from './outbox-store.ts'
import type { Signer } from './signer.ts'

/** What the sending needs to know. */
export type SenderOptions = {
  readonly client: ChainClient
  readonly signer: Signer
  /** From configuration, never from the node: a transaction is valid on this chain only. */
  readonly chainId: number
  readonly fees?: FeePolicy
  /**
   * Blocks on top of a transaction's block until its entry settles. 128 by default, as deep as a follower can take back: a
   * settled entry is never sent again. That it is mined is told at once, whatever this is. Give 0 only for a chain without
   * reorgs.
   */
  readonly confirmations?: bigint
  /** Transactions that may be signed and not yet mined at once; 16 by default, the pool limit of common nodes. */
  readonly maxInFlight?: number
  /** The same bytes are handed to the node again when they are not mined after this; 5 s by default. */
  readonly resendAfterMs?: number
  /** The fees of the transaction that holds up the others rise when it is not mined after this; 30 s by default. */
  readonly bumpAfterMs?: number
  /** How long the chain must say so before a nonce counts as used by a stranger; 15 s by default. */
  readonly replacedAfterMs?: number
  /** How long a nonce below all of ours must be missing before a transfer to self fills the gap; 30 s by default. */
  readonly fillGapAfterMs?: number
}

type Settle = (entry: StoredEntry, state: SettledState, revertData: Hex | null) => void

/** However long it lasted: so many rounds in a row must have found no contrary evidence. */
const MIN_LOOKS = 8

/** One round of the outbox: look at what is in flight, sign what is intended, send what is not mined. */
export class OutboxSender {
  readonly #options: SenderOptions
  readonly #store: OutboxStore
  readonly #settle: Settle
  readonly #node: OutboxNode
  readonly #confirmations: bigint
  /** The head at which every mined entry was last found in the chain. */
  #watchedAt: Hash | null = null
  /** Since when something has looked so, in ms of this process's monotonic clock. Contrary evidence deletes it. */
  readonly #since = new Map<string, { readonly atMs: number; looks: number }>()
  readonly #sentAt = new Map<number, number>()

  constructor(options: SenderOptions, store: OutboxStore, settle: Settle) {
    this.#options = options
    this.#store = store
    this.#settle = settle
    this.#node = new OutboxNode(options.client, options.signer.address)
    this.#confirmations = options.confirmations ?? REORG_BLOCKS
    if (this.#confirmations < 0n) throw new ChainInputError('confirmations', 'at least 0')
  }

  /** @throws ChainReadError when the node failed at something; what was done before stays done. */
  async round(signal: AbortSignal): Promise<void> {
    if (!this.#store.hasUnsettled()) return
    const head = await readHeader(this.#options.client, 'latest')
    if (head === null) throw new ChainReadError('the head')
    await this.#watchMined(head, signal)
    for (const entry of this.#store.inFlight()) if (!signal.aborted) await this.#observe(entry, head)
    if (signal.aborted) return
    const failed = await this.#signIntended(head, signal)
    await this.#fillGap(head)
    await this.#sendUnmined(head, signal)
    if (failed !== null) throw failed
  }

  /** Once per head: whether the block of each mined entry is still in the chain, and whether it is deep enough. */
  async #watchMined(head: Header, signal: AbortSignal): Promise<void> {
    if (head.hash === this.#watchedAt) return
    let isSure = true
    const hashes = new Map<bigint, Hash | null>([[head.number, head.hash]])
    for (const entry of this.#store.mined()) {
      const { blockNumber } = entry
      if (signal.aborted) return
      if (blockNumber === null) continue
      if (!hashes.has(blockNumber)) {
        hashes.set(blockNumber, (await readHeader(this.#options.client, blockNumber))?.hash ?? null)
      }
      const now = hashes.get(blockNumber) ?? null
      const isBehind = now === null
      // Without the block the node lags, unless it stays so: then this chain is another, and shorter.
      const isShorter = this.#hasLasted(`behind:${entry.id}`, isBehind, this.#options.resendAfterMs ?? 5_000)
      if (isBehind) isSure = false
      if (isShorter || (!isBehind && now !== entry.blockHash)) await this.#observe(entry, head)
      else if (!isBehind) await this.#settleWhenDeep(entry, blockNumber, entry.succeeded === true, head)
    }
    if (isSure) this.#watchedAt = head.hash
  }

  async #observe(entry: StoredEntry, head: Header): Promise<void> {
    const { nonce } = entry
    if (nonce === null) return
    const found = await this.#find(entry)
    if (found !== null) {
      this.#since.delete(`replaced:${entry.id}`)
      this.#sentAt.delete(entry.id)
      this.#store.setMined(entry, found)
      return this.#settleWhenDeep(entry, found.blockNumber, found.succeeded, head)
    }
    // Not in the chain (any more). Its bytes go out again, unless the nonce is gone for good.
    if (entry.state === 'mined') this.#store.setBroadcast(entry)
    const depth = head.number - this.#confirmations
    const used = await this.#node.nonceAt(depth > 0n ? depth : 0n)
    if (!this.#hasLasted(`replaced:${entry.id}`, used > nonce, this.#options.replacedAfterMs ?? 15_000)) return
    this.#sentAt.delete(entry.id)
    this.#settle(entry, 'replaced', null)
  }

  async #find(entry: StoredEntry): Promise<MinedAt | null> {
    for (const { hash } of this.#store.raws(entry)) {
      const found = await this.#node.minedAt(hash)
      if (found !== null) return found
    }
    return null
  }

  async #settleWhenDeep(entry: StoredEntry, blockNumber: bigint, succeeded: boolean, head: Header): Promise<void> {
    if (head.number - blockNumber < this.#confirmations) return
    if (succeeded) this.#settle(entry, 'final', null)
    else this.#settle(entry, 'failed', await this.#whyFailed(entry, blockNumber))
  }

  /** @returns the last failure, after the others had their turn: one bad call must not hold up the rest. */
  async #signIntended(head: Header, signal: AbortSignal): Promise<ChainReadError | null> {
    let failed: ChainReadError | null = null
    for (const entry of this.#store.intended()) {
      const ahead = this.#store.inFlight()
      if (signal.aborted || ahead.length >= (this.#options.maxInFlight ?? 16)) break
      try {
        const answer = await this.#node.estimate(entry, head)
        if ('gas' in answer) {
          // State may change until it is mined: a quarter more.
          await this.#sign(entry, (answer.gas * 5n) / 4n, await this.#nextNonce(), await this.#marketFees(head))
        } else if (ahead.length === 0 && this.#watchedAt === head.hash) {
          // With others in flight, or perhaps taken out of the chain, it may only have to wait for them.
          this.#settle(entry, 'refused', answer.revertData)
        }
      } catch (error) {
        if (!(error instanceof ChainReadError)) throw error
        this.#store.setProblem(entry, wordsOf(error.cause))
        failed = error
      }
    }
    return failed
  }

  /** The journal's count, unless the chain is already further: then this key was used without this journal. */
  async #nextNonce(): Promise<number> {
    const ours = this.#store.nextNonce()
    const mined = await this.#node.nonceAt('latest')
    return Math.max(ours ?? (await this.#node.nonceAt('pending')), mined)
  }

  async #sign(entry: StoredEntry, gas: bigint, nonce: number, fees: Fees): Promise<void> {
    this.#store.sign(entry, nonce, await this.#signedRaw(entry, gas, nonce, fees))
  }

  async #signedRaw({ to, data, value }: StoredEntry, gas: bigint, nonce: number, fees: Fees): Promise<SignedRaw> {
    const { signer, chainId } = this.#options
    const raw = await signer.signTransaction({ type: 'eip1559', chainId, nonce, to, data, value, gas, ...fees })
    return { hash: keccak256(raw), raw, gas, fees, signedAtMs: Date.now() }
  }

  async #sendUnmined(head: Header, signal: AbortSignal): Promise<void> {
    for (const [place, entry] of this.#store.inFlight().entries()) {
      if (signal.aborted) return
      const sentAt = this.#sentAt.get(entry.id)
      const isDue = sentAt === undefined || performance.now() - sentAt >= (this.#options.resendAfterMs ?? 5_000)
      if (place === 0 && sentAt !== undefined) await this.#bump(entry, head)
      const [newest] = this.#store.raws(entry)
      if (newest === undefined || !(isDue || this.#sentAt.get(entry.id) === undefined)) continue
      const problem = await this.#node.send(newest.raw)
      this.#sentAt.set(entry.id, performance.now())
      this.#store.setBroadcast(entry)
      if (problem !== null) this.#store.setProblem(entry, problem)
    }
  }

  /** Signs the same nonce again with higher fees when it has waited long enough; the older bytes stay valid and known. */
  async #bump(entry: StoredEntry, head: Header): Promise<void> {
    const [newest] = this.#store.raws(entry)
    if (newest === undefined || entry.nonce === null) return
    if (Date.now() - newest.signedAtMs < (this.#options.bumpAfterMs ?? 30_000)) return
    const fees = bumpedFees(newest.fees, await this.#marketFees(head), this.#options.fees ?? {})
    if (fees === null) return
    this.#store.addRaw(entry.id, await this.#signedRaw(entry, newest.gas, entry.nonce, fees))
    this.#sentAt.delete(entry.id)
  }

  /** Nothing of ours can be mined above a nonce that nobody holds, for example after a deep reorg. */
  async #fillGap(head: Header): Promise<void> {
    if (this.#store.inFlight().length === 0) return
    const next = await this.#node.nonceAt('latest')
    // A mined entry counts: when its block has just gone, its own bytes fill the gap.
    const held = [...this.#store.inFlight(), ...this.#store.mined()].flatMap(({ nonce }) => nonce ?? [])
    const isMissing = held.some((nonce) => nonce > next) && !held.includes(next)
    if (!this.#hasLasted('gap', isMissing, this.#options.fillGapAfterMs ?? 30_000)) return
    const filler = this.#store.insert(`gap:${next}:${head.hash}`, { to: this.#options.signer.address, data: '0x' })
    await this.#sign(filler, 21_000n, next, await this.#marketFees(head))
  }

  async #whyFailed(entry: StoredEntry, block: bigint): Promise<Hex> {
    try {
      return (await this.#node.revertOf(entry, block)) ?? '0x'
    } catch (error) {
      // That it failed is known; the reason is a courtesy, and old state may be gone.
      if (error instanceof ChainReadError) return '0x'
      throw error
    }
  }

  #hasLasted(what: string, isSo: boolean, ms: number): boolean {
    if (!isSo) {
      this.#since.delete(what)
      return false
    }
    const since = this.#since.get(what) ?? { atMs: performance.now(), looks: 0 }
    this.#since.set(what, since)
    since.looks += 1
    if (performance.now() - since.atMs < ms || since.looks < MIN_LOOKS) return false
    this.#since.delete(what)
    return true
  }

  #marketFees(head: Header): Promise<Fees> {
    return marketFees(this.#options.client, head, this.#options.fees ?? {})
  }
}
