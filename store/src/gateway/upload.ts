import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { BlockStore } from '../block-store.ts'
import { isCodec } from '../block-id.ts'

/** Uploads that may be in memory at once; each takes at most one block. */
const MAX_UPLOADS = 4
const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

export type UploadRules = {
  /** When set, an upload needs `Authorization: Bearer <token>`. */
  readonly uploadToken?: string
  /** When set, the store takes no block that would make it larger than this many bytes. */
  readonly quotaBytes?: number
  /**
   * Pages that may upload. By default only pages of this machine, so that a page of a stranger that happens to be open in
   * the operator's browser cannot fill the store. A request without an Origin is not from a page.
   */
  readonly uploadOrigins?: readonly string[]
}

type Refusal = { readonly status: 400 | 401 | 403 | 413 | 503 | 507; readonly error: string }

/** `POST /blocks?codec=raw|dag-cbor` with the bytes as body → 201 `{ cid, bytes }`. */
export function uploadBlock(store: BlockStore, rules: UploadRules): (c: Context) => Promise<Response> {
  let uploads = 0
  let pendingBytes = 0
  return async (c) => {
    c.header('Cache-Control', 'no-store')
    const codec = c.req.query('codec') ?? 'raw'
    if (!isCodec(codec)) return refuse(c, { status: 400, error: 'codec must be raw or dag-cbor' })
    const refusal = refusalOf(c, rules)
    if (refusal !== null) return refuse(c, refusal)
    if (uploads >= MAX_UPLOADS) {
      c.header('Retry-After', '1')
      return refuse(c, { status: 503, error: 'Too many uploads at once' })
    }
    const tooLarge = { status: 413, error: `A block is at most ${store.maxBlockBytes} bytes` } as const
    if (Number(c.req.header('content-length') ?? 0) > store.maxBlockBytes) return refuse(c, tooLarge)
    uploads += 1
    let counted = 0
    try {
      const bytes = await readBody(c, store.maxBlockBytes)
      if (bytes === null) return refuse(c, tooLarge)
      counted = bytes.length
      if (store.usedBytes + pendingBytes + counted > (rules.quotaBytes ?? Infinity)) {
        counted = 0
        return refuse(c, { status: 507, error: 'The store is full' })
      }
      pendingBytes += counted
      const cid = await store.put(bytes, codec)
      return c.json({ cid, bytes: bytes.length }, 201)
    } finally {
      uploads -= 1
      pendingBytes -= counted
    }
  }
}

function refusalOf(c: Context, rules: UploadRules): Refusal | null {
  const origin = c.req.header('origin')
  if (origin !== undefined) {
    const allowed = rules.uploadOrigins?.includes(origin) ?? LOOPBACK_ORIGIN.test(origin)
    if (!allowed) return { status: 403, error: 'Pages of this origin may not upload here' }
  }
  if (rules.uploadToken !== undefined && !isSame(c.req.header('authorization'), `Bearer ${rules.uploadToken}`)) {
    return { status: 401, error: 'An upload needs the token of this store' }
  }
  return null
}

async function readBody(c: Context, maxBytes: number): Promise<Uint8Array | null> {
  const body = c.req.raw.body
  if (body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > maxBytes) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, length))
}

/** Compares in a time that does not tell how much of the token was right. */
function isSame(given: string | undefined, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given ?? ''), hash(expected))
}

function refuse(c: Context, { status, error }: Refusal): Response {
  return c.json({ error }, status)
}
