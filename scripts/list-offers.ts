// Lists what providers offer:  npm run offers -- RPC_URL deployment.json
import { termsIn } from '@millrace/sdk'
import { connect } from './requester/market.ts'
import { readOffers } from './requester/offers.ts'
import { orExplain } from './requester/refusal.ts'
import { money } from './requester/tell.ts'

const [rpcUrl, deploymentFile] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile) {
  console.error('usage: npm run offers -- RPC_URL deployment.json')
  process.exit(2)
}
await orExplain(async () => {
  const market = await connect(rpcUrl, deploymentFile)
  try {
    for (const { provider, offer } of await readOffers(market)) {
      const rate = termsIn(offer, market.deployment.token.address)?.perBillionSteps
      const price = rate === undefined ? 'not by steps' : `${money(rate, market.deployment)} per 10^9 steps`
      const { cpu, memoryBytes } = offer.resources
      console.log(`${offer.name}  ${provider}  ${cpu} cores  ${memoryBytes / 2n ** 20n} MiB  ${price}`)
    }
  } finally {
    market.provider.destroy()
  }
})
