import { BOUNDS } from '@millrace/engine'
import { cidOfDigest, decodeSpec, InvalidFieldError, MillraceError, SPEC_BOUNDS, type JobSpec } from '@millrace/sdk'
import { ContentNotFoundError, type BlockStore, type ContentSource } from '@millrace/store'
import type { Hex } from 'viem'

/** A job with everything at hand that its run takes. */
export type LoadedJob = {
  readonly specCid: string
  readonly spec: JobSpec
  readonly module: Uint8Array
  readonly inputs: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** What strangers' jobs brought fills the space that was given to it. */
export class CacheFullError extends MillraceError {
  override readonly name = 'CacheFullError'
  override readonly code = 'agent.cacheFull'
  override readonly retryable = true

  constructor(wanted: bigint, quota: bigint) {
    super(
      `The inputs take ${wanted} bytes, and the cache's ${quota} are not free: running jobs use it, or raise cacheBytes.`,
    )
  }
}

type Parts = {
  /** Keeps what the source gave, and nothing else. */
  readonly cache: BlockStore
  /** Gateways behind that cache. */
  readonly source: ContentSource
  readonly quotaBytes: bigint
}

/**
 * The content of jobs: fetched once, hashed, kept while a job needs it. Strangers decide what is in it, so it has a quota, is
 * apart from what this agent serves, and forgets what no job needs.
 */
export class JobContent {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The spec of an order, by the digest that the order names. @throws ContentError, InvalidFieldError. */
  async spec(specHash: Hex, signal: AbortSignal): Promise<JobSpec> {
    return decodeSpec(await this.#parts.source.get(cidOfDigest(specHash, 'dag-cbor'), SPEC_BOUNDS.bytes, signal))
  }

  /**
   * Fetches and hashes all that a job needs: before it is accepted, so that a job whose inputs are nowhere costs no stake. Each
   * block is fetched once, however often the spec names it, and never more of it than the spec says.
   *
   * @throws ContentError, InvalidFieldError for a size that is a lie, CacheFullError.
   */
  async load(specHash: Hex, signal: AbortSignal): Promise<LoadedJob> {
    const { source } = this.#parts
    const spec = await this.spec(specHash, signal)
    if (spec.runtime.kind !== 'wasm') throw new InvalidFieldError('spec', 'runtime.kind', 'wasm', spec.runtime.kind)
    const sizes = new Map(spec.inputs.map(({ cid, size }) => [cid, size]))
    const room = await this.#roomFor([...sizes])
    const module = await source.get(spec.runtime.module, Math.min(BOUNDS.moduleBytes, room), signal)
    const blocks = new Map<string, Uint8Array>()
    for (const [cid, size] of sizes) blocks.set(cid, await source.get(cid, size, signal))
    const inputs = spec.inputs.map(({ path, cid, size }, index) => {
      const bytes = blocks.get(cid) ?? new Uint8Array()
      if (bytes.length !== size) throw new InvalidFieldError('spec', `inputs[${index}].size`, `${bytes.length}`, size)
      return { path, bytes }
    })
    return { specCid: cidOfDigest(specHash, 'dag-cbor'), spec, module, inputs }
  }

  /** Whether specs that were only looked at leave little room. */
  isCrowded(): boolean {
    return BigInt(this.#parts.cache.usedBytes) * 2n > this.#parts.quotaBytes
  }

  /** Forgets every block that none of the jobs under these specs needs. */
  async keepOnly(specHashes: readonly Hex[]): Promise<void> {
    const { cache } = this.#parts
    const needed = new Set<string>()
    for (const specHash of specHashes) {
      const cid = cidOfDigest(specHash, 'dag-cbor')
      needed.add(cid)
      const spec = await this.#cachedSpec(cid)
      if (spec?.runtime.kind === 'wasm') needed.add(spec.runtime.module)
      for (const input of spec?.inputs ?? []) needed.add(input.cid)
    }
    for await (const { cid } of cache.list()) if (!needed.has(cid)) await cache.delete(cid)
  }

  /** Bytes that are left for the module beside inputs of these sizes. @throws CacheFullError */
  async #roomFor(sizes: readonly (readonly [string, number])[]): Promise<number> {
    const { cache, quotaBytes } = this.#parts
    let wanted = 0n
    for (const [cid, size] of sizes) if (!(await cache.has(cid))) wanted += BigInt(size)
    const room = quotaBytes - BigInt(cache.usedBytes) - wanted
    if (room < 0n) throw new CacheFullError(wanted, quotaBytes)
    return Number(room)
  }

  async #cachedSpec(cid: string): Promise<JobSpec | undefined> {
    try {
      return decodeSpec(await this.#parts.cache.get(cid, SPEC_BOUNDS.bytes))
    } catch (error) {
      if (error instanceof ContentNotFoundError || error instanceof InvalidFieldError) return undefined
      throw error
    }
  }
}
