import { BOUNDS } from '../bounds.ts'
import { ModuleRejected } from '../errors.ts'
import { readElements, readGlobals, readSegments } from './initialisers.ts'
import { Reader } from './reader.ts'
import { readValueType } from './value-types.ts'
import type { Span, Module, ModuleExport, Signature, Size } from './types.ts'

/** Order in which sections must come is checked by the host; these are the ones we know. 12 is the data count. */
const SECTIONS = { type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9 }
const CODE = 10
const DATA = 11
const DATA_COUNT = 12

/**
 * Takes apart a module that `WebAssembly.validate` has found valid.
 *
 * @throws ModuleRejected for anything that this engine version does not run.
 */
export function parseModule(bytes: Uint8Array): Module {
  const sections = splitSections(bytes)
  const at = (id: number): Reader => {
    const section = sections.get(id)
    return section === undefined ? new Reader(bytes, 0, 0) : new Reader(bytes, section.start, section.end)
  }

  const signatures = list(at(SECTIONS.type), readSignature)
  const imports = list(at(SECTIONS.import), readImport)
  const functions = [...imports.map((item) => item.type), ...list(at(SECTIONS.function), (reader) => reader.u32())]
  if (functions.length > BOUNDS.functions) throw tooMany('functions', BOUNDS.functions)
  const tables = list(at(SECTIONS.table), readTable)
  const memories = list(at(SECTIONS.memory), readMemory)
  const globals = readGlobals(at(SECTIONS.global))
  const exports = list(at(SECTIONS.export), readExport)
  const start = sections.has(SECTIONS.start) ? at(SECTIONS.start).u32() : undefined
  readElements(at(SECTIONS.element))
  readSegments(at(DATA))

  const memory = memories[0]
  if (memory === undefined || memories.length > 1 || !exports.some((item) => item.name === 'memory' && item.kind === 2))
    throw new ModuleRejected('memory', 'The module must have exactly one memory of its own and export it as "memory"')
  return {
    bytes,
    signatures,
    imports,
    functions,
    tables,
    memory,
    globals,
    exports,
    start,
    bodies: list(at(CODE), readBody),
    sections: new Map([...sections].map(([id, { start: from, end }]) => [id, bytes.subarray(from, end)])),
  }
}

function splitSections(bytes: Uint8Array): Map<number, Span> {
  const reader = new Reader(bytes, 8)
  const sections = new Map<number, Span>()
  while (!reader.done) {
    const id = reader.byte()
    const length = reader.u32()
    const from = reader.offset
    reader.skip(length)
    if (id === 0) continue
    if (id > DATA_COUNT) throw new ModuleRejected('feature', `Section ${id} (tags or newer) is not accepted`, from)
    sections.set(id, { start: from, end: from + length })
  }
  return sections
}

function list<T>(reader: Reader, read: (reader: Reader) => T): T[] {
  if (reader.done) return []
  const count = reader.u32()
  const items: T[] = []
  // The count is not believed: an item takes a byte at least, so a false one ends at the section's end.
  for (let index = 0; index < count; index += 1) items.push(read(reader))
  return items
}

function readSignature(reader: Reader): Signature {
  if (reader.byte() !== 0x60)
    throw new ModuleRejected('feature', 'Types other than functions are not accepted', reader.offset)
  const params = list(reader, readValueType)
  const results = list(reader, readValueType)
  return { params: params.length, results: results.length, text: `${letters(params)}:${letters(results)}` }
}

/** i i32, j i64, f f32, d f64, r a reference. */
function letters(types: readonly number[]): string {
  return types.map((type) => 'dfji'[type - 0x7c] ?? 'r').join('')
}

function readImport(reader: Reader): { name: string; type: number } {
  const offset = reader.offset
  const from = reader.name()
  const name = reader.name()
  const kind = reader.byte()
  const what = `${from}.${name}`
  if (kind === 2)
    throw new ModuleRejected('memory', `imports ${what}: the memory must be the module's own, not imported`, offset)
  if (kind !== 0) throw new ModuleRejected('import', `imports ${what}: only functions can be imported`, offset)
  if (from !== 'wasi_snapshot_preview1')
    throw new ModuleRejected(
      'import',
      `imports ${what}: only functions of wasi_snapshot_preview1 can be imported`,
      offset,
    )
  return { name, type: reader.u32() }
}

function readTable(reader: Reader): { type: number; size: Size } {
  const offset = reader.offset
  const type = reader.byte()
  if (type !== 0x70 && type !== 0x6f)
    throw new ModuleRejected('feature', 'Tables other than of funcref or externref are not accepted', offset)
  return { type, size: readSize(reader) }
}

function readMemory(reader: Reader): Size {
  return readSize(reader)
}

function readSize(reader: Reader): Size {
  const flags = reader.byte()
  if (flags > 1)
    throw new ModuleRejected(
      'feature',
      'Shared, 64-bit or custom-page memories and tables are not accepted',
      reader.offset,
    )
  const min = reader.u32()
  return { min, max: flags === 1 ? reader.u32() : undefined }
}

function readExport(reader: Reader): ModuleExport {
  const offset = reader.offset
  const name = reader.name()
  if (name.startsWith('millrace:'))
    throw new ModuleRejected('export', `exports ${name}: names that begin with "millrace:" are the engine's`, offset)
  const kind = reader.byte()
  if (kind > 3) throw new ModuleRejected('feature', `exports ${name}: exports of kind ${kind} are not accepted`, offset)
  return { name, kind, index: reader.u32() }
}

function readBody(reader: Reader): Span {
  const length = reader.u32()
  if (length > BOUNDS.bodyBytes)
    throw new ModuleRejected('size', `A function is longer than ${BOUNDS.bodyBytes} bytes`, reader.offset)
  const start = reader.offset
  reader.skip(length)
  return { start, end: start + length }
}

function tooMany(what: string, bound: number): ModuleRejected {
  return new ModuleRejected('size', `The module has more than ${bound} ${what}`)
}
