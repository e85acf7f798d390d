import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { BlockStore } from '../block-store.ts'
import { gatewayApp, type GatewayRules } from './gateway-app.ts'

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

/** Serves a store as a trustless gateway. Resolves when it listens; rejects with Node's error when it cannot bind. */
export async function serveGateway(store: BlockStore, options: GatewayOptions = {}): Promise<Gateway> {
  const { host = '127.0.0.1', port = 0, ...rules } = options
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 10_000 },
    getRequestListener(gatewayApp(store, rules).fetch),
  )
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
