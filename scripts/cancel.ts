// Takes back an open job; what it locked is refunded:  MILLRACE_KEY=0x… npm run cancel -- RPC_URL deployment.json JOB_ID
import { jobStruct, lockOf } from '@millrace/sdk'
import { accountOn, withAccount } from './requester/account.ts'
import { readJob } from './requester/follow-job.ts'
import { connect, contractAt } from './requester/market.ts'
import { orExplain } from './requester/refusal.ts'
import { money } from './requester/tell.ts'

const [rpcUrl, deploymentFile, id] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile || !id) {
  console.error('usage: MILLRACE_KEY=0x… npm run cancel -- RPC_URL deployment.json JOB_ID')
  process.exit(2)
}
await orExplain(async () => {
  const market = await connect(rpcUrl, deploymentFile)
  try {
    const { deployment, provider } = market
    const requester = accountOn(deployment.chainId).connect(provider)
    const escrow = contractAt('JobEscrow', deployment.escrow, requester)
    const job = await readJob(market, id)
    if (job.progress.state !== 'Open')
      throw new Error(`The job is ${job.progress.state}: only an open one can be taken back`)
    await withAccount(market, requester.address, async () =>
      (await escrow.getFunction('cancel')(jobStruct(job), '0x')).wait(),
    )
    console.log(
      `Cancelled: ${money(lockOf(job.order), deployment)} is back in the escrow’s ledger of ${job.order.payer}`,
    )
  } finally {
    market.provider.destroy()
  }
})
