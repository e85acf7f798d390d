import type { RejectionReason, RunRequest } from '@millrace/engine'
import { ascii, buildModule, type Code, i32, i64, leb, op, requestFor, VOID } from '../module-builder.ts'
import { bigFunction, manyBranches, manyCalls, nestedLoops, startWith, times } from './build.ts'

export type Rejected = {
  readonly name: string
  readonly request: RunRequest
  readonly reason: RejectionReason
  /** Whether the host takes the module, so that the rule is ours. */
  readonly hostAccepts: boolean
}

const named = (text: string): Code => [...leb(ascii(text).length), ...ascii(text)]
const MARK = '\u{feff}'
const WASI = 'wasi_snapshot_preview1'

const body = (code: Code): Uint8Array => buildModule({ functions: [startWith(code)] })
const raw = (sections: Readonly<Record<number, Code>>): Uint8Array =>
  buildModule({ functions: [startWith([])], raw: sections })
const exporting = (memory: string, entry: string): Uint8Array =>
  raw({ 7: [2, named(memory), 2, 0, named(entry), 0, 0] })
/** Types i:i and `:`; one import of the first, one function of the second. */
const importing = (from: string, name: string, types: Code = [2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 0]): Uint8Array =>
  raw({
    1: types,
    2: [1, named(from), named(name), 0, 0],
    3: [1, 1],
    7: [2, named('memory'), 2, 0, named('_start'), 0, 1],
  })

const ours: readonly (readonly [string, RejectionReason, Uint8Array | RunRequest])[] = [
  ['a SIMD operator', 'feature', body([...i32(0), 0xfd, 15, op.drop])],
  ['an atomic operator', 'feature', body([...i32(0), ...i32(0), 0xfe, 0, 2, 0, op.drop])],
  ['a tail call', 'feature', body([0x12, 0])],
  ['a handler of exceptions', 'feature', body([0x06, VOID, 0x19, op.end])],
  ['a global of v128', 'feature', raw({ 6: [1, 0x7b, 0, 0xfd, 12, times(16, [0]), op.end] })],
  ['a shared memory', 'feature', raw({ 5: [1, 3, 1, 1] })],
  ['no memory', 'memory', raw({ 5: [0], 7: [1, named('_start'), 0, 0], 11: [0] })],
  ['a memory with a byte order mark in its name', 'memory', exporting(`${MARK}memory`, '_start')],
  ['more memory at the start than allowed', 'memory', requestFor(body([]), { limits: { memoryBytes: 65_535 } })],
  ['an entry with a byte order mark in its name', 'entry', exporting('memory', `${MARK}_start`)],
  ['an entry with a parameter', 'entry', buildModule({ functions: [{ type: 'i:', name: '_start', code: [] }] })],
  ['a memory as its entry', 'entry', requestFor(body([]), { entry: 'memory' })],
  ['an import from elsewhere', 'import', importing('env', 'f')],
  ['an import from WASI behind a byte order mark', 'import', importing(`${MARK}${WASI}`, 'fd_close')],
  ['an import of a WASI function by another type', 'import', importing(WASI, 'fd_close', [2, 0x60, 1, 0x7e, 1, 0x7f, 0x60, 0, 0])],
  ['an import of a WASI function that is none', 'import', importing(WASI, `fd_close${MARK}`)],
  ['an export by the name of our counter', 'export', buildModule({ functions: [startWith([]), { type: ':', name: 'millrace:fuel', code: [] }] })],
  ['a table of a million elements and one', 'table', raw({ 4: [1, 0x70, 0, leb(1_000_001)] })],
  ['10,001 locals', 'size', bigFunction(10_001, [])],
  ['400 nested loops over 9,900 locals', 'size', nestedLoops(400, 9_900)],
  ['10,000 branches over 9,900 locals', 'size', manyBranches(10_000, 9_900)],
  ['60,000 branches over 9,900 locals', 'size', manyBranches(60_000, 9_900)],
  ['100,000 calls in one function', 'size', manyCalls(100_000)],
  ['100,000 saturating conversions', 'size', bigFunction(1, [op.get, 0, 0xbf, times(100_000, [0xfc, 6, 0xb9]), op.drop])],
  ['20,000 loops, one in the other', 'size', bigFunction(1, [times(20_000, [op.loop, VOID]), times(20_000, [op.get, 0, 0xa7, op.brIf, 0, op.end])])],
] // prettier-ignore

const theHosts: readonly (readonly [string, RejectionReason, Uint8Array])[] = [
  ['an assignment to the global that is about to be appended', 'invalid', body([...i64(2n ** 62n), op.globalSet, 0])],
  ['a call of the function that is about to be appended', 'invalid', body([...i32(0), op.call, 1, op.drop])],
  ['half of a module', 'invalid', body(times(100, [...i32(0), op.drop])).slice(0, 100)],
]

const request = (module: Uint8Array | RunRequest): RunRequest => ('entry' in module ? module : requestFor(module))

/** What is refused before it begins, by the same reason everywhere. */
export const rejected: readonly Rejected[] = [
  ...ours.map(([name, reason, module]) => ({ name, reason, request: request(module), hostAccepts: true })),
  ...theHosts.map(([name, reason, module]) => ({ name, reason, request: request(module), hostAccepts: false })),
]
