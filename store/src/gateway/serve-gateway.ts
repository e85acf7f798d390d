import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { BlockStore } from '../block-store.ts'
import { gatewayApp, type GatewayRules } from './gateway-app.ts'

/** Connections that may be open at once. */
const MAX_CONNECTIONS = 512
/** A connection on which nothing moves for so long is ended, also in the middle of an answer. */
const IDLE_MS = 30_000

export type GatewayOptions = GatewayRules & {
  /** Address to bind; loopback by default. */
  readonly host?: string
  /** Port to bind; 0, the default, takes a free one. */
  readonly port?: number
}

/** A gateway that serves. */
export type Gateway = {
  /** Base URL, without a trailing slash. */
  readonly url: string
  readonly port: number
  /** Stops serving and ends every connection. */
  close(): Promise<void>
}

/**
 * Serves a store as a trustless gateway. Resolves when it listens; rejects with Node's error when it cannot bind.
 * It takes uploads only when `quotaBytes` says how many bytes the store may come to hold.
 */
export async function serveGateway(store: BlockStore, options: GatewayOptions = {}): Promise<Gateway> {
  const { host = '127.0.0.1', port = 0, ...rules } = options
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 10_000 },
    getRequestListener(gatewayApp(store, rules).fetch),
  )
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(IDLE_MS)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
