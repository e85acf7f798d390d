import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConditions, encodeOffer, jobStruct, WASM_ENGINE, type Job, type Offer } from '@millrace/sdk'
import { BlockStore, serveGateway } from '@millrace/store'
import { Wallet, ZeroHash } from 'ethers'
import { connect, contractAt } from '../../scripts/requester/market.ts'
import { followJob } from '../../scripts/requester/follow-job.ts'

const MAX_STAKE = 10n ** 12n
const HOUR = 3_600

/** What the dishonest providers have in common: an account, a gateway, an offer, and one job that they accept. */
export async function takeJob(rpcUrl: string, deploymentFile: string, key: string, jobId: string) {
  const market = await connect(rpcUrl, deploymentFile)
  const account = new Wallet(key, market.provider)
  const { escrow: escrowAddress, offerBook, token, verifier } = market.deployment
  const escrow = contractAt('JobEscrow', escrowAddress, account)
  const store = await BlockStore.open(mkdtempSync(join(tmpdir(), 'millrace-provider-')))
  const gateway = await serveGateway(store)

  const validUntil = Math.floor(Date.now() / 1000) + HOUR
  const offer: Offer = {
    v: 1,
    name: 'stranger',
    gateway: gateway.url,
    resources: { cpu: 1, memoryBytes: 2n ** 29n, diskBytes: 2n ** 28n, gpu: 0 },
    runtimes: [{ kind: 'wasm', engines: [WASM_ENGINE] }],
    network: { kind: 'none' },
    maxRunSeconds: HOUR,
    stepsPerSecond: 10n ** 8n,
    // So dear that no job is meant for it but the one that it is named in.
    tokens: [{ token: token.address, perBillionSteps: 10n ** 15n, minPrice: 10n ** 15n, maxStake: MAX_STAKE }],
    verifiers: [verifier],
    conditions: defaultConditions,
    validUntil,
  }
  await (
    await contractAt('OfferBook', offerBook, account).getFunction('publish')(validUntil, encodeOffer(offer))
  ).wait()
  const job = await jobNow(market, jobId)
  const money = contractAt('TestDollar', token.address, account)
  await (await money.getFunction('approve')(escrowAddress, job.order.stake)).wait()
  await (await escrow.getFunction('deposit')(token.address, job.order.stake)).wait()
  await (await escrow.getFunction('accept')(jobStruct(job), account.address, '0x')).wait()
  return { market, account, escrow, store, gateway, job: await jobNow(market, jobId, 'Contracted') }
}

/** The job as the chain has it, once it is in a state. */
async function jobNow(market: Awaited<ReturnType<typeof connect>>, id: string, state = 'Open'): Promise<Job> {
  for await (const { job } of followJob(market, id)) if (job.progress.state === state) return job
  throw new Error(`The job ${id === ZeroHash ? 'without an id' : id} never was ${state}`)
}
