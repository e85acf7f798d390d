// Lists what providers offer:  node scripts/list-offers.ts RPC_URL deployment.json
import { formatUnits } from 'ethers'
import { connect } from './requester/market.ts'
import { readOffers } from './requester/offers.ts'

const [rpcUrl, deploymentFile] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile) {
  console.error('usage: node scripts/list-offers.ts RPC_URL deployment.json')
  process.exit(2)
}
const market = await connect(rpcUrl, deploymentFile)
const { address, symbol, decimals } = market.deployment.token

for (const { provider, offer } of await readOffers(market)) {
  const terms = offer.tokens.find((known) => known.token.toLowerCase() === address.toLowerCase())
  const price =
    terms?.perBillionSteps === undefined
      ? 'not by steps'
      : `${formatUnits(terms.perBillionSteps, decimals)} ${symbol} per 10^9 steps`
  console.log(
    `${offer.name}  ${provider}  ${offer.resources.cpu} cores  ${offer.resources.memoryBytes / 2n ** 20n} MiB  ${price}`,
  )
}
market.provider.destroy()
