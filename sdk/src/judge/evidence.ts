import { cidOfDigest } from '../content/cid.ts'
import { askDigest } from '../content/ask-digest.ts'
import { InvalidFieldError } from '../errors.ts'
import { MAX_BLOCK_BYTES } from '../content/cid.ts'
import { SPEC_BOUNDS, type JobSpec } from '../spec/job-spec.ts'
import { decodeManifest, encodeUnsignedManifest, MAX_MANIFEST_BYTES, type Manifest } from '../spec/manifest.ts'
import { outcomeOf, outcomeOnChain } from '../spec/outcome.ts'
import { decodeSpec } from '../spec/parse-spec.ts'
import { decodeResult, RESULT_BOUNDS, type Result } from '../spec/result.ts'
import type { Reason } from './judgement.ts'
import { askContent, askSignature, Judged, type Need } from './need.ts'
import type { ProofOnChain } from './proof-on-chain.ts'

/** A proof whose evidence holds: what a re-execution compares with. */
export type Evidence = {
  readonly specCid: string
  readonly spec: JobSpec
  readonly manifest: Manifest
  readonly result: Result
}

/**
 * How much longer a reported run may be than the chain saw, in seconds: clocks of provider and chain differ, and a block's
 * time may lag behind by a slot or two. Only lengths are compared, never the clocks themselves.
 */
const CLOCK_SLACK_SECONDS = 60

/**
 * Level 1: the manifest exists under the hash on chain, is well-formed, belongs to this job and is signed; the result belongs
 * to the spec and to the commitment; limits are kept; everything can be fetched and hashes.
 */
export function* judgeEvidence(proof: ProofOnChain): Generator<Need, Evidence, unknown> {
  const manifest = yield* readManifest(proof)
  const specCid = cidOfDigest(proof.specHash, 'dag-cbor')
  const spec = decoded(decodeSpec, yield* askContent(specCid, SPEC_BOUNDS.bytes), 'specUnreadable')
  const result = decoded(decodeResult, yield* askContent(manifest.result, RESULT_BOUNDS.bytes), 'resultMalformed')
  checkResult(proof, specCid, spec, result)
  checkLimits(proof, spec, manifest, result)
  checkOutputs(spec, result)
  yield* fetchAll(spec, manifest, result)
  return { specCid, spec, manifest, result }
}

function* readManifest(proof: ProofOnChain): Generator<Need, Manifest, unknown> {
  const bytes = yield* askContent(cidOfDigest(proof.proofHash, 'dag-cbor'), MAX_MANIFEST_BYTES)
  if (bytes.length > MAX_MANIFEST_BYTES) throw new Judged('manifestTooLarge')
  const manifest = decoded(decodeManifest, bytes, 'manifestMalformed')
  const { chainId, job, attempt } = proof
  const terms = { chainId, job, attempt, order: job }
  for (const key of ['chainId', 'job', 'attempt', 'order'] as const) {
    if (manifest[key] !== terms[key]) throw new Judged('otherJob', key)
  }
  for (const key of ['escrow', 'provider'] as const) {
    if (manifest[key].toLowerCase() !== proof[key].toLowerCase()) throw new Judged('otherJob', key)
  }
  const { escrow, provider, signature } = manifest
  const digest = yield* askDigest(encodeUnsignedManifest(manifest))
  if (!(yield* askSignature({ chainId, escrow, provider, digest, signature }))) throw new Judged('signatureWrong')
  return manifest
}

function checkResult(proof: ProofOnChain, specCid: string, spec: JobSpec, result: Result): void {
  if (result.spec !== specCid) throw new Judged('otherSpec', 'spec')
  if (spec.runtime.kind === 'wasm' && result.engine !== spec.runtime.engine) throw new Judged('otherSpec', 'engine')
  if (outcomeOnChain[result.outcome] !== proof.outcome) throw new Judged('outcomeDiffers')
  const missing = spec.outputs.some((path) => !result.outputs.some((output) => output.path === path))
  const ended = outcomeOf(result.exit)
  const owed = ended === 'success' && missing ? 'jobError' : ended
  if (result.outcome !== owed) throw new Judged('outcomeDiffers', 'exit')
  if (proof.unitKind === 'Steps' && proof.units !== result.steps) throw new Judged('unitsDiffer', 'steps')
  const span = BigInt(proof.submittedAt - proof.acceptedAt)
  if (proof.unitKind === 'Seconds' && proof.units > span) throw new Judged('unitsDiffer', 'seconds')
}

function checkLimits(proof: ProofOnChain, spec: JobSpec, manifest: Manifest, result: Result): void {
  const { limits, resources } = spec
  const seconds = manifest.endedAt - manifest.startedAt
  const span = proof.submittedAt - proof.acceptedAt + CLOCK_SLACK_SECONDS
  if (seconds < 0 || seconds > span) throw new Judged('timesImpossible')
  if (seconds > limits.seconds + CLOCK_SLACK_SECONDS) throw new Judged('limitExceeded', 'seconds')
  if (result.steps > limits.steps) throw new Judged('limitExceeded', 'steps')
  const outputBytes = result.outputs.reduce((sum, output) => sum + BigInt(output.size), 0n)
  if (outputBytes > limits.outputBytes) throw new Judged('limitExceeded', 'outputBytes')
  if (manifest.peakMemoryBytes > resources.memoryBytes) throw new Judged('limitExceeded', 'memoryBytes')
}

function checkOutputs(spec: JobSpec, result: Result): void {
  if (spec.outputs.length === 0) return
  const stranger = result.outputs.find((output) => !spec.outputs.includes(output.path))
  if (stranger !== undefined) throw new Judged('outputsDiffer', stranger.path)
}

function* fetchAll(spec: JobSpec, manifest: Manifest, result: Result): Generator<Need, void, unknown> {
  // Asked for whole blocks, not for the stated sizes: a size that is a lie must be seen, not cut off.
  for (const output of result.outputs) {
    const bytes = yield* askContent(output.cid, MAX_BLOCK_BYTES)
    if (bytes.length !== output.size) throw new Judged('outputsDiffer', output.path)
  }
  const stdout = yield* askContent(result.stdout, MAX_BLOCK_BYTES)
  const stderr = yield* askContent(manifest.logs.stderr, MAX_BLOCK_BYTES)
  if (BigInt(stdout.length + stderr.length) > spec.limits.logBytes) throw new Judged('limitExceeded', 'logBytes')
}

function decoded<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array, reason: Reason): T {
  try {
    return decode(bytes)
  } catch (error) {
    if (error instanceof InvalidFieldError) throw new Judged(reason, error.field === '' ? undefined : error.field)
    throw error
  }
}
