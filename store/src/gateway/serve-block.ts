import { InvalidFieldError } from '@millrace/sdk'
import type { Context } from 'hono'
import { parseBlockId } from '../block-id.ts'
import type { BlockStore } from '../block-store.ts'
import { ContentCorruptError, ContentNotFoundError } from '../errors.ts'
import { parseRange } from './byte-range.ts'

const RAW = 'application/vnd.ipld.raw'
/** The empty identity CID, by which clients probe whether an address is a trustless gateway. */
const PROBE = 'bafkqaaa'
/** Blocks that are read at once; each has one piece of a file in memory. */
const MAX_READS = 64
/** A whole block in this time is 112 kB a second; who is slower asks for ranges. */
const READ_MS = 600_000

export type ReadRules = {
  /** Blocks that the operator no longer serves: they answer 410. */
  readonly isWithdrawn?: (cid: string) => boolean
}

/** `GET` and `HEAD /ipfs/<cid>`: a raw block or a range of it. HEAD tells the size without reading anything. */
export function serveBlocks(store: BlockStore, rules: ReadRules): (c: Context) => Promise<Response> {
  let reads = 0
  return async (c) => {
    const cid = c.req.param('cid') ?? ''
    c.header('Vary', 'Accept')
    if (!wantsRaw(c)) return refuse(c, 406, `Only ${RAW} is served: add ?format=raw or that Accept header`)
    if (cid === PROBE) return describe(c, cid).body('', 200)
    try {
      parseBlockId(cid)
      if (rules.isWithdrawn?.(cid) === true) return refuse(c, 410, 'The operator no longer serves this block')
      const size = await store.size(cid)
      if (size === null) return refuse(c, 404, 'This block is not here')
      const etag = `"${cid}.raw"`
      if (matchesTag(c.req.header('if-none-match'), etag)) return describe(c, cid).body(null, 304)
      if (c.req.method === 'HEAD') return sized(describe(c, cid), size).body(null, 200)
      if (reads >= MAX_READS) {
        c.header('Retry-After', '1')
        return refuse(c, 503, 'Too many blocks are read at once')
      }
      reads += 1
      let isHandedOn = false
      const release = () => void (reads -= 1)
      try {
        const block = await store.openBlock(cid)
        const ifRange = c.req.header('if-range')
        const range = ifRange === undefined || ifRange === etag ? parseRange(c.req.header('range'), block.size) : null
        if (range === 'unsatisfiable' || block.size === 0) {
          await block.close()
          if (range !== 'unsatisfiable') return sized(describe(c, cid), 0).body(null, 200)
          c.header('Content-Range', `bytes */${block.size}`)
          return refuse(c, 416, 'The range is outside the block')
        }
        const { first, last } = range ?? { first: 0, last: block.size - 1 }
        if (range !== null) c.header('Content-Range', `bytes ${first}-${last}/${block.size}`)
        isHandedOn = true
        const body = block.stream(first, last, AbortSignal.timeout(READ_MS), release)
        return sized(describe(c, cid), last - first + 1).body(body, range === null ? 200 : 206)
      } finally {
        if (!isHandedOn) release()
      }
    } catch (error) {
      if (error instanceof InvalidFieldError) return refuse(c, 400, error.message)
      if (error instanceof ContentNotFoundError) return refuse(c, 404, 'This block is not here')
      if (error instanceof ContentCorruptError) return refuse(c, 500, 'This block was damaged here and is set aside')
      throw error
    }
  }
}

/** `format` and a specific Accept ask for raw; `*` alone does not, since the answer would depend on the gateway. */
function wantsRaw(c: Context): boolean {
  const types = (c.req.header('accept') ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '')
  const specific = types.filter((type) => type.startsWith('application/vnd.ip'))
  if (specific.length > 0) return specific.includes(RAW)
  return c.req.query('format') === 'raw'
}

function describe(c: Context, cid: string): Context {
  c.header('Content-Type', RAW)
  c.header('Content-Disposition', `attachment; filename="${cid}.bin"`)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('ETag', `"${cid}.raw"`)
  c.header('Cache-Control', 'public, max-age=29030400, immutable')
  c.header('Accept-Ranges', 'bytes')
  c.header('X-Ipfs-Path', `/ipfs/${cid}`)
  c.header('X-Ipfs-Roots', cid)
  return c
}

function sized(c: Context, bytes: number): Context {
  c.header('Content-Length', String(bytes))
  return c
}

function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

type RefusalStatus = 400 | 404 | 406 | 410 | 416 | 500 | 503

/** Says no in words that are not to be cached. */
export function refuse(c: Context, status: RefusalStatus, error: string): Response {
  c.header('Cache-Control', 'no-store')
  return c.json({ error }, status)
}
