import {
  cidOfDigest,
  decodeManifest,
  decodeResult,
  decodeSpec,
  MAX_BLOCK_BYTES,
  MAX_MANIFEST_BYTES,
  RESULT_BOUNDS,
  SPEC_BOUNDS,
  type Job,
  type JobSpec,
  type Manifest,
  type Result,
} from '@millrace/sdk'
import { isAddressEqual } from 'viem'
import { PageError } from '../../lib/page-error.ts'

/** Content by CID, already checked against its hash; at most `maxBytes`. `keeper` is who is bound to serve it. */
export type GetContent = (
  cid: string,
  maxBytes: number,
  keeper: 'provider' | 'requester',
) => Promise<Uint8Array<ArrayBuffer>>

/** A file that came out of a job. */
export type OutputFile = { readonly path: string; readonly cid: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** All that a job's proof leads to, each by its hash from the one on chain. */
export type Proof = {
  readonly manifest: Manifest
  readonly manifestCid: string
  readonly result: Result
  readonly spec: JobSpec
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
  readonly outputs: readonly OutputFile[]
}

/** The most that a page holds of one job's outputs, in bytes; a program can fetch the rest by CID. */
export const MAX_SHOWN_BYTES = MAX_BLOCK_BYTES

/**
 * Follows the hashes from the chain: manifest, result, spec, outputs, logs.
 * @throws {PageError} when a link does not belong to this job, or the outputs are too large to hold in a page;
 * {InvalidFieldError} when one is malformed; and whatever `get` throws.
 */
export async function loadProof(job: Job, get: GetContent): Promise<Proof> {
  const manifestCid = cidOfDigest(job.progress.proofHash, 'dag-cbor')
  const manifest = decodeManifest(await get(manifestCid, MAX_MANIFEST_BYTES, 'provider'))
  const specCid = cidOfDigest(job.order.specHash, 'dag-cbor')
  const { attempt, provider } = job.progress
  if (manifest.job !== job.id || manifest.attempt !== attempt || !isAddressEqual(manifest.provider, provider)) {
    throw new PageError(
      'The proof belongs to another job or attempt.',
      'Do not rely on it. The verifier rejects such a proof.',
    )
  }
  const result = decodeResult(await get(manifest.result, RESULT_BOUNDS.bytes, 'provider'))
  if (result.spec !== specCid) {
    throw new PageError(
      'The result is for another spec than that of this job.',
      'Do not rely on it. The verifier rejects such a proof.',
    )
  }
  const spec = decodeSpec(await get(specCid, SPEC_BOUNDS.bytes, 'requester'))
  const size = result.outputs.reduce((sum, output) => sum + output.size, 0)
  if (size > MAX_SHOWN_BYTES) {
    throw new PageError(
      `The outputs are ${size} bytes: too many to hold in a page.`,
      'Fetch them by their hashes with a program.',
    )
  }
  const logBytes = Number(spec.limits.logBytes)
  const [stdout, stderr, ...files] = await Promise.all([
    get(result.stdout, logBytes, 'provider'),
    get(manifest.logs.stderr, logBytes, 'provider'),
    ...result.outputs.map((output) => get(output.cid, output.size, 'provider')),
  ])
  const outputs = result.outputs.map(({ path, cid }, index) => ({ path, cid, bytes: files[index] ?? new Uint8Array() }))
  return { manifest, manifestCid, result, spec, stdout, stderr, outputs }
}
