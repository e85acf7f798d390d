import { Hono } from 'hono'
import { gatewayApp, type BlockStore } from '@millrace/store'
import type { VerdictBook } from './verdict-book.ts'

export type Health = { readonly member: string; readonly block: string | null; readonly waiting: number }

/** What a member answers over HTTP: its health, its attestations, and the reports behind them by CID. */
export function answers(book: VerdictBook, store: BlockStore, health: () => Health): Hono {
  const app = new Hono()
  app.get('/health', (c) => c.json(health()))
  app.get('/attestations/:job/:attempt/:proofHash', (c) => {
    const { job, attempt, proofHash } = c.req.param()
    if (!/^0x[0-9a-f]{64}$/.test(job) || !/^\d{1,3}$/.test(attempt) || !/^0x[0-9a-f]{64}$/.test(proofHash)) {
      return c.json({ error: 'Expected /attestations/<job id>/<attempt>/<proof hash> in small letters' }, 400)
    }
    const decision = book.decision(job, Number(attempt), proofHash)
    if (decision === undefined) return c.json({ error: 'Nothing was decided on this commitment yet' }, 404)
    const { verdict, reason, evidence, digest, signature } = decision
    return c.json({ verdict, reason, evidence, digest, signature })
  })
  app.route('/', gatewayApp(store, { quotaBytes: 0 }))
  return app
}
