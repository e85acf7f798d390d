import { validate } from '@millrace/engine'
import { cidOfDigest, decodeSpec, MAX_BLOCK_BYTES, SPEC_BOUNDS, type JobSpec } from '@millrace/sdk'
import type { ContentSource } from '@millrace/store'
import type { Hex } from 'viem'

/** A job with everything at hand that its run takes. */
export type LoadedJob = {
  readonly specCid: string
  readonly spec: JobSpec
  readonly module: Uint8Array
  readonly inputs: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** The spec of an order, by the digest that the order names. */
export async function loadSpec(source: ContentSource, specHash: Hex, signal: AbortSignal): Promise<JobSpec> {
  return decodeSpec(await source.get(cidOfDigest(specHash, 'dag-cbor'), SPEC_BOUNDS.bytes, signal))
}

/**
 * Fetches and hashes all that a job needs, and has the engine look at the module: before it is accepted, so that a job that
 * cannot run costs no stake.
 *
 * @throws ContentError, InvalidFieldError, or the engine's ModuleRejected.
 */
export async function loadJob(source: ContentSource, specHash: Hex, signal: AbortSignal): Promise<LoadedJob> {
  const spec = await loadSpec(source, specHash, signal)
  if (spec.runtime.kind !== 'wasm') throw new TypeError(`This agent does not run ${spec.runtime.kind} jobs`)
  const module = await source.get(spec.runtime.module, MAX_BLOCK_BYTES, signal)
  validate(module)
  const inputs = []
  for (const { path, cid, size } of spec.inputs) {
    const bytes = await source.get(cid, MAX_BLOCK_BYTES, signal)
    if (bytes.length !== size) throw new TypeError(`The input ${path} has ${bytes.length} bytes, its spec says ${size}`)
    inputs.push({ path, bytes })
  }
  return { specCid: cidOfDigest(specHash, 'dag-cbor'), spec, module, inputs }
}
