import type { RunRequest } from '@millrace/engine'
import { WASI_SIGNATURES, type WasiName } from '../../engine/src/wasi/names.ts'

/** Numbers are bytes; arrays nest. */
export type Code = readonly (number | Code)[]

/** Operators by their names in the text format; immediates follow in the array. */
export const op = {
  unreachable: 0x00, block: 0x02, loop: 0x03, if: 0x04, else: 0x05, end: 0x0b, br: 0x0c, brIf: 0x0d, return: 0x0f, call: 0x10,
  drop: 0x1a, get: 0x20, set: 0x21, tee: 0x22, globalGet: 0x23, globalSet: 0x24, memoryGrow: 0x40, i32Const: 0x41,
  i64Const: 0x42, f32Const: 0x43, f64Const: 0x44, i32Store: 0x36, i64Store: 0x37, f32Store: 0x38, f64Store: 0x39,
  i32Eqz: 0x45, i32Add: 0x6a, i32Sub: 0x6b, i32DivU: 0x6e, i64Add: 0x7c, i64Mul: 0x7e, f32Div: 0x95, f64Div: 0xa3, f64Sqrt: 0x9f,
} as const // prettier-ignore

export const VOID = 0x40
const TYPES: Readonly<Record<string, number>> = { i: 0x7f, j: 0x7e, f: 0x7d, d: 0x7c }

export type FunctionPart = {
  readonly type: string
  readonly locals?: string
  readonly code: Code
  readonly name?: string
}

export type ModuleParts = {
  readonly imports?: readonly WasiName[]
  readonly functions: readonly FunctionPart[]
  /** Pages at the start and at most. */
  readonly memory?: readonly [number, number?]
  readonly globals?: Code
  readonly start?: number
  readonly data?: readonly { readonly at: number; readonly bytes: readonly number[] }[]
  /** Sections as they are, by id. */
  readonly raw?: Readonly<Record<number, Code>>
}

/** Writes a module: one exported memory, functions after imports, `_start` exported where a function is named so. */
export function buildModule(parts: ModuleParts): Uint8Array {
  const imports = parts.imports ?? []
  const types = [...imports.map((name): string => WASI_SIGNATURES[name]), ...parts.functions.map(({ type }) => type)]
  const exported = parts.functions.flatMap(({ name }, index) =>
    name === undefined ? [] : [[...text(name), 0, ...leb(imports.length + index)]],
  )
  const [min, max] = parts.memory ?? [1]
  const sections: Record<number, Code> = {
    1: vector(
      types.map((type) => [
        0x60,
        ...type.split(':').flatMap((side) => vector(Array.from(side, (one) => [TYPES[one] ?? 0]))),
      ]),
    ),
    2: vector(imports.map((name, index) => [...text('wasi_snapshot_preview1'), ...text(name), 0, ...leb(index)])),
    3: vector(parts.functions.map((_, index) => leb(imports.length + index))),
    5: [1, max === undefined ? 0 : 1, leb(min), max === undefined ? [] : leb(max)],
    7: vector([[...text('memory'), 2, 0], ...exported]),
    ...(parts.globals !== undefined && { 6: parts.globals }),
    ...(parts.start !== undefined && { 8: leb(parts.start) }),
    10: vector(
      parts.functions.map(({ locals = '', code }) =>
        sized([vector(Array.from(locals, (one) => [1, TYPES[one] ?? 0])), code, op.end]),
      ),
    ),
    11: vector(
      (parts.data ?? []).map(({ at, bytes }) => [
        0,
        op.i32Const,
        ...signed(at),
        op.end,
        ...vector(bytes.map((one) => [one])),
      ]),
    ),
    ...parts.raw,
  }
  const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11]
  const all = order.flatMap((id) => (sections[id] === undefined ? [] : [id, ...sized(sections[id])]))
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...all])
}

/** A request around a module with room for everything; `over` replaces what a test is about. */
export function requestFor(
  module: Uint8Array,
  over: Partial<Omit<RunRequest, 'limits'>> & { limits?: Partial<RunRequest['limits']> } = {},
): RunRequest {
  return {
    module,
    entry: '_start',
    args: [],
    env: {},
    files: [],
    seed: new Uint8Array(32),
    ...over,
    limits: {
      steps: 10_000_000_000n,
      memoryBytes: 2 ** 26,
      outputBytes: 2 ** 20,
      logBytes: 2 ** 16,
      strictFloats: true,
      ...over.limits,
    },
  }
}

export function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 128) | 0x80, ...leb(Math.floor(value / 128))]
}

export function signed(value: number | bigint): number[] {
  const rest = BigInt(value) >> 7n
  const low = Number(BigInt(value) & 0x7fn)
  return (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40) ? [low] : [low | 0x80, ...signed(rest)]
}

export function i32(value: number): number[] {
  return [op.i32Const, ...signed(value)]
}

export function i64(value: number | bigint): number[] {
  return [op.i64Const, ...signed(value)]
}

export function ascii(value: string): number[] {
  return [...new TextEncoder().encode(value)]
}

function text(value: string): number[] {
  return [...leb(value.length), ...ascii(value)]
}

function vector(items: readonly Code[]): number[] {
  return [...leb(items.length), ...flat(items)]
}

function sized(code: Code): number[] {
  const bytes = flat(code)
  return [...leb(bytes.length), ...bytes]
}

function flat(code: Code): number[] {
  const out: number[] = []
  for (const item of code) {
    if (typeof item === 'number') out.push(item)
    else for (const inner of flat(item)) out.push(inner)
  }
  return out
}
