// A provider that accepts a job and is never heard of again:  MILLRACE_KEY=0x… node no-show.ts RPC_URL deployment.json JOB_ID
import { takeJob } from './dishonest.ts'

const [rpcUrl = '', deploymentFile = '', jobId = ''] = process.argv.slice(2)
const { market, gateway } = await takeJob(rpcUrl, deploymentFile, process.env['MILLRACE_KEY'] ?? '', jobId)
await gateway.close()
market.provider.destroy()
