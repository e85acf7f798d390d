import { BOUNDS } from './bounds.ts'
import { ModuleRejected, RequestInvalid } from './errors.ts'
import { validate } from './validate.ts'
import { helperBodies } from './wasm/helpers.ts'
import { type Appended, instrumentBody } from './wasm/instrument.ts'
import type { Module, Size, Span } from './wasm/types.ts'
import { Writer } from './wasm/writer.ts'

/** What is built into a rewritten module. */
export type RewriteOptions = {
  /** Budget in engine steps, 1 to 2^62: the initial value of the fuel counter. */
  readonly steps: bigint
  /** Pages of 64 KiB that the memory may reach. */
  readonly maxMemoryPages: number
  readonly strictFloats: boolean
}

/** Exports that the rewriter adds. A module that uses such a name is rejected. */
export const ADDED = {
  fuel: 'millrace:fuel',
  stack: 'millrace:stack',
  trap: 'millrace:trap',
  start: 'millrace:start',
} as const

/**
 * Makes a module pay for what it does and stop at its limits: fuel with the budget built in, call depth counted the same
 * on every machine, capped memory and tables, canonical NaN if asked. A start section becomes an export, so that the
 * host is ready when it runs. Custom sections are dropped.
 *
 * @throws ModuleRejected as `validate` does, and when the module starts with more memory than allowed.
 * @throws RequestInvalid for options out of bounds.
 */
export function rewrite(bytes: Uint8Array, options: RewriteOptions): Uint8Array<ArrayBuffer> {
  return rewriteModule(validate(bytes), options)
}

/** The same for a module that `validate` has taken apart. */
export function rewriteModule(module: Module, options: RewriteOptions): Uint8Array<ArrayBuffer> {
  if (options.steps < 1n || options.steps > 2n ** 62n) throw new RequestInvalid('steps', 'from 1 to 2^62')
  const pages = Math.min(options.maxMemoryPages, BOUNDS.memoryPages)
  if (module.memory.min > pages)
    throw new ModuleRejected(
      'memory',
      `The module starts with ${module.memory.min} pages of memory; ${pages} are allowed`,
    )
  const output = assemble(module, { ...options, maxMemoryPages: Math.min(pages, module.memory.max ?? pages) })
  // Cannot happen for a module that was valid, save where ours goes over a size limit of the host.
  if (!WebAssembly.validate(output)) throw new ModuleRejected('size', 'The module is too large to be metered')
  return output
}

function assemble(module: Module, options: RewriteOptions): Uint8Array<ArrayBuffer> {
  const functions = module.functions.length
  const to: Appended = {
    fuel: module.globals,
    stack: module.globals + 1,
    trap: module.globals + 2,
    chargeBytes: functions,
    chargeElements: functions + 1,
    growMemory: functions + 2,
  }
  const helperType = module.signatures.length
  const helper = new Writer().byte(0x60, 1, 0x7f, 1, 0x7f)
  const globals = new Writer().byte(0x7e, 1, 0x42).signed(options.steps).byte(0x0b)
  globals.byte(0x7f, 1, 0x41).signed(BOUNDS.stackUnits).byte(0x0b, 0x7f, 1, 0x41, 0, 0x0b)

  const out = new Writer().byte(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
  const add = (id: number, content: Uint8Array): void => void out.byte(id).sized(content)
  const copy = (id: number): void => {
    const section = module.sections.get(id)
    if (section !== undefined) add(id, section)
  }
  add(1, extend(module.sections.get(1), helper.view(), 1))
  copy(2)
  add(3, extend(module.sections.get(3), new Writer().u32(helperType).u32(helperType).u32(helperType).view(), 3))
  if (module.tables.length > 0) add(4, cappedTables(module))
  add(5, new Writer().byte(1, 1).u32(module.memory.min).u32(options.maxMemoryPages).view())
  add(6, extend(module.sections.get(6), globals.view(), 3))
  add(7, exportsOf(module, to))
  copy(9)
  copy(12)
  add(10, code(module, to, options))
  copy(11)
  return out.view()
}

/** A vector with `count` items more at its end. */
function extend(section: Uint8Array | undefined, more: Uint8Array, count: number): Uint8Array {
  if (section === undefined) return new Writer().u32(count).raw(more).view()
  let present = 0
  let offset = 0
  for (let shift = 0, next = 0x80; next >= 0x80; shift += 7, offset += 1) {
    next = section[offset] ?? 0
    present += (next & 0x7f) * 2 ** shift
  }
  return new Writer()
    .u32(present + count)
    .raw(section.subarray(offset))
    .raw(more)
    .view()
}

function cappedTables(module: Module): Uint8Array {
  const out = new Writer().u32(module.tables.length)
  // The bound is for all tables together, so each may grow by its share of what the module does not start with.
  const initial = module.tables.reduce((sum, table) => sum + table.size.min, 0)
  const share = Math.floor((BOUNDS.tableElements - initial) / module.tables.length)
  for (const { type, size } of module.tables) out.byte(type, 1).u32(size.min).u32(capOf(size, share))
  return out.view()
}

function capOf(size: Size, share: number): number {
  return Math.min(size.max ?? Number.POSITIVE_INFINITY, size.min + share)
}

function exportsOf(module: Module, to: Appended): Uint8Array {
  const more = new Writer()
  more.name(ADDED.fuel).byte(3).u32(to.fuel)
  more.name(ADDED.stack).byte(3).u32(to.stack)
  more.name(ADDED.trap).byte(3).u32(to.trap)
  if (module.start !== undefined) more.name(ADDED.start).byte(0).u32(module.start)
  return extend(module.sections.get(7), more.view(), module.start === undefined ? 3 : 4)
}

function tooHeavy(module: Module, weight: number, total: number, { start, end }: Span): ModuleRejected {
  const advice = 'build with optimisation, and split it'
  if (weight > BOUNDS.functionWeight)
    return new ModuleRejected(
      'size',
      `A function of ${end - start} bytes weighs ${weight} to compile; ${BOUNDS.functionWeight} are allowed: ${advice}`,
      start,
    )
  return new ModuleRejected(
    'size',
    `The first functions of ${module.bodies.length} weigh ${total} to compile; ${BOUNDS.moduleWeight} are allowed: ${advice}`,
    start,
  )
}

function code(module: Module, to: Appended, options: RewriteOptions): Uint8Array {
  const helpers = helperBodies(to, options.maxMemoryPages)
  const out = new Writer().u32(module.bodies.length + helpers.length)
  let total = 0
  for (const [index, span] of module.bodies.entries()) {
    const self = module.imports.length + index
    const { bytes, weight } = instrumentBody(module, span, self, to, options.strictFloats)
    total += weight
    if (weight > BOUNDS.functionWeight || total > BOUNDS.moduleWeight) throw tooHeavy(module, weight, total, span)
    out.sized(bytes)
  }
  for (const body of helpers) out.sized(body)
  return out.view()
}
