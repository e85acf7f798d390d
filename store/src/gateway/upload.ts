import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { BlockStore } from '../block-store.ts'
import { isCodec } from '../block-id.ts'

/** Uploads that may be in memory at once; each takes at most one block. */
const MAX_UPLOADS = 8
/** Of these, from one address: a stranger who sends slowly takes no more than a part. */
const MAX_UPLOADS_PER_ADDRESS = 4
/** An upload from which nothing comes for so long is over. */
const IDLE_MS = 5_000
const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

export type UploadRules = {
  /** The store takes no block that would make it larger than this many bytes. Without it, or at 0, it takes no uploads. */
  readonly quotaBytes?: number
  /** When set, an upload needs `Authorization: Bearer <token>`. */
  readonly uploadToken?: string
  /**
   * Pages that may upload. By default only pages of this machine, so that a page of a stranger that happens to be open in
   * the operator's browser cannot fill the store. A request without an Origin is not from a page.
   */
  readonly uploadOrigins?: readonly string[]
}

type Refusal = { readonly status: 400 | 401 | 403 | 408 | 413 | 503 | 507; readonly error: string }

/** `POST /blocks?codec=raw|dag-cbor` with the bytes as body → 201 `{ cid, bytes }`. */
export function uploadBlock(
  store: BlockStore,
  rules: UploadRules & { readonly quotaBytes: number },
): (c: Context) => Promise<Response> {
  const uploads = new Map<string, number>()
  let pendingBytes = 0
  const isFull = (bytes: number) => store.usedBytes + pendingBytes + bytes > rules.quotaBytes
  return async (c) => {
    c.header('Cache-Control', 'no-store')
    const codec = c.req.query('codec') ?? 'raw'
    if (!isCodec(codec)) return refuse(c, { status: 400, error: 'codec must be raw or dag-cbor' })
    const refusal = refusalOf(c, rules)
    if (refusal !== null) return refuse(c, refusal)
    const address = addressOf(c)
    const ofAddress = uploads.get(address) ?? 0
    const all = [...uploads.values()].reduce((sum, count) => sum + count, 0)
    if (ofAddress >= MAX_UPLOADS_PER_ADDRESS || all >= MAX_UPLOADS) {
      c.header('Retry-After', '1')
      return refuse(c, { status: 503, error: 'Too many uploads at once' })
    }
    const tooLarge = { status: 413, error: `A block is at most ${store.maxBlockBytes} bytes` } as const
    const full = { status: 507, error: 'The store is full' } as const
    const declared = Number(c.req.header('content-length') ?? 0)
    if (declared > store.maxBlockBytes) return refuse(c, tooLarge)
    if (isFull(declared)) return refuse(c, full)
    uploads.set(address, ofAddress + 1)
    let counted = 0
    try {
      const bytes = await readBody(c, store.maxBlockBytes)
      if (bytes === 'tooLarge') return refuse(c, tooLarge)
      if (bytes === 'idle') return refuse(c, { status: 408, error: `Nothing came for ${IDLE_MS} ms` })
      if (isFull(bytes.length)) return refuse(c, full)
      counted = bytes.length
      pendingBytes += counted
      const cid = await store.put(bytes, codec)
      return c.json({ cid, bytes: bytes.length }, 201)
    } finally {
      const left = (uploads.get(address) ?? 1) - 1
      if (left === 0) uploads.delete(address)
      else uploads.set(address, left)
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

async function readBody(c: Context, maxBytes: number): Promise<Uint8Array | 'tooLarge' | 'idle'> {
  const body = c.req.raw.body
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  for (let length = 0; ;) {
    const idle = Promise.withResolvers<'idle'>()
    const timer = setTimeout(() => idle.resolve('idle'), IDLE_MS)
    const next = await Promise.race([reader.read(), idle.promise]).finally(() => clearTimeout(timer))
    if (next === 'idle') return next
    if (next.done) return new Uint8Array(Buffer.concat(chunks, length))
    length += next.value.length
    if (length > maxBytes) return 'tooLarge'
    chunks.push(next.value)
  }
}

/** Who is connected; one name for all when the app runs behind no socket. */
function addressOf(c: Context): string {
  const env: unknown = c.env
  return env instanceof Object && 'incoming' in env ? (getConnInfo(c).remote.address ?? '') : ''
}

/** Compares in a time that does not tell how much of the token was right. */
function isSame(given: string | undefined, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given ?? ''), hash(expected))
}

function refuse(c: Context, { status, error }: Refusal): Response {
  // What is left of the body is not waited for.
  if (status === 408 || status === 413 || status === 507) c.header('Connection', 'close')
  return c.json({ error }, status)
}
