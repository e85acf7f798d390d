import {
  buildResult,
  cidOf,
  digestOf,
  encodeManifest,
  encodeResult,
  encodeSpec,
  manifestToSign,
  outcomeOnChain,
  resultCid,
  specCid,
  unpackRules,
  unpackWindows,
  type EngineRun,
  type JobSpec,
  type Manifest,
  type Order,
  type Result,
  type ProofOnChain,
  type RunNeed,
  type UnsignedManifest,
} from '@millrace/sdk'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const text = (words: string) => new TextEncoder().encode(words)

export const moduleBytes = text('pretend that this is wasm: the judge hands it to whoever runs it')
export const inputBytes = text('1,2\n3,4\n')

export const moduleCid = await cidOf(moduleBytes, 'raw')

/** A spec with a value in every field that is not left at its least. */
export const exampleSpec: JobSpec = {
  v: 1,
  runtime: {
    kind: 'wasm',
    module: moduleCid,
    engine: 'millrace-wasm/1',
    strictFloats: true,
  },
  entry: '_start',
  args: ['--rows', '2'],
  env: { LANG: 'C' },
  inputs: [{ path: 'data.csv', cid: await cidOf(inputBytes, 'raw'), size: inputBytes.length }],
  outputs: ['report.json', 'sums.csv'],
  resources: { cpu: 1, memoryBytes: 67_108_864n, diskBytes: 1_048_576n, gpu: 0 },
  limits: { seconds: 60, steps: 1_000_000_000n, outputBytes: 65_536n, logBytes: 4096n },
  network: { kind: 'none' },
  seed: `0x${'5e'.repeat(32)}`,
}

/** A deterministic program over real inputs: sums the columns of a table. It stands for the engine in tests of the judge. */
export function sumColumns({ inputs }: Pick<RunNeed, 'inputs'>): EngineRun {
  const rows = new TextDecoder()
    .decode(inputs[0]?.bytes)
    .trim()
    .split('\n')
    .map((row) => row.split(',').map(BigInt))
  const sums = rows.reduce((sum, row) => sum.map((value, index) => value + (row[index] ?? 0n)))
  return {
    exit: { kind: 'exit', code: 0 },
    steps: BigInt(rows.length) * 1000n,
    stdout: text('2 rows\n'),
    outputs: [
      { path: 'sums.csv', bytes: text(`${sums.join(',')}\n`) },
      { path: 'report.json', bytes: text(`{"rows":${rows.length}}\n`) },
      { path: 'scratch', bytes: text('not declared') },
    ],
  }
}

export const provider = privateKeyToAccount(`0x${'11'.repeat(32)}`)
export const escrow = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

/** A proof and all of its content. */
export type Example = {
  readonly proof: ProofOnChain
  readonly spec: JobSpec
  readonly manifest: Manifest
  readonly blocks: Map<string, Uint8Array>
}

/** What can be changed of an honest proof before it is hashed and signed. */
export type Changes = {
  readonly spec?: JobSpec
  readonly run?: (run: EngineRun) => EngineRun
  readonly result?: (own: Result) => Result
  readonly stderr?: Uint8Array
  readonly manifest?: Partial<UnsignedManifest>
  readonly proof?: Partial<ProofOnChain>
}

/** An honest proof, or one whose maker changed something and then hashed and signed everything properly. */
export async function exampleProof({
  spec = exampleSpec,
  run = (own) => own,
  result: forge = (own) => own,
  stderr = text('a warning\n'),
  manifest = {},
  proof = {},
}: Changes = {}): Promise<Example> {
  const blocks = new Map<string, Uint8Array>()
  const put = async (bytes: Uint8Array, codec: 'raw' | 'dag-cbor' = 'raw') => {
    const cid = await cidOf(bytes, codec)
    blocks.set(cid, bytes)
    return cid
  }
  await put(moduleBytes)
  await put(inputBytes)
  await put(encodeSpec(spec), 'dag-cbor')
  const ran = run(sumColumns({ inputs: [{ path: 'data.csv', bytes: inputBytes }] }))
  const result = forge(await buildResult(await specCid(spec), spec, ran))
  await put(encodeResult(result), 'dag-cbor')
  await put(ran.stdout)
  for (const output of ran.outputs) await put(output.bytes)
  const job = `0x${'ab'.repeat(32)}` as const
  const unsigned: UnsignedManifest = {
    v: 1,
    chainId: 31337,
    escrow,
    job,
    attempt: 1,
    provider: provider.address,
    order: job,
    result: await resultCid(result),
    logs: { stderr: await put(stderr) },
    startedAt: 1_700_000_010,
    endedAt: 1_700_000_020,
    peakMemoryBytes: 1_114_112n,
    cpuMilliseconds: 1234n,
    agent: 'millrace-agent/0.1.0',
    ...manifest,
  }
  const signed = { ...unsigned, signature: await provider.signTypedData(await manifestToSign(unsigned)) }
  const proofHash = digestOf(await put(encodeManifest(signed), 'dag-cbor'))
  return {
    spec,
    manifest: signed,
    blocks,
    proof: {
      level: 'L2',
      chainId: 31337,
      escrow,
      job,
      attempt: 1,
      provider: provider.address,
      specHash: digestOf(await specCid(spec)),
      proofHash,
      outcome: outcomeOnChain[result.outcome],
      units: result.steps,
      unitKind: 'Steps',
      acceptedAt: 1_700_000_000,
      submittedAt: 1_700_000_030,
      ...proof,
    },
  }
}

/** An order between nobody and nobody: tests name what they care about. */
export function exampleOrder(): Order {
  const nobody: Hex = `0x${'00'.repeat(20)}`
  const parties = {
    requester: nobody,
    payer: nobody,
    provider: nobody,
    token: nobody,
    verifier: nobody,
    arbiter: nobody,
    feeTo: nobody,
  }
  const amounts = { maxPrice: 1n, minPrice: 0n, rate: 1n, stake: 0n, verifierFee: 0n, arbiterFee: 0n }
  const words = {
    windows: unpackWindows(0n),
    rules: unpackRules(0n),
    lane: 0,
    sequence: 1,
    exclusiveUntil: 0,
    specHash: `0x${'1d'.repeat(32)}` as const,
  }
  return { ...parties, ...amounts, ...words }
}
