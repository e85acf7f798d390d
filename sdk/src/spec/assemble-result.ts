import { bytesToHex } from 'viem'
import { askDigest, type DigestNeed } from '../content/ask-digest.ts'
import { cidOfDigest, MAX_BLOCK_BYTES, sha256 } from '../content/cid.ts'
import { InvalidFieldError } from '../errors.ts'
import { Field } from '../parse/fields.ts'
import { compareBytes, readPath } from '../parse/paths.ts'
import type { JobSpec } from './job-spec.ts'
import { outcomeOf, type Exit } from './outcome.ts'
import { RESULT_BOUNDS, type Output, type Result } from './result.ts'

/** What an engine hands back of a run that came to its own end. `outputs` are the files below `/out`. */
export type EngineRun = {
  readonly exit: Exit
  readonly steps: bigint
  readonly stdout: Uint8Array
  readonly outputs: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** The engine does not take the module: the job's doing, and the same on every machine. The reason is the engine's own word. */
export type Rejection = { readonly rejected: string }

/**
 * The result of a run, the same for provider, verifier and page. Outputs that the spec did not declare are dropped. A job
 * that ends well without a declared output has failed by its own doing.
 *
 * A generator without I/O: it asks for the sha-256 of stdout and of each output.
 *
 * @throws InvalidFieldError when the run has an output whose path or number has no place in a result.
 */
export function* assembleResult(
  specCid: string,
  spec: JobSpec,
  run: EngineRun,
): Generator<DigestNeed, Result, unknown> {
  if (spec.runtime.kind !== 'wasm') {
    throw new InvalidFieldError('spec', 'runtime.kind', 'wasm, the one runtime whose results repeat', spec.runtime.kind)
  }
  const kept =
    spec.outputs.length === 0 ? run.outputs : run.outputs.filter((output) => spec.outputs.includes(output.path))
  if (kept.length > RESULT_BOUNDS.outputs) {
    throw new InvalidFieldError('result', 'outputs', `a list of at most ${RESULT_BOUNDS.outputs}`, kept)
  }
  const outputs: Output[] = []
  for (const { path, bytes } of kept.toSorted((a, b) => compareBytes(a.path, b.path))) {
    readPath(new Field('result', path, `outputs[${outputs.length}].path`))
    if (bytes.length > MAX_BLOCK_BYTES) {
      throw new InvalidFieldError(
        'result',
        `outputs[${outputs.length}].size`,
        `at most ${MAX_BLOCK_BYTES} bytes`,
        bytes,
      )
    }
    outputs.push({ path, size: bytes.length, cid: cidOfDigest(yield* askDigest(bytes), 'raw') })
  }
  const outcome = outcomeOf(run.exit)
  const missing = spec.outputs.some((path) => !outputs.some((output) => output.path === path))
  return {
    v: 1,
    spec: specCid,
    engine: spec.runtime.engine,
    outcome: outcome === 'success' && missing ? 'jobError' : outcome,
    exit: run.exit,
    steps: run.steps,
    stdout: cidOfDigest(yield* askDigest(run.stdout), 'raw'),
    outputs,
  }
}

/**
 * The same with WebCrypto: what a provider writes after a run.
 *
 * @throws InvalidFieldError as {@link assembleResult}.
 */
export async function buildResult(specCid: string, spec: JobSpec, run: EngineRun): Promise<Result> {
  const assembly = assembleResult(specCid, spec, run)
  let step = assembly.next()
  while (!step.done) step = assembly.next(bytesToHex(await sha256(step.value.bytes)))
  return step.value
}
