import { cidOfDigest } from '../content/cid.ts'
import { InvalidFieldError } from '../errors.ts'
import type { JobSpec } from '../spec/job-spec.ts'
import { decodeManifest, exceededLimit, MAX_MANIFEST_BYTES, type Manifest } from '../spec/manifest.ts'
import { outcomeOf, outcomeOnChain } from '../spec/outcome.ts'
import { decodeSpec } from '../spec/parse-spec.ts'
import { decodeResult, type Result } from '../spec/result.ts'
import type { Reason } from './judgement.ts'
import { askContent, Judged, type Need } from './need.ts'
import type { ProofOnChain } from './proof-on-chain.ts'

/** A proof whose evidence holds: what a re-execution compares with. */
export type Evidence = {
  readonly specCid: string
  readonly spec: JobSpec
  readonly manifest: Manifest
  readonly result: Result
}

/**
 * Level 1 but for the signature: the manifest exists under the hash on chain, is well-formed and belongs to this job; the
 * result belongs to the spec and to the commitment; limits are kept; everything can be fetched and hashes.
 *
 * NOTE: the reported times are not judged. A liar writes whatever passes; a clock that is set while a job runs would be an
 * honest provider's stake. Of time, only what the chain itself saw counts.
 */
export function* judgeEvidence(proof: ProofOnChain): Generator<Need, Evidence, unknown> {
  const manifest = yield* readManifest(proof)
  const specCid = cidOfDigest(proof.specHash, 'dag-cbor')
  const spec = decoded(decodeSpec, yield* askContent(specCid, 'requester'), 'specUnreadable')
  const result = decoded(decodeResult, yield* askContent(manifest.result, 'provider'), 'resultMalformed')
  checkResult(proof, specCid, spec, result)
  const exceeded = exceededLimit(spec, manifest, result)
  if (exceeded !== undefined) throw new Judged('limitExceeded', exceeded)
  checkOutputs(spec, result)
  yield* fetchAll(spec, manifest, result)
  return { specCid, spec, manifest, result }
}

function* readManifest(proof: ProofOnChain): Generator<Need, Manifest, unknown> {
  const bytes = yield* askContent(cidOfDigest(proof.proofHash, 'dag-cbor'), 'provider')
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

function checkOutputs(spec: JobSpec, result: Result): void {
  if (spec.outputs.length === 0) return
  const stranger = result.outputs.find((output) => !spec.outputs.includes(output.path))
  if (stranger !== undefined) throw new Judged('outputsDiffer', stranger.path)
}

function* fetchAll(spec: JobSpec, manifest: Manifest, result: Result): Generator<Need, void, unknown> {
  for (const output of result.outputs) {
    const bytes = yield* askContent(output.cid, 'provider')
    if (bytes.length !== output.size) throw new Judged('outputsDiffer', output.path)
  }
  const stdout = yield* askContent(result.stdout, 'provider')
  const stderr = yield* askContent(manifest.logs.stderr, 'provider')
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
