import { InvalidFieldError } from '@millrace/sdk'
import { type Context, Hono } from 'hono'
import type { BlockStore } from '../block-store.ts'
import { parseBlockId } from '../block-id.ts'
import { ContentCorruptError, ContentNotFoundError } from '../errors.ts'
import { parseRange } from './byte-range.ts'
import { uploadBlock, type UploadRules } from './upload.ts'

const RAW = 'application/vnd.ipld.raw'
/** The empty identity CID, by which clients probe whether an address is a trustless gateway. */
const PROBE = 'bafkqaaa'

export type GatewayRules = UploadRules & {
  /** Blocks that the operator no longer serves: they answer 410. */
  readonly isWithdrawn?: (cid: string) => boolean
}

/**
 * A trustless gateway over one store (https://specs.ipfs.tech/http-gateways/trustless-gateway/), raw blocks only; CAR
 * answers 406. Browsers of any origin may read; `POST /blocks` is guarded by the rules.
 */
export function gatewayApp(store: BlockStore, rules: GatewayRules): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    allowBrowsers(c)
    if (c.req.method === 'OPTIONS') return c.body(null, 204)
    return next()
  })
  app.post('/blocks', uploadBlock(store, rules))
  // Hono answers HEAD with the headers of GET.
  app.get('/ipfs/:cid', (c) => serveBlock(c, store, rules))
  app.get('/ipfs/:cid/*', (c) => refuse(c, 400, 'A path is only served for CAR, which this gateway does not speak'))
  app.notFound((c) => refuse(c, 404, 'Ask for /ipfs/<cid>?format=raw'))
  app.onError((_error, c) => refuse(c, 500, 'The store could not answer'))
  return app
}

async function serveBlock(c: Context, store: BlockStore, rules: GatewayRules): Promise<Response> {
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
    const bytes = await store.get(cid)
    const ifRange = c.req.header('if-range')
    const range = ifRange === undefined || ifRange === etag ? parseRange(c.req.header('range'), bytes.length) : null
    if (range === 'unsatisfiable') {
      c.header('Content-Range', `bytes */${bytes.length}`)
      return refuse(c, 416, 'The range is outside the block')
    }
    describe(c, cid)
    if (range === null) return send(c, bytes, 200)
    c.header('Content-Range', `bytes ${range.first}-${range.last}/${bytes.length}`)
    return send(c, bytes.subarray(range.first, range.last + 1), 206)
  } catch (error) {
    if (error instanceof InvalidFieldError) return refuse(c, 400, error.message)
    if (error instanceof ContentNotFoundError) return refuse(c, 404, 'This block is not here')
    if (error instanceof ContentCorruptError) return refuse(c, 500, 'This block was damaged here and is set aside')
    throw error
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

function send(c: Context, bytes: Uint8Array, status: 200 | 206): Response {
  c.header('Content-Length', String(bytes.length))
  return c.body(new Uint8Array(bytes), status)
}

function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

function allowBrowsers(c: Context): void {
  c.header('Access-Control-Allow-Origin', '*')
  c.header(
    'Access-Control-Expose-Headers',
    'Content-Length, Content-Range, ETag, X-Ipfs-Path, X-Ipfs-Roots, Retry-After',
  )
  if (c.req.method !== 'OPTIONS') return
  c.header('Access-Control-Allow-Methods', 'GET, HEAD, POST, OPTIONS')
  c.header(
    'Access-Control-Allow-Headers',
    'Accept, Authorization, Content-Type, If-None-Match, Range, X-Requested-With',
  )
  c.header('Access-Control-Max-Age', '86400')
  // A page that was loaded over https asks this before it calls an address of the machine or its network.
  if (c.req.header('access-control-request-private-network') === 'true') {
    c.header('Access-Control-Allow-Private-Network', 'true')
  }
}

type RefusalStatus = 400 | 404 | 406 | 410 | 416 | 500

function refuse(c: Context, status: RefusalStatus, error: string): Response {
  c.header('Cache-Control', 'no-store')
  return c.json({ error }, status)
}
