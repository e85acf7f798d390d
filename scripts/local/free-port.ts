import { createServer } from 'node:net'

/** As many ports of 127.0.0.1 that nobody uses now, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // Held together until all are known, so that none is given twice.
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address()
      await new Promise((resolve) => server.close(resolve))
      if (typeof address !== 'object' || address === null) throw new Error('No free port of 127.0.0.1 was found')
      return address.port
    }),
  )
}
