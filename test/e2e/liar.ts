// A provider that runs the job and flips one bit of its output:  MILLRACE_KEY=0x… node liar.ts RPC_URL deployment.json STORE_URL JOB_ID
import {
  buildResult,
  cidOfDigest,
  commitmentStruct,
  decodeSpec,
  digestOf,
  encodeManifest,
  encodeResult,
  manifestToSign,
  outcomeOnChain,
  runRequest,
  ticketOf,
  type UnsignedManifest,
} from '@millrace/sdk'
import { fetchBlock } from '@millrace/store'
import { run } from '@millrace/engine'
import { takeJob } from './dishonest.ts'

const [rpcUrl = '', deploymentFile = '', storeUrl = '', jobId = ''] = process.argv.slice(2)
const { market, account, escrow, store, job } = await takeJob(
  rpcUrl,
  deploymentFile,
  process.env['MILLRACE_KEY'] ?? '',
  jobId,
)
const { chainId, escrow: escrowAddress } = market.deployment
const get = (cid: string) => fetchBlock(cid, [storeUrl], { allowLoopback: true })
const now = () => Math.floor(Date.now() / 1000)

const startedAt = now()
const specCid = cidOfDigest(job.order.specHash, 'dag-cbor')
const spec = decodeSpec(await get(specCid))
if (spec.runtime.kind !== 'wasm') throw new Error('This liar runs wasm only')
const inputs = await Promise.all(spec.inputs.map(async ({ path, cid }) => ({ path, bytes: await get(cid) })))
const honest = run(runRequest({ spec, module: await get(spec.runtime.module), inputs }))

// The lie: one bit of the first output.
const outputs = honest.outputs.map(({ path, bytes }, i) => ({
  path,
  bytes: i === 0 ? bytes.with(0, (bytes[0] ?? 0) ^ 1) : bytes,
}))
const result = await buildResult(specCid, spec, { ...honest, outputs })
for (const { bytes } of outputs) await store.put(bytes, 'raw')
await store.put(honest.stdout, 'raw')
const provider = `0x${account.address.slice(2)}` as const
const unsigned: UnsignedManifest = {
  v: 1,
  chainId,
  escrow: escrowAddress,
  job: job.id,
  attempt: job.progress.attempt,
  provider,
  order: job.id,
  result: await store.put(encodeResult(result), 'dag-cbor'),
  logs: { stderr: await store.put(honest.stderr, 'raw') },
  startedAt,
  endedAt: now(),
  peakMemoryBytes: BigInt(honest.peakMemoryBytes),
  cpuMilliseconds: 1n,
  agent: 'liar/1',
}
const { domain, types, message } = await manifestToSign(unsigned)
const signed = await account.signTypedData(domain, { Manifest: [...types.Manifest] }, message)
const proof = await store.put(encodeManifest({ ...unsigned, signature: `0x${signed.slice(2)}` }), 'dag-cbor')
const commitment = commitmentStruct({
  proofHash: digestOf(proof),
  outcome: outcomeOnChain[result.outcome],
  units: result.steps,
})
await (await escrow.getFunction('submit')(ticketOf(job), commitment, '0x')).wait()
process.stdout.write(`${JSON.stringify({ submitted: proof })}\n`)
// It goes on serving its lie, as a provider would, until it is ended.
