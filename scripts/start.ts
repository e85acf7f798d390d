import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatUnits } from 'ethers'
import { LOCAL_CHAIN_ID, localWallet } from './local/accounts.ts'
import { ROOT } from './local/children.ts'
import { startMarket, type LocalMarket } from './local/market.ts'
import { withMarket } from './local/until-signal.ts'
import { readOffers } from './requester/offers.ts'

/** A folder for one run's data, below .millrace/. */
export function runFolder(kind: string): string {
  return join(ROOT, '.millrace', `${kind}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}`)
}

async function describe(market: LocalMarket): Promise<string> {
  const { deployment, pageUrl, rpcUrl, uploadUrl, dataDir, agents, members } = market
  const { symbol, decimals } = deployment.token
  const offers = await readOffers(market)
  const rates = agents.map(({ name, address, statusUrl }) => {
    const offer = offers.find(({ provider }) => provider === address)?.offer
    const rate = formatUnits(offer?.tokens[0]?.perBillionSteps ?? 0n, decimals)
    return `    ${name.padEnd(10)} ${address}  ${offer?.resources.cpu} cores, ${Number(offer?.resources.memoryBytes ?? 0n) / 2 ** 20} MiB, ${rate} ${symbol} per 10^9 steps  ${statusUrl}/jobs`
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
  data, logs  ${dataDir}

  providers
${rates.join('\n')}

What to try next, in another terminal:
  npm run job -- --module engine/samples/option-price/option-price.wasm --arg 100 --arg 105 --arg 0.03 --arg 0.2 --arg 1 --arg 1000000 --max-price 1
  npm run job -- --help
or open the page, take the demo wallet and post a job.

Ctrl-C ends everything.
`
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { 'no-page': { type: 'boolean' }, providers: { type: 'string', default: '3' } },
  })
  const starting = startMarket({
    dataDir: runFolder('start'),
    log: (line) => console.log(`  ${line}`),
    web: values['no-page'] !== true,
    agents: Number(values.providers),
  })
  await withMarket(starting, async (market, signal) => {
    console.log(await describe(market))
    return new Promise<number>((resolve) => signal.addEventListener('abort', () => resolve(0)))
  })
}
