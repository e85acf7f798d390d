import { buildModule, type Code, type FunctionPart, i32, i64, leb, op, VOID } from '../module-builder.ts'

export const startWith = (code: Code, locals = ''): FunctionPart => ({ type: ':', name: '_start', locals, code })
export const times = (count: number, code: Code): Code => Array.from({ length: count }, () => code)
export const forEver = (code: Code): Code => [op.loop, VOID, code, op.br, 0, op.end]

/** A module whose one big function, called at once, has so many i64 locals: declared as one group, as a compiler would. */
export function bigFunction(locals: number, code: Code, raw: Readonly<Record<number, Code>> = {}): Uint8Array {
  const body = flat([1, leb(locals), 0x7e, code, op.end])
  const start = [4, 0, op.call, 1, op.end]
  return buildModule({
    functions: [startWith([]), { type: ':', code: [] }],
    raw: { 10: [2, start, leb(body.length), body], ...raw },
  })
}

/** Nested loops over locals that all change in the innermost: a compiler keeps each local at each head. */
export function nestedLoops(depth: number, locals: number): Uint8Array {
  const moves = Array.from({ length: locals }, (_, at) => [op.get, leb((at + 1) % locals), op.set, leb(at)])
  const back = [...i32(0), op.brIf, 0, op.end]
  return bigFunction(locals, [times(depth, [op.loop, VOID]), moves, times(depth, back)])
}

/** Conditional branches out of one block: at its end a compiler compares every local of every branch. */
export function manyBranches(count: number, locals: number): Uint8Array {
  return bigFunction(locals, [op.block, VOID, times(count, [op.get, 0, 0xa7, op.brIf, 0]), op.end])
}

export function manyCalls(count: number): Uint8Array {
  return bigFunction(1, times(count, [op.call, 0]))
}

/** Calls `path_open` for what stands at address 0, to make and to write it, and stores the descriptor at 512. */
export function create(directory: number, length: number, open: number): Code {
  const flags = [...i32(1), ...i64(66), ...i64(0), ...i32(0), ...i32(512)]
  return [...i32(directory), ...i32(0), ...i32(0), ...i32(length), flags, op.call, open]
}

function flat(code: Code): number[] {
  const out: number[] = []
  for (const item of code) {
    if (typeof item === 'number') out.push(item)
    else for (const inner of flat(item)) out.push(inner)
  }
  return out
}
