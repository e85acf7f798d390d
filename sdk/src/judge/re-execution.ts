import { equalBytes } from '../content/dag-cbor.ts'
import { InvalidFieldError } from '../errors.ts'
import { assembleResult, type EngineRun } from '../spec/assemble-result.ts'
import { WASM_ENGINE, type JobSpec } from '../spec/job-spec.ts'
import { encodeResult, type Result } from '../spec/result.ts'
import type { Evidence } from './evidence.ts'
import { judgementOf, type Judgement } from './judgement.ts'
import { askContent, askRun, Judged, type Need } from './need.ts'

/**
 * Level 2: runs the job again and compares the results byte for byte.
 *
 * A difference proves a lie only where every machine gets the same result: floats that are not canonical may differ between
 * processors, and between two compilers of one machine.
 */
export function* judgeRun({ specCid, spec, result }: Evidence): Generator<Need, Judgement, unknown> {
  const { runtime } = spec
  if (runtime.kind !== 'wasm') return judgementOf('runtimeNotRepeatable', runtime.kind)
  if (runtime.engine !== WASM_ENGINE) return judgementOf('engineUnknown', runtime.engine)
  const module = yield* askContent(runtime.module, 'requester')
  const run = yield* askRun({ spec: upTo(result.steps + 1n, spec), module, inputs: yield* readInputs(spec) })
  const difference = yield* compare(specCid, spec, run, result)
  if (difference === undefined) return judgementOf('resultRepeats')
  return judgementOf(runtime.strictFloats ? 'resultDiffers' : 'floatsNotCanonical', difference)
}

/**
 * The same job, stopped after so many steps. One step beyond the claimed ones refutes them, so that a lie costs no more to
 * find than it claims to have cost: else a claim over a program that never ends would outlive every verify window.
 */
function upTo(steps: bigint, spec: JobSpec): JobSpec {
  return steps < spec.limits.steps ? { ...spec, limits: { ...spec.limits, steps } } : spec
}

function* readInputs(spec: JobSpec): Generator<Need, { path: string; bytes: Uint8Array }[], unknown> {
  const inputs = []
  for (const [index, { path, cid, size }] of spec.inputs.entries()) {
    const bytes = yield* askContent(cid, 'requester')
    if (bytes.length !== size) throw new Judged('specUnreadable', `inputs[${index}].size`)
    inputs.push({ path, bytes })
  }
  return inputs
}

/** The first field in which the run's result differs from the provider's; undefined when they are the same. */
function* compare(
  specCid: string,
  spec: JobSpec,
  run: EngineRun,
  theirs: Result,
): Generator<Need, string | undefined, unknown> {
  try {
    const mine = yield* assembleResult(specCid, spec, run)
    return equalBytes(encodeResult(mine), encodeResult(theirs)) ? undefined : firstDifference(mine, theirs)
  } catch (error) {
    // A run that has no place in a result has none anywhere, since the rule is a pure function of the run: whatever result
    // the provider has is not of this run.
    if (error instanceof InvalidFieldError) return error.field
    throw new Judged('runFailed')
  }
}

/** The first field in which two results differ, for a person who wants to know where to look. */
function firstDifference(mine: Result, theirs: Result): string {
  const text = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
  for (const field of ['outcome', 'exit', 'steps', 'stdout'] as const) {
    if (text(mine[field]) !== text(theirs[field])) return field
  }
  const at = mine.outputs.findIndex((output, index) => text(output) !== text(theirs.outputs[index]))
  return `outputs[${at === -1 ? mine.outputs.length : at}]`
}
