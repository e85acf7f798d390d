import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Follower, JobBook, openJournal, Outbox } from '@millrace/chain'
import { jobEscrowAbi, offerBookAbi, type EscrowRef, type Job } from '@millrace/sdk'
import { BlockStore } from '@millrace/store'
import type { Logger } from 'pino'
import { createPublicClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { answers } from './answers.ts'
import { attendAll } from './attend-all.ts'
import { Committee } from './committee.ts'
import type { MemberConfig } from './config.ts'
import { Desk } from './desk.ts'
import { ProviderBook } from './provider-book.ts'
import { VerdictBook } from './verdict-book.ts'

/** A member that runs. */
export type Member = {
  readonly url: string
  readonly address: string
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts one member of the committee: it follows the escrow, judges every proof of which its committee is the verifier, signs,
 * gathers its peers' signatures, and carries the bundle. Whatever it decided it finds again after a crash.
 *
 * @throws JournalLockedError when another process uses the same folder.
 */
export async function startMember(config: MemberConfig, log: Logger): Promise<Member> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const { deployment, judgesAtOnce, pollMs } = config
  const ref: EscrowRef = { chainId: deployment.chainId, escrow: deployment.escrow }
  const account = privateKeyToAccount(config.key)
  const journal = openJournal(join(config.dataDir, 'journal.db'))
  const store = await BlockStore.open(join(config.dataDir, 'store'))
  const client = createPublicClient({ transport: http(config.rpcUrl, { retryCount: 0 }) })

  const jobs = new JobBook(journal)
  const providers = new ProviderBook(journal)
  const verdicts = new VerdictBook(journal)
  const outbox = new Outbox({
    journal,
    client,
    signer: account,
    chainId: deployment.chainId,
    pollMs,
    onSettled: (_db, { key, state, hash, gasUsed }) =>
      log.info({ event: 'transaction', key, state, hash, gasUsed: gasUsed?.toString() }),
  })
  const follower = new Follower({
    journal,
    client,
    contracts: [
      { address: deployment.escrow, abi: [...jobEscrowAbi, ...offerBookAbi] },
      { address: deployment.offerBook, abi: [...jobEscrowAbi, ...offerBookAbi] },
    ],
    startBlock: deployment.startBlock,
    pollMs,
    tables: [JobBook.table, ProviderBook.table],
    apply: (db, entry) => {
      if (entry.address.toLowerCase() === deployment.escrow.toLowerCase()) jobs.apply(db, entry)
      else providers.apply(db, entry)
    },
    onRetry: (error) => log.warn({ event: 'chainRetry', error: error.message }),
  })
  const committee = new Committee({ ref, deployment, account, verdicts, peers: config.peers, log })
  const desk = new Desk({ config, ref, client, store, providers, verdicts, committee, outbox, journal, log })

  const stopping = new AbortController()
  const waiting = () => jobs.inState('Verifying').filter((job) => isOurs(job, deployment.verifier))
  const app = answers(verdicts, store, () => ({
    member: account.address,
    block: follower.cursor()?.number.toString() ?? null,
    waiting: waiting().length,
  }))
  const server = await listen(app.fetch, config.port)
  log.info({ event: 'started', member: account.address, url: server.url, escrow: deployment.escrow })

  const loops = [
    follower.run(stopping.signal),
    outbox.run(stopping.signal),
    attendAll({ desk, waiting, chainTime: () => follower.chainTime(), judgesAtOnce, pollMs }, stopping.signal),
  ]
  // One loop that fails ends the member: it never goes on in an unknown state.
  const ended = Promise.all(loops)
    .then(() => {})
    .finally(async () => {
      stopping.abort()
      await Promise.allSettled(loops)
      await server.close()
      journal.close()
    })
  ended.catch(() => {})
  return {
    url: server.url,
    address: account.address,
    ended,
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

function isOurs(job: Job, verifier: string): boolean {
  return job.order.verifier.toLowerCase() === verifier.toLowerCase()
}

async function listen(fetch: Parameters<typeof serve>[0]['fetch'], port: number) {
  return new Promise<{ url: string; close(): Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, ({ port: bound }) =>
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
