import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatUnits } from 'ethers'
import { LOCAL_CHAIN_ID, localWallet } from './local/accounts.ts'
import { ROOT } from './local/children.ts'
import { startMarket, type LocalMarket, type MarketOptions } from './local/market.ts'
import { leavePointer } from './local/pointer.ts'
import { localProviders } from './local/providers.ts'
import { keepRunning } from './local/supervise.ts'
import { withMarket } from './local/until-signal.ts'
import { readOffers } from './requester/offers.ts'

/** A folder for one run's data, below .millrace/. */
export function runFolder(kind: string): string {
  return join(ROOT, '.millrace', `${kind}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}`)
}

async function describe(market: LocalMarket): Promise<string> {
  const { deployment, deploymentFile, pageUrl, rpcUrl, uploadUrl, dataDir, agents, members } = market
  const { symbol, decimals } = deployment.token
  const offers = await readOffers(market)
  const rates = agents.map(({ name, address, statusUrl }) => {
    const offer = offers.find(({ provider }) => provider === address)?.offer
    const rate = formatUnits(offer?.tokens[0]?.perBillionSteps ?? 0n, decimals)
    return `    ${name.padEnd(10)} ${address}  ${offer?.resources.cpu} ${offer?.resources.cpu === 1 ? 'core' : 'cores'}, ${Number(offer?.resources.memoryBytes ?? 0n) / 2 ** 20} MiB, ${rate} ${symbol} per 10^9 steps  ${statusUrl}/jobs`
  })
  return `
The market runs.

  page        ${pageUrl ?? 'not served'}
  chain       ${rpcUrl}  (chain id ${deployment.chainId})
  escrow      ${deployment.escrow}
  offer book  ${deployment.offerBook}
  committee   ${deployment.verifier}  (${deployment.committee.quorum} of ${members.length})
  ${symbol}        ${deployment.token.address}
  content     ${uploadUrl}  (the requester's store)
  requester   ${localWallet('requester', LOCAL_CHAIN_ID).address}  (has funds; its key is the second of Hardhat's public ones)
  deployment  ${deploymentFile}
  data, logs  ${dataDir}

  providers
${rates.join('\n')}

What to try next, in another terminal:
  npm run job -- --module engine/samples/option-price/option-price.wasm --arg 100 --arg 105 --arg 0.03 --arg 0.2 --arg 1 --arg 1000000 --max-price 1
  npm run job -- --help
  npm run offers -- ${rpcUrl} ${deploymentFile}
or open the page, take the demo wallet and post a job.

Ctrl-C ends everything.
`
}

const help = `Starts a market on this machine and keeps it running until Ctrl-C.

  npm start -- [--providers N] [--no-page]

  --providers N   how many of the ${localProviders.length} providers, ${localProviders.length} by default
  --no-page       without the page`

/** The options of `npm start`; undefined when help is asked for. @throws Error that names the option. */
export function readStartOptions(args: readonly string[]): Pick<MarketOptions, 'web' | 'agents'> | undefined {
  const most = localProviders.length
  const options = {
    'no-page': { type: 'boolean' },
    providers: { type: 'string', default: String(most) },
    help: { type: 'boolean', short: 'h' },
  } as const
  const { values } = parseArgs({ args: [...args], options })
  if (values.help === true) return undefined
  const agents = Number(values.providers)
  if (!/^\d+$/.test(values.providers) || agents > most)
    throw new Error(`--providers must be a whole number from 0 to ${most}, but is ${values.providers}`)
  return { web: values['no-page'] !== true, agents }
}

/** Keeps agents and members running until the signal; ends at once when the chain dies, without which nothing goes on. */
async function watchOver(market: LocalMarket, signal: AbortSignal): Promise<number> {
  const log = (line: string): void => console.log(`  ${line}`)
  const over = new AbortController()
  const roles = [...market.members, ...market.agents].map((role) =>
    keepRunning(role, log, AbortSignal.any([signal, over.signal])),
  )
  const stopped = new Promise<number>((resolve) => signal.addEventListener('abort', () => resolve(0)))
  const chainDied = market.chain.ended.then((why) => {
    if (!signal.aborted) log(`The chain died (${why}), and the market with it; its log is ${market.chain.logFile}`)
    return 1
  })
  const code = await Promise.race([stopped, chainDied])
  over.abort()
  await Promise.all(roles)
  return code
}

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2))
  if (options === undefined) {
    console.log(help)
    return
  }
  const dataDir = runFolder('start')
  const starting = startMarket({ ...options, dataDir, log: (line) => console.log(`  ${line}`) })
  await withMarket(starting, async (market, signal) => {
    const { rpcUrl, uploadUrl, deploymentFile: deployment, pageUrl } = market
    const startedAtMs = Date.now()
    const place = {
      pid: process.pid,
      startedAtMs,
      rpcUrl,
      deployment,
      uploadUrl,
      ...(pageUrl !== undefined && { pageUrl }),
    }
    const takeBack = leavePointer(place)
    try {
      console.log(await describe(market))
      return await watchOver(market, signal)
    } finally {
      takeBack()
    }
  })
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(`${error instanceof Error ? error.message : String(error)} (npm start -- --help lists the options)`)
    process.exitCode = 2
  })
