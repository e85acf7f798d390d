import { type Context, Hono } from 'hono'
import type { BlockStore } from '../block-store.ts'
import { type ReadRules, refuse, serveBlocks } from './serve-block.ts'
import { uploadBlock, type UploadRules } from './upload.ts'

export type GatewayRules = ReadRules & UploadRules

/**
 * A trustless gateway over one store (https://specs.ipfs.tech/http-gateways/trustless-gateway/), raw blocks only; CAR
 * answers 406. Browsers of any origin may read. `POST /blocks` is there only when the rules name a quota, and is guarded by
 * them.
 */
export function gatewayApp(store: BlockStore, rules: GatewayRules): Hono {
  const app = new Hono()
  const { quotaBytes = 0 } = rules
  app.use('*', async (c, next) => {
    allowBrowsers(c)
    if (c.req.method === 'OPTIONS') return c.body(null, 204)
    return next()
  })
  if (quotaBytes > 0) app.post('/blocks', uploadBlock(store, { ...rules, quotaBytes }))
  // Hono answers HEAD by the route of GET.
  app.get('/ipfs/:cid', serveBlocks(store, rules))
  app.get('/ipfs/:cid/*', (c) => refuse(c, 400, 'A path is only served for CAR, which this gateway does not speak'))
  app.notFound((c) => refuse(c, 404, 'Ask for /ipfs/<cid>?format=raw'))
  app.onError((_error, c) => refuse(c, 500, 'The store could not answer'))
  return app
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
