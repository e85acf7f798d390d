import { hexToBytes, type Address, type Hex } from 'viem'
import { linkOf } from '../content/cid.ts'
import { decodeDagCbor, encodeDagCbor } from '../content/dag-cbor.ts'
import { InvalidFieldError } from '../errors.ts'
import { Field } from '../parse/fields.ts'
import type { JobSpec } from './job-spec.ts'
import { checkSpelling } from './parse-spec.ts'
import type { Result } from './result.ts'

/** The proof: which result this provider got for this attempt, and what it reports of the run. All times are the provider's own. */
export type Manifest = {
  readonly v: 1
  readonly chainId: number
  readonly escrow: Address
  /** The id of the job. */
  readonly job: Hex
  readonly attempt: number
  readonly provider: Address
  /** The EIP-712 hash of the order, which is the id of the job. */
  readonly order: Hex
  /** CID of the result. */
  readonly result: string
  /** CID of what the job wrote to its standard error. */
  readonly logs: { readonly stderr: string }
  /** Unix seconds of the run's begin and end, by the provider's clock. */
  readonly startedAt: number
  readonly endedAt: number
  /** The most memory that the job itself held, as the engine counts it. */
  readonly peakMemoryBytes: bigint
  readonly cpuMilliseconds: bigint
  /** Name and version of the agent. */
  readonly agent: string
  /** The provider's EIP-712 signature of the digest of all the above: see manifest-signature.ts. */
  readonly signature: Hex
}

/** A manifest before it is signed. */
export type UnsignedManifest = Omit<Manifest, 'signature'>

/** The largest manifest, so that an oracle with small limits can fetch it. */
export const MAX_MANIFEST_BYTES = 64_000

const unsignedKeys = [
  'v',
  'chainId',
  'escrow',
  'job',
  'attempt',
  'provider',
  'order',
  'result',
  'logs',
  'startedAt',
  'endedAt',
  'peakMemoryBytes',
  'cpuMilliseconds',
  'agent',
] as const

/**
 * Reads a manifest from anything.
 *
 * @throws InvalidFieldError naming the field and what was expected there.
 */
export function parseManifest(value: unknown): Manifest {
  const fields = new Field('manifest', value).keys([...unsignedKeys, 'signature'])
  return {
    v: fields.get('v').oneOf([1]),
    chainId: fields.get('chainId').integer(1),
    escrow: fields.get('escrow').address(),
    job: fields.get('job').hex(32),
    attempt: fields.get('attempt').integer(1, 255),
    provider: fields.get('provider').address(),
    order: fields.get('order').hex(32),
    result: fields.get('result').cid('dag-cbor'),
    logs: { stderr: fields.get('logs').keys(['stderr']).get('stderr').cid('raw') },
    startedAt: fields.get('startedAt').integer(0),
    endedAt: fields.get('endedAt').integer(0),
    peakMemoryBytes: fields.get('peakMemoryBytes').bigint(0n),
    cpuMilliseconds: fields.get('cpuMilliseconds').bigint(0n),
    agent: fields.get('agent').text(128),
    // 65 bytes from a key; a contract's signature (ERC-1271) may be longer.
    signature: fields.get('signature').hex(1, 16_384),
  }
}

/**
 * The one byte string of a manifest. The digest in its CID is the proof hash.
 *
 * @throws InvalidFieldError also when it is over 64 kB.
 */
export function encodeManifest(manifest: Manifest): Uint8Array<ArrayBuffer> {
  const { signature, ...unsigned } = parseManifest(manifest)
  const bytes = encodeDagCbor({ ...plain(unsigned), signature: hexToBytes(signature) })
  checkSize(bytes)
  return bytes
}

/**
 * The bytes whose sha-256 the provider signs: the manifest without its signature.
 *
 * @throws InvalidFieldError
 */
export function encodeUnsignedManifest(manifest: UnsignedManifest): Uint8Array<ArrayBuffer> {
  const { signature: _, ...unsigned } = parseManifest({ ...manifest, signature: '0x00' })
  return encodeDagCbor(plain(unsigned))
}

/**
 * Reads a manifest from its bytes, of which there is one spelling only.
 *
 * @throws InvalidFieldError
 */
export function decodeManifest(bytes: Uint8Array): Manifest {
  checkSize(bytes)
  const manifest = parseManifest(decodeDagCbor(bytes, 'manifest'))
  checkSpelling('manifest', encodeManifest(manifest), bytes)
  return manifest
}

function plain(manifest: UnsignedManifest): Readonly<Record<string, unknown>> {
  return {
    ...manifest,
    escrow: hexToBytes(manifest.escrow),
    job: hexToBytes(manifest.job),
    provider: hexToBytes(manifest.provider),
    order: hexToBytes(manifest.order),
    result: linkOf(manifest.result),
    logs: { stderr: linkOf(manifest.logs.stderr) },
  }
}

/**
 * The limit of the spec beyond which a proof says that its run went, or undefined: what the judge finds, and what an agent
 * asks of its own proof before it submits. Seconds are not among them: the judge has only the provider's clock for them.
 */
export function exceededLimit(
  { limits, resources }: JobSpec,
  manifest: Pick<Manifest, 'peakMemoryBytes'>,
  result: Pick<Result, 'steps' | 'outputs'>,
): 'steps' | 'outputBytes' | 'memoryBytes' | undefined {
  if (result.steps > limits.steps) return 'steps'
  const outputBytes = result.outputs.reduce((sum, output) => sum + BigInt(output.size), 0n)
  if (outputBytes > limits.outputBytes) return 'outputBytes'
  return manifest.peakMemoryBytes > resources.memoryBytes ? 'memoryBytes' : undefined
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_MANIFEST_BYTES) {
    throw new InvalidFieldError('manifest', '', `at most ${MAX_MANIFEST_BYTES} bytes`, bytes)
  }
}
