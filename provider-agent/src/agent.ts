import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Follower, JobBook, openJournal, Outbox } from '@millrace/chain'
import { jobEscrowAbi, type EscrowRef } from '@millrace/sdk'
import { BlockStore, GatewaySource, serveGateway } from '@millrace/store'
import type { Logger } from 'pino'
import { createPublicClient, http, isAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { AgentConfig } from './config/config.ts'
import { JobContent } from './content/job-content.ts'
import { measureStepsPerSecond } from './runtime/measure-speed.ts'
import { OfferDesk } from './runtime/offer-desk.ts'
import type { Ports } from './runtime/ports.ts'
import { Scout } from './runtime/scout.ts'
import { serveStatus } from './runtime/status.ts'
import { TaskBook } from './runtime/task-book.ts'
import { Treasury } from './runtime/treasury.ts'
import { Workshop } from './runtime/workshop.ts'

/** An agent that runs. */
export type Agent = {
  readonly address: string
  readonly gatewayUrl: string
  readonly statusUrl: string
  readonly ended: Promise<void>
  /** Takes no new jobs, withdraws the offer, lets running ones end, then stops. A second call stops at once. */
  stop(): Promise<void>
}

/**
 * Starts an agent: the only place where its parts are made. It goes on where it was, whatever ended it before.
 *
 * @throws JournalLockedError when another agent uses the same folder, SpeedUnknownError when no job can run here.
 */
export async function startAgent(config: AgentConfig, log: Logger): Promise<Agent> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const { deployment, pollMs, confirmations } = config
  const ref: EscrowRef = { chainId: deployment.chainId, escrow: deployment.escrow }
  const account = privateKeyToAccount(config.key)
  const client = createPublicClient({ transport: http(config.rpcUrl, { retryCount: 0 }) })
  const draining = new AbortController()
  const stopping = new AbortController()
  // Before anything is opened that would have to be closed if it fails.
  const stepsPerSecond = await measureStepsPerSecond(stopping.signal)
  const journal = openJournal(join(config.dataDir, 'journal.db'))
  const store = await BlockStore.open(join(config.dataDir, 'store'))
  const cache = await BlockStore.open(join(config.dataDir, 'cache'))
  const gateway = await serveGateway(store, { port: config.gatewayPort, quotaBytes: 0 })
  const source = new GatewaySource(config.gateways, { cache, allowLoopback: config.allowLoopback })
  const content = new JobContent({ cache, source, quotaBytes: config.cacheBytes })

  const jobs = new JobBook(journal)
  const tasks = new TaskBook(journal)
  const outbox = new Outbox({
    journal,
    client,
    signer: account,
    chainId: deployment.chainId,
    confirmations,
    pollMs,
    onSettled: (_db, { key, state, hash, gasUsed }) =>
      log.info({ event: 'transaction', key, state, hash, gasUsed: gasUsed?.toString() }),
    onRetry: (error) => log.warn({ event: 'sendRetry', error: error.message }),
  })
  const follower = new Follower({
    journal,
    client,
    contracts: [{ address: deployment.escrow, abi: jobEscrowAbi }],
    startBlock: deployment.startBlock,
    confirmations,
    pollMs,
    tables: [JobBook.table],
    apply: (db, entry) => void jobs.apply(db, entry),
    onRetry: (error) => log.warn({ event: 'chainRetry', error: error.message }),
  })
  const terms = { ...config.offer, stepsPerSecond, gateway: config.publicGateway ?? gateway.url }
  const offerDesk = new OfferDesk({ deployment, outbox, journal, terms, log })
  const offer = () => offerDesk.offer()
  const { withdrawAbove } = config
  const treasury = new Treasury({ client, ref, account: account.address, outbox, journal, offer, withdrawAbove, log })
  const now = () => {
    const time = follower.chainTime()
    return time === null ? undefined : Number(time)
  }
  const ledgerBalance = async (token: string) => (isAddress(token) ? treasury.ledgerBalance(token) : 0n)
  const ports: Ports = { ref, account, jobs, tasks, outbox, journal, store, content, log, now, offer, ledgerBalance }
  const scout = new Scout(ports)
  const workshop = new Workshop(ports)

  const status = await serveStatus(config.statusPort, {
    account: account.address,
    block: () => follower.cursor()?.number.toString() ?? null,
    tasks,
    passed: () => scout.passed(),
    isDraining: () => draining.signal.aborted,
  })
  log.info({ event: 'started', provider: account.address, gateway: gateway.url, status: status.url })

  const caughtUp = follower.caughtUp(stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error
  })
  const isDraining = () => draining.signal.aborted
  /** Waits for the next round, or for the end. */
  const rest = () => pause(pollMs, undefined, { signal: stopping.signal }).catch(() => {})
  // Fetching what strangers name can take long: accepted jobs and the offer never wait for it.
  const scouting = async () => {
    await caughtUp
    while (!stopping.signal.aborted) {
      if (!isDraining()) await scout.round(AbortSignal.any([stopping.signal, draining.signal]))
      await rest()
    }
  }
  const working = async () => {
    await caughtUp
    let idleSinceMs: number | undefined
    while (!stopping.signal.aborted) {
      const time = now()
      if (time !== undefined && !isDraining()) {
        offerDesk.round(time)
        await treasury.round().catch((error: unknown) => log.warn({ event: 'treasuryRetry', error: String(error) }))
      }
      workshop.round(stopping.signal)
      if (isDraining()) {
        const isWithdrawn = offerDesk.withdraw(time ?? 0)
        idleSinceMs = workshop.isIdle() ? (idleSinceMs ?? performance.now()) : undefined
        const isDrained = idleSinceMs !== undefined && performance.now() - idleSinceMs >= config.drainMs
        if (idleSinceMs !== undefined && (isWithdrawn || isDrained)) stopping.abort()
      }
      await rest()
    }
    await workshop.end()
  }
  const loops = [follower.run(stopping.signal), outbox.run(stopping.signal), scouting(), working()]
  // One loop that fails ends the agent: it never goes on in an unknown state.
  const ended = Promise.all(loops)
    .then(() => {})
    .finally(async () => {
      stopping.abort()
      await Promise.allSettled(loops)
      await status.close()
      await gateway.close()
      journal.close()
    })
  ended.catch(() => {})
  return {
    address: account.address,
    gatewayUrl: gateway.url,
    statusUrl: status.url,
    ended,
    async stop() {
      if (draining.signal.aborted) stopping.abort()
      draining.abort()
      await ended.catch(() => {})
    },
  }
}
