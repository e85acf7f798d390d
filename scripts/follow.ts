// Follows a job from its events alone:  node scripts/follow.ts RPC_URL deployment.json JOB_ID
import { formatUnits } from 'ethers'
import { connect } from './requester/market.ts'
import { followJob, THANKS } from './requester/follow-job.ts'

const [rpcUrl, deploymentFile, id] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile || !id) {
  console.error('usage: node scripts/follow.ts RPC_URL deployment.json JOB_ID')
  process.exit(2)
}
const market = await connect(rpcUrl, deploymentFile)
const { symbol, decimals } = market.deployment.token

for await (const { event, job, at } of followJob(market, id)) {
  console.log(`${new Date(at * 1000).toISOString()}  ${event.eventName}  the job is ${job.progress.state}`)
  if (event.eventName === 'ContractFulfilled') {
    console.log(`${THANKS}: ${formatUnits(event.args.paid, decimals)} ${symbol} went to ${event.args.provider}`)
  }
}
market.provider.destroy()
