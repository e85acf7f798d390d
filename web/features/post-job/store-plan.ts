import { encodeSpec, type Codec } from '@millrace/sdk'
import type { Hex } from 'viem'
import type { JobPlan } from '../../lib/templates/job-plan.ts'
import { specOf } from './order.ts'

/** Stores one block, and resolves to its CID. */
export type Put = (bytes: Uint8Array<ArrayBuffer>, codec: Codec) => Promise<string>

/** Which file is on its way, from 1, and of how many: the program, the inputs, and the spec that names them. */
export type StoreProgress = { readonly file: number; readonly files: number }

/**
 * Stores a plan's files and then its spec, one after the other: a store takes few uploads at once, and they share one line anyway.
 * `onFile` hears of each file as it begins.
 * @returns the spec's CID. Whatever `put` throws ends it.
 */
export async function storePlan(
  plan: JobPlan,
  program: Uint8Array<ArrayBuffer>,
  seed: Hex,
  put: Put,
  onFile: (progress: StoreProgress) => void,
): Promise<string> {
  const files = plan.inputs.length + 2
  const store = (file: number, bytes: Uint8Array<ArrayBuffer>, codec: Codec) => {
    onFile({ file, files })
    return put(bytes, codec)
  }
  const module = await store(1, program, 'raw')
  const inputs: string[] = []
  for (const { bytes } of plan.inputs) inputs.push(await store(inputs.length + 2, bytes, 'raw'))
  return store(files, encodeSpec(specOf(plan, { module, inputs }, seed)), 'dag-cbor')
}
