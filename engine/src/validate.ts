import { BOUNDS } from './bounds.ts'
import { ModuleRejected } from './errors.ts'
import { WASI_SIGNATURES } from './wasi/names.ts'
import { parseModule } from './wasm/parse.ts'
import type { Module } from './wasm/types.ts'

/**
 * Checks the frame of a binary: everything but what is inside its functions, which `rewrite` checks on its way, and what
 * depends on the request. Whether a job can run is the business of `checkJob`. The host validates first: a rewriter must never see an index that its own additions would make legal.
 *
 * @throws ModuleRejected with one sentence that says what to change.
 */
export function validate(bytes: Uint8Array): Module {
  if (bytes.length > BOUNDS.moduleBytes)
    throw new ModuleRejected('size', `The module has ${bytes.length} bytes; ${BOUNDS.moduleBytes} are allowed`)
  if (bytes.length < 8 || bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d)
    throw new ModuleRejected('invalid', 'This is not a WebAssembly module: it does not begin with "\\0asm"', 0)
  if (bytes[4] !== 1 || bytes[5] !== 0 || bytes[6] !== 0 || bytes[7] !== 0)
    throw new ModuleRejected(
      'invalid',
      'This is not a core WebAssembly module of version 1 (components are not accepted)',
      4,
    )
  if (!WebAssembly.validate(plain(bytes))) throw new ModuleRejected('invalid', 'The WebAssembly module is not valid')

  const module = parseModule(bytes)
  for (const { name, type } of module.imports) {
    const expected = new Map<string, string>(Object.entries(WASI_SIGNATURES)).get(name)
    const found = module.signatures[type]?.text
    if (expected === undefined)
      throw new ModuleRejected('import', `imports wasi_snapshot_preview1.${name}: this engine has no such function`)
    if (found !== expected)
      throw new ModuleRejected('import', `imports wasi_snapshot_preview1.${name} as ${found}: its type is ${expected}`)
  }
  const initial = module.tables.reduce((sum, table) => sum + table.size.min, 0)
  if (module.tables.length > BOUNDS.tables || initial > BOUNDS.tableElements)
    throw new ModuleRejected(
      'table',
      `The tables must be at most ${BOUNDS.tables} and hold at most ${BOUNDS.tableElements} elements`,
    )
  return module
}

/** @throws ModuleRejected when the module has no exported function `entry` without parameters and results. */
export function checkEntry(module: Module, entry: string): void {
  const found = module.exports.find((item) => item.name === entry && item.kind === 0)
  if (found === undefined)
    throw new ModuleRejected('entry', `The module must export the function "${entry}", where the job begins`)
  const signature = module.signatures[module.functions[found.index] ?? -1]
  if (signature === undefined || signature.params + signature.results > 0)
    throw new ModuleRejected('entry', `The function "${entry}" must have no parameters and no results`)
}

/** The same bytes as the web platform's types want them: never in shared memory. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
