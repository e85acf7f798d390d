import { cidOf, linkOf, MAX_BLOCK_BYTES } from '../content/cid.ts'
import { decodeDagCbor, encodeDagCbor } from '../content/dag-cbor.ts'
import { assertNever, InvalidFieldError } from '../errors.ts'
import { Field } from '../parse/fields.ts'
import { checkDistinct, compareBytes, readPath } from '../parse/paths.ts'
import type { Exit, OutcomeClass } from './outcome.ts'
import { checkSpelling } from './parse-spec.ts'

/** A file that the job wrote below `/out`. `size` in bytes. */
export type Output = { readonly path: string; readonly size: number; readonly cid: string }

/** What every honest provider gets, byte for byte: no time, no host, no float. */
export type Result = {
  readonly v: 1
  /** CID of the spec. */
  readonly spec: string
  /** The engine that ran it, as the spec names it. */
  readonly engine: string
  readonly outcome: OutcomeClass
  readonly exit: Exit
  /** Engine steps used. */
  readonly steps: bigint
  /** CID of what the job wrote to its standard output. */
  readonly stdout: string
  /** Sorted by the bytes of their paths in UTF-8. */
  readonly outputs: readonly Output[]
}

/** The largest result, in bytes, and the most outputs that it lists. */
export const RESULT_BOUNDS = { bytes: 2 * 1024 * 1024, outputs: 1024 } as const

/**
 * Reads a result from anything.
 *
 * @throws InvalidFieldError naming the field and what was expected there.
 */
export function parseResult(value: unknown): Result {
  const fields = new Field('result', value).keys([
    'v',
    'spec',
    'engine',
    'outcome',
    'exit',
    'steps',
    'stdout',
    'outputs',
  ])
  return {
    v: fields.get('v').oneOf([1]),
    spec: fields.get('spec').cid('dag-cbor'),
    engine: fields.get('engine').text(64),
    outcome: fields.get('outcome').oneOf(['success', 'jobError', 'specExceeded']),
    exit: readExit(fields.get('exit')),
    steps: fields.get('steps').bigint(0n),
    stdout: fields.get('stdout').cid('raw'),
    outputs: readOutputs(fields.get('outputs')),
  }
}

/**
 * The one byte string of a result.
 *
 * @throws InvalidFieldError
 */
export function encodeResult(result: Result): Uint8Array<ArrayBuffer> {
  const checked = parseResult(result)
  const bytes = encodeDagCbor({
    ...checked,
    spec: linkOf(checked.spec),
    stdout: linkOf(checked.stdout),
    outputs: checked.outputs.map((output) => ({ ...output, cid: linkOf(output.cid) })),
  })
  checkSize(bytes)
  return bytes
}

/**
 * Reads a result from its bytes, of which there is one spelling only.
 *
 * @throws InvalidFieldError
 */
export function decodeResult(bytes: Uint8Array): Result {
  checkSize(bytes)
  const result = parseResult(decodeDagCbor(bytes, 'result'))
  checkSpelling('result', encodeResult(result), bytes)
  return result
}

/** The CID of a result. */
export async function resultCid(result: Result): Promise<string> {
  return cidOf(encodeResult(result), 'dag-cbor')
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > RESULT_BOUNDS.bytes) {
    throw new InvalidFieldError('result', '', `at most ${RESULT_BOUNDS.bytes} bytes`, bytes)
  }
}

function readExit(field: Field): Exit {
  const kind = field.at('kind', field.record().get('kind')).oneOf(['exit', 'trap', 'limit'])
  switch (kind) {
    case 'exit':
      return { kind, code: field.keys(['kind', 'code']).get('code').integer(0, 0xffffffff) }
    case 'trap':
      return { kind, reason: field.keys(['kind', 'reason']).get('reason').text(64) }
    case 'limit':
      return { kind, which: field.keys(['kind', 'which']).get('which').text(64) }
    default:
      return assertNever(kind)
  }
}

function readOutputs(field: Field): readonly Output[] {
  const outputs = field.list(RESULT_BOUNDS.outputs, (entry) => {
    const fields = entry.keys(['path', 'size', 'cid'])
    return {
      path: readPath(fields.get('path')),
      size: fields.get('size').integer(0, MAX_BLOCK_BYTES),
      cid: fields.get('cid').cid('raw'),
    }
  })
  const paths = outputs.map((output) => output.path)
  const pathAt = (index: number) => field.at(index).at('path', paths[index])
  checkDistinct(paths, pathAt)
  for (const [index, path] of paths.entries()) {
    if (index > 0 && compareBytes(paths[index - 1] ?? '', path) >= 0)
      throw pathAt(index).wrong('paths in order of their bytes')
  }
  return outputs
}
