// Follows a job from its events alone, and saves its outputs to FOLDER:  npm run follow -- RPC_URL deployment.json JOB_ID [FOLDER]
import { connect } from './requester/market.ts'
import { collect } from './requester/content.ts'
import { followJob, readJob } from './requester/follow-job.ts'
import { readOffers } from './requester/offers.ts'
import { orExplain } from './requester/refusal.ts'
import { save } from './requester/save.ts'
import { tell } from './requester/tell.ts'

const [rpcUrl, deploymentFile, id, folder] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile || !id) {
  console.error('usage: npm run follow -- RPC_URL deployment.json JOB_ID [FOLDER]')
  process.exit(2)
}
await orExplain(async () => {
  const market = await connect(rpcUrl, deploymentFile)
  try {
    await readJob(market, id)
    for await (const step of followJob(market, id)) {
      console.log(`${tell(step, market.deployment)}  [${step.event.eventName}: ${step.job.progress.state}]`)
    }
    const { state, proofHash } = (await readJob(market, id)).progress
    if (state !== 'Settled' || folder === undefined) return
    const gateways = (await readOffers(market)).map(({ offer }) => offer.gateway)
    for (const line of save(await collect(proofHash, gateways), folder)) console.log(`saved ${line}`)
  } finally {
    market.provider.destroy()
  }
})
