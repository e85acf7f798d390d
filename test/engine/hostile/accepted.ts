import type { Exit, RunRequest } from '@millrace/engine'
import { ERRNO } from '../../../engine/src/wasi/errno.ts'
import {
  ascii,
  buildModule,
  type Code,
  i32,
  i64,
  leb,
  type ModuleParts,
  op,
  requestFor,
  VOID,
} from '../module-builder.ts'
import { create, forEver, manyCalls, startWith } from './build.ts'

export type Accepted = {
  readonly name: string
  readonly request: RunRequest
  readonly exit: Exit
  /** Of the whole child, where an empty job takes 91 MB. */
  readonly mostResidentMb: number
}

type Parts = Omit<ModuleParts, 'functions'> & { readonly code: Code; readonly locals?: string }
const made = ({ code, locals = '', ...parts }: Parts): Uint8Array =>
  buildModule({ ...parts, functions: [startWith(code, locals)] })

const steps: Exit = { kind: 'limit', which: 'steps' }
const fault: Exit = { kind: 'trap', reason: 'fault' }
const done: Exit = { kind: 'exit', code: 0 }
const [IN, OUT, TMP] = [3, 4, 5]
const million = { limits: { steps: 1_000_000n } }

/** One byte at 32 as the only vector, at 0. */
const oneByte = [{ at: 0, bytes: [32, 0, 0, 0, 1, 0, 0, 0] }]
const writeByte = [...i32(1), ...i32(0), ...i32(1), ...i32(16), op.call, 0]
const name = (text: string): NonNullable<ModuleParts['data']> => [{ at: 0, bytes: ascii(text) }]
/** Ends with the error number of making `text` under /out. */
const exitOfMaking = (text: string): Uint8Array =>
  made({
    imports: ['path_open', 'proc_exit'],
    data: name(text),
    code: [create(OUT, ascii(text).length, 0), op.call, 1],
  })
const failsWith = (problem: keyof typeof ERRNO): Exit => ({ kind: 'exit', code: ERRNO[problem] })

const descriptor: Code = [...i32(512), 0x28, 2, 0]
const cutFiles = made({
  imports: ['path_open', 'fd_filestat_set_size', 'fd_close'],
  locals: 'i',
  code: forEver([
    [...i32(0), op.get, 0, ...i32(97), op.i32Add, 0x3a, 0, 0, create(TMP, 1, 0), op.drop],
    [descriptor, ...i64(2 ** 26), op.call, 1, op.drop, descriptor, ...i64(0), op.call, 1, op.drop],
    [descriptor, op.call, 2, op.drop],
    [op.get, 0, ...i32(1), op.i32Add, op.tee, 0, ...i32(25), 0x46, op.if, VOID, op.return, op.end],
  ]),
})
/** Makes a file, four letters from a counter, and goes on. */
const newFiles = made({
  imports: ['path_open', 'fd_close'],
  locals: 'i',
  code: forEver([
    Array.from({ length: 4 }, (_, at) => [...i32(at), op.get, 0, ...i32(4 * at), 0x76, ...i32(15), 0x71, ...i32(97), op.i32Add, 0x3a, 0, 0]),
    [create(OUT, 4, 0), op.drop, descriptor, op.call, 1, op.drop, op.get, 0, ...i32(1), op.i32Add, op.set, 0],
  ]),
}) // prettier-ignore
/** Asks for a page until it is refused; ends well only then. */
const grabber = made({ code: [op.loop, VOID, ...i32(1), op.memoryGrow, 0, ...i32(-1), 0x47, op.brIf, 0, op.end] })
const table = { 4: [1, 0x70, 0, leb(10)] }

const cases: readonly (readonly [string, Exit, Uint8Array | RunRequest, number?])[] = [
  ['an endless loop', steps, requestFor(made({ code: forEver([]) }), million)],
  ['an endless start section', steps, requestFor(buildModule({ functions: [{ type: ':', code: forEver([]) }, startWith([])], start: 0 }), million)],
  ['endless recursion', { kind: 'limit', which: 'stack' }, made({ code: [op.call, 0] })],
  ['a panic', { kind: 'trap', reason: 'unreachable' }, made({ code: [op.unreachable] })],
  ['a division by zero', fault, made({ code: [...i32(1), ...i32(0), op.i32DivU, op.drop] })],
  ['a store below the memory', fault, made({ code: [...i32(-4), ...i32(0), op.i32Store, 2, 0] })],
  ['data outside the memory', fault, made({ code: [], data: [{ at: 65_530, bytes: ascii('too long') }] })],
  ['a call through an empty table', fault, made({ code: [...i32(0), 0x11, 0, 0], raw: table })],
  ['a log of 2 MiB, byte by byte', { kind: 'limit', which: 'log' }, requestFor(made({ imports: ['fd_write'], data: oneByte, code: forEver([writeByte, op.drop]) }), { limits: { logBytes: 2 ** 21 } })],
  ['25 files of 64 MiB that are cut to nothing', done, cutFiles],
  ['files without end', { kind: 'limit', which: 'files' }, newFiles],
  ['an output of 4 EiB', { kind: 'limit', which: 'output' }, made({ imports: ['path_open', 'fd_filestat_set_size'], data: name('a'), code: [create(OUT, 1, 0), op.drop, descriptor, ...i64(2n ** 62n), op.call, 1, op.drop] })],
  ['all the memory there is', done, grabber],
  ['a table that grows without end', steps, requestFor(made({ code: forEver([0xd0, 0x70, ...i32(1), 0xfc, 15, 0, op.drop]), raw: table }), million)],
  ['1,024 empty vectors at each write', steps, requestFor(made({ imports: ['fd_write'], code: forEver([...i32(1), ...i32(0), ...i32(1024), ...i32(65_000), op.call, 0, op.drop]) }), million)],
  ['a billion vectors', failsWith('inval'), made({ imports: ['fd_write', 'proc_exit'], code: [...i32(1), ...i32(0), ...i32(1_000_000_000), ...i32(16), op.call, 0, op.call, 1] })],
  ['4 GiB of random bytes', failsWith('fault'), made({ imports: ['random_get', 'proc_exit'], code: [...i32(0), ...i32(-1), op.call, 0, op.call, 1] })],
  ['a listing of /in, byte by byte', steps, requestFor(made({ imports: ['fd_readdir'], code: forEver([...i32(IN), ...i32(0), ...i32(1), ...i64(0), ...i32(512), op.call, 0, op.drop]) }), million)],
  ['a sleep of 292 years', done, made({ imports: ['poll_oneoff'], data: [{ at: 24, bytes: [255, 255, 255, 255, 255, 255, 255, 127] }], code: [...i32(0), ...i32(64), ...i32(1), ...i32(512), op.call, 0, op.drop] })],
  ['an output with a backslash in its name', failsWith('ilseq'), exitOfMaking(String.raw`..\escaped`)],
  ['an output whose name is not normalised', failsWith('ilseq'), exitOfMaking('e\u0301')],
  ['an output above its directory', failsWith('notcapable'), exitOfMaking('../in/a')],
  ['a descriptor that is not there', failsWith('badf'), made({ imports: ['fd_close', 'proc_exit'], code: [...i32(99), op.call, 0, op.call, 1] })],
  ['the most calls that one function may make', { kind: 'limit', which: 'stack' }, manyCalls(37_000), 640],
] // prettier-ignore

/** What begins, and ends the same way everywhere. */
export const accepted: readonly Accepted[] = cases.map(([label, exit, module, mostResidentMb = 256]) => ({
  name: label,
  exit,
  mostResidentMb,
  request: 'entry' in module ? module : requestFor(module),
}))
