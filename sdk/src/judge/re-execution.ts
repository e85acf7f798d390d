import { MAX_BLOCK_BYTES } from '../content/cid.ts'
import { equalBytes } from '../content/dag-cbor.ts'
import { assembleResult, type EngineRun } from '../spec/assemble-result.ts'
import { WASM_ENGINE, type JobSpec } from '../spec/job-spec.ts'
import { encodeResult, type Result } from '../spec/result.ts'
import type { Evidence } from './evidence.ts'
import { judgementOf, type Judgement } from './judgement.ts'
import { askContent, askRun, Judged, type Need } from './need.ts'

/** Level 2: runs the job again and compares the results byte for byte. */
export function* judgeRun({ specCid, spec, result }: Evidence): Generator<Need, Judgement, unknown> {
  if (spec.runtime.kind !== 'wasm') return judgementOf('runtimeNotRepeatable', spec.runtime.kind)
  if (spec.runtime.engine !== WASM_ENGINE) return judgementOf('engineUnknown', spec.runtime.engine)
  const module = yield* askContent(spec.runtime.module, MAX_BLOCK_BYTES)
  const run = yield* askRun({ spec, module, inputs: yield* readInputs(spec) })
  const mine = yield* assemble(specCid, spec, run)
  if (equalBytes(encodeResult(mine), encodeResult(result))) return judgementOf('resultRepeats')
  return judgementOf('resultDiffers', firstDifference(mine, result))
}

function* readInputs(spec: JobSpec): Generator<Need, { path: string; bytes: Uint8Array }[], unknown> {
  const inputs = []
  for (const [index, { path, cid, size }] of spec.inputs.entries()) {
    const bytes = yield* askContent(cid, MAX_BLOCK_BYTES)
    if (bytes.length !== size) throw new Judged('specUnreadable', `inputs[${index}].size`)
    inputs.push({ path, bytes })
  }
  return inputs
}

function* assemble(specCid: string, spec: JobSpec, run: EngineRun): Generator<Need, Result, unknown> {
  try {
    return yield* assembleResult(specCid, spec, run)
  } catch {
    // A run that has no place in a result proves nothing about the provider's.
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
