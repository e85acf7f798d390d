// Ends a job's state whose deadline has passed; anyone may:  MILLRACE_KEY=0x… npm run poke -- RPC_URL deployment.json JOB_ID
import { deadlineOf } from '@millrace/sdk'
import { accountOn } from './requester/account.ts'
import { readJob } from './requester/follow-job.ts'
import { chainTime, connect } from './requester/market.ts'
import { pokeIfDue } from './requester/poke-job.ts'
import { orExplain } from './requester/refusal.ts'

const [rpcUrl, deploymentFile, id] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile || !id) {
  console.error('usage: MILLRACE_KEY=0x… npm run poke -- RPC_URL deployment.json JOB_ID')
  process.exit(2)
}
await orExplain(async () => {
  const market = await connect(rpcUrl, deploymentFile)
  try {
    const anyone = accountOn(market.deployment.chainId).connect(market.provider)
    const job = await readJob(market, id)
    const deadline = deadlineOf(job)
    if (deadline === undefined) throw new Error(`The job is ${job.progress.state}: there is nothing to end`)
    if (!(await pokeIfDue(market, anyone, job)))
      throw new Error(`The deadline has ${deadline - (await chainTime(market.provider))} seconds to go: poke it then`)
    console.log(`The job was ${job.progress.state}, and is ${(await readJob(market, id)).progress.state}`)
  } finally {
    market.provider.destroy()
  }
})
