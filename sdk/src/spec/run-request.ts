import { hexToBytes } from 'viem'
import { InvalidFieldError } from '../errors.ts'
import type { RunNeed } from '../judge/need.ts'
import { compareBytes } from '../parse/paths.ts'

/** What the engine is asked to run, in the shape that `run`, `runInChild` and `runInWorker` of @millrace/engine take. */
export type RunRequest = {
  readonly module: Uint8Array
  readonly entry: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  readonly seed: Uint8Array
  readonly limits: {
    readonly steps: bigint
    readonly memoryBytes: number
    readonly outputBytes: number
    readonly logBytes: number
    readonly scratchBytes: number
    readonly strictFloats: boolean
  }
}

/**
 * The one way from a spec to a run, for provider, verifier and page: a difference here would be a difference in the result.
 * The job's disk is what it may write below `/tmp`; its environment comes sorted by name.
 *
 * @throws InvalidFieldError for a runtime other than wasm.
 */
export function runRequest({ spec, module, inputs }: Omit<RunNeed, 'kind'>): RunRequest {
  const { runtime, limits, resources } = spec
  if (runtime.kind !== 'wasm') throw new InvalidFieldError('spec', 'runtime.kind', 'wasm', runtime.kind)
  return {
    module,
    entry: spec.entry,
    args: spec.args,
    env: Object.fromEntries(Object.entries(spec.env).toSorted(([a], [b]) => compareBytes(a, b))),
    files: inputs,
    seed: hexToBytes(spec.seed),
    limits: {
      steps: limits.steps,
      memoryBytes: Number(resources.memoryBytes),
      outputBytes: Number(limits.outputBytes),
      logBytes: Number(limits.logBytes),
      scratchBytes: Number(resources.diskBytes),
      strictFloats: runtime.strictFloats,
    },
  }
}
