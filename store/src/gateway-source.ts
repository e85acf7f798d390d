import type { BlockStore } from './block-store.ts'
import { parseBlockId } from './block-id.ts'
import type { ContentSource } from './content-source.ts'
import { ContentCorruptError, ContentNotFoundError } from './errors.ts'
import { fetchBlock, type FetchBlockOptions } from './fetch-block.ts'

export type GatewaySourceOptions = Omit<FetchBlockOptions, 'signal' | 'maxBytes'> & {
  /** Asked first, and keeps what the gateways gave. */
  readonly cache?: BlockStore
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
    const { cache, ...rest } = this.#options
    if (cache !== undefined) {
      try {
        return await cache.get(cid, maxBytes, signal)
      } catch (error) {
        // A damaged block was moved aside; a fetched one takes its place.
        if (!(error instanceof ContentNotFoundError || error instanceof ContentCorruptError)) throw error
      }
    }
    const options = signal === undefined ? { ...rest, maxBytes } : { ...rest, maxBytes, signal }
    const bytes = await fetchBlock(cid, this.#gateways, options)
    if (cache !== undefined && bytes.length <= cache.maxBlockBytes) await cache.put(bytes, parseBlockId(cid).codec)
    return bytes
  }
}
