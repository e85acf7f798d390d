import {
  buildResult,
  cidOf,
  cidOfDigest,
  commitmentStruct,
  committeeBundle,
  attestationTypedData,
  decodeSpec,
  deadlineOf,
  digestOf,
  encodeManifest,
  encodeResult,
  jobEscrowAbi,
  jobEvents,
  jobStruct,
  manifestToSign,
  outcomeOnChain,
  reduceJob,
  runRequest,
  ticketOf,
  Verdict,
  verdictDigest,
  type Commitment,
  type Deployment,
  type Job,
  type JobSpec,
} from '@millrace/sdk'
import { run } from '@millrace/engine'
import type { BlockStore } from '@millrace/store'
import {
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  zeroHash,
  type Hex,
  type PrivateKeyAccount,
} from 'viem'

/** What a mill needs: a key of a provider, a key of the committee's one member, and the market. */
export type MillOptions = {
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly store: BlockStore
  readonly provider: PrivateKeyAccount
  readonly member: PrivateKeyAccount
}

/**
 * A whole other side in one object, on the public sdk and engine alone: a provider that takes a job, runs it and submits, and a
 * committee of one that confirms it. Slow on purpose: one move per call, so that a page can be looked at between them.
 */
export class Mill {
  readonly #options: MillOptions
  readonly #chain
  readonly #read
  readonly #write

  constructor(options: MillOptions) {
    const { rpcUrl, deployment, provider } = options
    this.#options = options
    this.#chain = defineChain({
      id: deployment.chainId,
      name: 'local',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: { default: { http: [rpcUrl] } },
    })
    const wire = { chain: this.#chain, transport: http(rpcUrl), pollingInterval: 100, cacheTime: 0 }
    this.#read = createPublicClient(wire)
    this.#write = createWalletClient({ ...wire, account: provider })
  }

  /** The job as the chain tells it. */
  async job(id: Hex): Promise<Job> {
    const { escrow, startBlock } = this.#options.deployment
    const logs = await this.#read.getLogs({ address: escrow, fromBlock: startBlock })
    const events = jobEvents(logs).filter(({ args }) => args.id === id)
    const job = events.reduce<Job | undefined>(reduceJob, undefined)
    if (!job) throw new Error(`No job ${id} on the chain`)
    return job
  }

  /** Puts what a stake needs into the ledger. */
  async stake(amount: bigint): Promise<void> {
    const { token, escrow } = this.#options.deployment
    const erc20 = [
      {
        type: 'function',
        name: 'mint',
        stateMutability: 'nonpayable',
        inputs: [{ type: 'address' }, { type: 'uint256' }],
        outputs: [],
      },
      {
        type: 'function',
        name: 'approve',
        stateMutability: 'nonpayable',
        inputs: [{ type: 'address' }, { type: 'uint256' }],
        outputs: [{ type: 'bool' }],
      },
    ] as const
    const at = { address: token.address, abi: erc20 } as const
    await this.#mined(
      await this.#write.writeContract({ ...at, functionName: 'mint', args: [this.#options.provider.address, amount] }),
    )
    await this.#mined(await this.#write.writeContract({ ...at, functionName: 'approve', args: [escrow, amount] }))
    await this.#mined(
      await this.#write.writeContract({ ...this.#escrow, functionName: 'deposit', args: [token.address, amount] }),
    )
  }

  async accept(id: Hex): Promise<void> {
    const { provider } = this.#options
    const job = await this.job(id)
    await this.#mined(
      await this.#write.writeContract({
        ...this.#escrow,
        functionName: 'accept',
        args: [jobStruct(job), provider.address, '0x'],
      }),
    )
  }

  /** Runs the job, stores what came out, and commits to it on chain. */
  async submit(id: Hex): Promise<void> {
    const job = await this.job(id)
    const commitment = await this.#prove(job)
    const args = [ticketOf(job), commitmentStruct(commitment), '0x'] as const
    await this.#mined(await this.#write.writeContract({ ...this.#escrow, functionName: 'submit', args }))
  }

  /** Delivers the committee's verdict. */
  async judge(id: Hex, verdict: Verdict = 'Valid'): Promise<void> {
    const { member, deployment } = this.#options
    const job = await this.job(id)
    const { attempt, provider, proofHash, outcome, units } = job.progress
    const evidence = zeroHash
    const message = { job: id, attempt, provider, proofHash, outcome, units, verdict, evidence }
    const digest = verdictDigest(deployment, message)
    const signature = await member.signTypedData(attestationTypedData(deployment.chainId, deployment.verifier, digest))
    const bundle = committeeBundle(deployment.committee.members, new Map([[member.address.toLowerCase(), signature]]))
    const args = [jobStruct(job), Verdict[verdict], evidence, bundle] as const
    await this.#mined(await this.#write.writeContract({ ...this.#escrow, functionName: 'deliverVerdict', args }))
  }

  /** Moves the chain's clock past the job's deadline. */
  async passDeadline(id: Hex): Promise<void> {
    const deadline = deadlineOf(await this.job(id))
    await this.#read.request<{ Method: string; Parameters: unknown; ReturnType: unknown }>({
      method: 'evm_setNextBlockTimestamp',
      params: [(deadline ?? 0) + 1],
    })
    await this.#read.request<{ Method: string; Parameters: unknown; ReturnType: unknown }>({
      method: 'evm_mine',
      params: [],
    })
  }

  async #prove(job: Job): Promise<Commitment> {
    const { store, deployment, provider } = this.#options
    const specCid = cidOfDigest(job.order.specHash, 'dag-cbor')
    const spec = decodeSpec(await store.get(specCid, 1 << 20))
    const startedAt = Math.floor(Date.now() / 1000)
    const inputs = await Promise.all(
      spec.inputs.map(async ({ path, cid, size }) => ({ path, bytes: await store.get(cid, size) })),
    )
    const module = await store.get(wasmModule(spec), 1 << 26)
    const ran = run(runRequest({ spec, module, inputs }))
    const result = await buildResult(specCid, spec, ran)
    for (const bytes of [ran.stdout, ran.stderr, ...ran.outputs.map((output) => output.bytes)])
      await store.put(bytes, 'raw')
    const unsigned = {
      v: 1,
      chainId: deployment.chainId,
      escrow: deployment.escrow,
      job: job.id,
      attempt: job.progress.attempt,
      provider: provider.address,
      order: job.id,
      result: await store.put(encodeResult(result), 'dag-cbor'),
      logs: { stderr: await cidOf(ran.stderr.slice(), 'raw') },
      startedAt,
      endedAt: Math.floor(Date.now() / 1000),
      peakMemoryBytes: BigInt(ran.peakMemoryBytes),
      cpuMilliseconds: 0n,
      agent: 'test mill',
    } as const
    const signature = await provider.signTypedData(await manifestToSign(unsigned))
    const manifest = await store.put(encodeManifest({ ...unsigned, signature }), 'dag-cbor')
    return { proofHash: digestOf(manifest), outcome: outcomeOnChain[result.outcome], units: result.steps }
  }

  get #escrow() {
    return { address: this.#options.deployment.escrow, abi: jobEscrowAbi } as const
  }

  async #mined(hash: Hex): Promise<void> {
    const receipt = await this.#read.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`Transaction ${hash} failed`)
  }
}

function wasmModule({ runtime }: JobSpec): string {
  if (runtime.kind !== 'wasm') throw new Error('This mill runs wasm only')
  return runtime.module
}
