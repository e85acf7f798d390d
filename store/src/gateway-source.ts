import { InvalidFieldError } from '@millrace/sdk'
import type { BlockStore } from './block-store.ts'
import { parseBlockId } from './block-id.ts'
import type { ContentSource } from './content-source.ts'
import {
  ContentAbortedError,
  ContentCorruptError,
  ContentNotFoundError,
  ContentNotSoughtError,
  ContentTooLargeError,
  ContentUnavailableError,
} from './errors.ts'
import { fetchBlock, type FetchBlockOptions } from './fetch-block.ts'

export type GatewaySourceOptions = Omit<FetchBlockOptions, 'signal' | 'maxBytes'> & {
  /** Asked first, and keeps what the gateways gave. */
  readonly cache?: BlockStore
  /** Told when the cache cannot be read or written. The block is still had from the gateways. */
  readonly onCacheError?: (error: unknown, cid: string) => void
}

/** Blocks from trustless gateways, with a local store in front of them when one is given. */
export class GatewaySource implements ContentSource {
  readonly #gateways: readonly string[]
  readonly #options: GatewaySourceOptions

  constructor(gateways: readonly string[], options: GatewaySourceOptions = {}) {
    this.#gateways = gateways
    this.#options = options
  }

  async get(cid: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array> {
    const { cache, onCacheError, ...rest } = this.#options
    let cacheError: unknown
    if (cache !== undefined) {
      try {
        const kept = await fromCache(cache, cid, maxBytes, signal)
        if (kept !== null) return kept
      } catch (error) {
        if (error instanceof InvalidFieldError || error instanceof ContentAbortedError) throw error
        if (error instanceof ContentTooLargeError) throw error
        cacheError = error
        onCacheError?.(error, cid)
      }
    }
    const options = signal === undefined ? { ...rest, maxBytes } : { ...rest, maxBytes, signal }
    const bytes = await fetchBlock(cid, this.#gateways, options).catch((error: unknown) => {
      // It may be in the cache, which cannot be read: then nobody knows that it is nowhere.
      if (cacheError === undefined || !(error instanceof ContentUnavailableError)) throw error
      throw new ContentNotSoughtError(cid, error.failures, cacheError)
    })
    if (cache !== undefined && bytes.length <= cache.maxBlockBytes) {
      await cache.put(bytes, parseBlockId(cid).codec).catch((error: unknown) => onCacheError?.(error, cid))
    }
    return bytes
  }
}

/** The block from the cache; null when a fetched one should take its place: it is not there, or was damaged. */
async function fromCache(
  cache: BlockStore,
  cid: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | null> {
  try {
    return await cache.get(cid, maxBytes, signal)
  } catch (error) {
    if (error instanceof ContentNotFoundError || error instanceof ContentCorruptError) return null
    if (!(error instanceof ContentTooLargeError)) throw error
    // Either the block is so large, or its file grew by damage: hashing it tells, and sets a damaged one aside.
    return cache.openBlock(cid).then(
      async (block) => {
        await block.close()
        throw error
      },
      (found: unknown) => {
        if (found instanceof ContentCorruptError || found instanceof ContentNotFoundError) return null
        throw found
      },
    )
  }
}
