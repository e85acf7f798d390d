import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deployment } from '@millrace/sdk'
import { BlockStore, serveGateway } from '@millrace/store'
import { deployMarket, writeDeployment } from '../deploy/market.ts'
import { readNetwork } from '../deploy/network-file.ts'
import { connect, contractAt, type MarketRef } from '../requester/market.ts'
import { readOffers } from '../requester/offers.ts'
import { LOCAL_CHAIN_ID, localWallet } from './accounts.ts'
import { Children, ROOT, type Child } from './children.ts'
import { buildPage, servePage, type Page } from './page.ts'
import { startAgents, startMembers, type Member, type Started } from './roles.ts'
import { JsonRpcProvider } from 'ethers'
import { setTimeout as pause } from 'node:timers/promises'

const START_MS = 60_000
/** Not MILLRACE_NETWORKS, which is for other chains. */
const LOCAL_NETWORKS = join(ROOT, 'deployments/networks')
/** What specs and inputs of this machine's requesters may fill the market's store to. */
const UPLOAD_QUOTA_BYTES = 4 * 2 ** 30
/** 10,000 test dollars. */
const FUNDS = 10_000_000_000n

/** What a local market is to consist of. `log` is told each stage as one line for a person. */
export type MarketOptions = {
  readonly dataDir: string
  readonly log: (line: string) => void
  /** Whether the page is built (when stale) and served. */
  readonly web: boolean
  /** How many of the three providers are started. */
  readonly agents?: number
}

/** A market that runs. */
export type LocalMarket = MarketRef & {
  readonly rpcUrl: string
  readonly deploymentFile: string
  readonly uploadUrl: string
  readonly pageUrl?: string
  readonly chain: Child
  readonly agents: readonly Started[]
  readonly members: readonly Member[]
  readonly children: Children
  readonly dataDir: string
  /** Ends everything that was started. May be called more than once. */
  stop(): Promise<void>
}

/**
 * Starts a market on free ports: chain, contracts, committee, providers, content store and page. When any part does not start,
 * the others are ended.
 *
 * @throws Error that names the part and its log.
 */
export async function startMarket(options: MarketOptions): Promise<LocalMarket> {
  await mkdir(options.dataDir, { recursive: true })
  const endings: (() => Promise<void> | void)[] = []
  const children = new Children()
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => (stopping ??= endAll(endings, children))
  try {
    return { ...(await assemble(options, children, endings)), children, dataDir: options.dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Endings = (() => Promise<void> | void)[]

async function endAll(endings: Endings, children: Children): Promise<void> {
  await children.stop()
  await Promise.allSettled(endings.toReversed().map(async (end) => end()))
}

async function assemble(
  { dataDir, log, web, agents: agentCount = 3 }: MarketOptions,
  children: Children,
  endings: Endings,
) {
  const stage = async <T>(what: string, start: () => Promise<T>): Promise<T> => {
    const begun = Date.now()
    const started = await start()
    log(`${what.padEnd(44)} ${((Date.now() - begun) / 1000).toFixed(1)} s`)
    return started
  }
  const page = web ? stage('page built', () => buildPage()) : undefined
  // A failing build is reported where it is awaited, not as a rejection that nobody handles.
  page?.catch(() => {})

  const { child: chain, rpcUrl } = await stage('chain', () => startChain(children, join(dataDir, 'logs/chain.log')))
  const deploymentFile = join(dataDir, 'deployment.json')
  const deployment = await stage('contracts', () => deployAndFund(rpcUrl, deploymentFile, agentCount))
  const market = await connect(rpcUrl, deploymentFile)
  endings.push(() => market.provider.destroy())

  const store = await BlockStore.open(join(dataDir, 'store'))
  const gateway = await serveGateway(store, { quotaBytes: UPLOAD_QUOTA_BYTES })
  endings.push(() => gateway.close())
  const uploadUrl = gateway.url
  const place = { children, dataDir, rpcUrl, deployment, deploymentFile, gateways: [uploadUrl] }
  const { quorum, members: addresses } = deployment.committee
  const members = await stage(`committee, ${quorum} of ${addresses.length}`, () =>
    startMembers(place, addresses.length),
  )
  const agents = await stage(`${agentCount} providers, offers published`, async () => {
    const started = await startAgents(place, agentCount)
    await offersOf(market, started)
    return started
  })
  await page
  const served = web ? await servePage(pageConfig({ rpcUrl, deployment, uploadUrl, agents })) : undefined
  if (served !== undefined) endings.push(() => served.close())
  return { ...market, chain, rpcUrl, deploymentFile, uploadUrl, agents, members, ...pageUrlOf(served) }
}

const pageUrlOf = (page: Page | undefined): { pageUrl?: string } => (page === undefined ? {} : { pageUrl: page.url })

async function startChain(children: Children, logFile: string) {
  const child = children.start('chain', ['scripts/local/chain.ts', '0'], logFile)
  const { url } = await child.firstJson((line) => typeof line['url'] === 'string', START_MS)
  return { child, rpcUrl: String(url) }
}

async function deployAndFund(rpcUrl: string, file: string, agents: number): Promise<Deployment> {
  const provider = new JsonRpcProvider(rpcUrl, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
    // The chain is on this machine and mines at once.
    pollingInterval: 20,
    batchMaxCount: 1,
  })
  try {
    const deployer = localWallet('deployer', LOCAL_CHAIN_ID).connect(provider)
    // Its least window is short enough to watch a no-show fail; a market with real money has windows of minutes and more.
    const { chainId, minWindowSeconds, committee } = readNetwork('localhost', LOCAL_NETWORKS)
    const deployment = await deployMarket(deployer, { chainId, minWindowSeconds, ...committee })
    const token = contractAt('TestDollar', deployment.token.address, deployer)
    const owners = (['requester', 'pageWallet', 'liar', 'noShow'] as const).map((role) =>
      localWallet(role, LOCAL_CHAIN_ID),
    )
    for (let i = 0; i < agents; i += 1) owners.push(localWallet('agent', LOCAL_CHAIN_ID, i))
    for (const { address } of owners) await (await token.getFunction('mint')(address, FUNDS)).wait()
    writeDeployment(file, deployment)
    return deployment
  } finally {
    provider.destroy()
  }
}

async function offersOf(market: MarketRef, agents: readonly Started[]): Promise<void> {
  const until = Date.now() + START_MS
  while ((await readOffers(market)).length < agents.length) {
    if (Date.now() > until)
      throw new Error(
        `Not every provider published its offer within ${START_MS / 1000} s; the logs are ${agents.map((agent) => agent.child.logFile).join(', ')}`,
      )
    await pause(100)
  }
}

type PageParts = {
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly uploadUrl: string
  readonly agents: readonly Started[]
}

function pageConfig({ rpcUrl, deployment, uploadUrl, agents }: PageParts): object {
  const { chainId, escrow, offerBook, token, verifier, startBlock } = deployment
  return {
    chainId,
    rpcUrl,
    escrow,
    offerBook,
    token,
    verifier,
    verifierFee: '0',
    gateways: [uploadUrl, ...agents.map((agent) => agent.gatewayUrl)],
    uploadUrl,
    startBlock: Number(startBlock),
    demoWallet: { privateKey: localWallet('pageWallet', chainId).privateKey },
  }
}
