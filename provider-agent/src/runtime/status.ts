import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { TaskBook } from './task-book.ts'

type Parts = {
  readonly account: string
  readonly block: () => string | null
  readonly tasks: TaskBook
  readonly passed: () => Readonly<Record<string, string>>
  readonly isDraining: () => boolean
}

/** Answers the operator on this machine: health, jobs, inbox. */
export async function serveStatus(port: number, { account, block, tasks, passed, isDraining }: Parts) {
  const app = new Hono()
  app.get('/health', (c) => c.json({ provider: account, block: block(), draining: isDraining() }))
  app.get('/jobs', (c) => {
    const rows = tasks.list().map(({ job, attempt, state, commitment }) => {
      const { proofHash, outcome, units } = commitment ?? {}
      return { job, attempt, state, proofHash, outcome, units: units?.toString() }
    })
    return c.json({ tasks: rows, passed: passed() })
  })
  app.get('/messages', (c) => c.json(tasks.messages()))
  return new Promise<{ url: string; close(): Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: bound }) =>
      resolve({
        url: `http://127.0.0.1:${bound}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
    server.once('error', reject)
  })
}
