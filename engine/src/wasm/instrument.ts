import { BOUNDS } from '../bounds.ts'
import { LOCALS_PER_STEP, OPERATOR_STEPS, PREFIXED_STEPS } from '../cost.ts'
import { ModuleRejected } from '../errors.ts'
import { operatorWeight, TARGET_WEIGHT } from './compile-weight.ts'
import { FrameMeter } from './frame-meter.ts'
import { describeUnknown, nanProducer, readPrefixed, stackChange } from './operators.ts'
import { Reader } from './reader.ts'
import type { Arity, Module, Span } from './types.ts'
import { readValueType } from './value-types.ts'
import { Writer } from './writer.ts'

/** Indexes of what the rewriter appends to a module. */
export type Appended = {
  readonly fuel: number
  readonly stack: number
  readonly trap: number
  readonly chargeBytes: number
  readonly chargeElements: number
  readonly growMemory: number
}

export type Instrumented = {
  readonly bytes: Uint8Array
  /** See `BOUNDS.functionWeight`. */
  readonly weight: number
}

const EMPTY: Arity = { params: 0, results: 0 }

/**
 * Rewrites one function body so that it pays for what it does.
 *
 * The body is cut into straight pieces: a piece ends where control can leave or enter it. Each piece begins by paying
 * its whole price; the purse is looked at where a piece begins that can repeat (function entry, head of a loop), since
 * between two looks only a bounded number of operators can run.
 */
export function instrumentBody(
  module: Module,
  span: Span,
  self: number,
  to: Appended,
  strictFloats: boolean,
): Instrumented {
  const reader = new Reader(module.bytes, span.start, span.end)
  const signature = signatureOf(module, self)
  const out = new Writer()

  const groups = reader.u32()
  out.u32(groups + 3)
  let locals = 0
  for (let left = groups; left > 0; left -= 1) {
    const count = reader.u32()
    locals += count
    out.u32(count).byte(readValueType(reader))
  }
  if (locals + signature.params > BOUNDS.locals)
    throw new ModuleRejected('size', `A function has more than ${BOUNDS.locals} locals`, span.start)
  const stackLocal = signature.params + locals
  const scratch = { f32: stackLocal + 1, f64: stackLocal + 2 }
  out.byte(1, 0x7f, 1, 0x7d, 1, 0x7c)

  const frame = new FrameMeter(signature, locals)
  const body = new Writer()
  const piece = new Writer()
  let steps = Math.ceil(locals / LOCALS_PER_STEP) + 1
  let look = true
  let operators = 0
  let weight = 0
  // Where control splits or meets: a compiler keeps there what each of the function's values is.
  let joints = 0
  const flush = (): void => {
    if (steps > 0) body.byte(0x23).u32(to.fuel).byte(0x42).signed(steps).byte(0x7d, 0x24).u32(to.fuel)
    if (look) body.byte(0x23).u32(to.fuel).byte(0x42, 0, 0x53, 0x04, 0x40, 0x00, 0x0b)
    body.raw(piece.view())
    piece.clear()
    steps = 0
    look = false
  }
  const copyFrom = (offset: number): void => void piece.raw(module.bytes.subarray(offset, reader.offset))

  while (!reader.done) {
    const offset = reader.offset
    const opcode = reader.byte()
    operators += 1
    weight += operatorWeight(opcode)
    steps += opcode === 0xfc ? 0 : (OPERATOR_STEPS[opcode] ?? 1)

    if (opcode === 0x02 || opcode === 0x03 || opcode === 0x04) {
      frame.open(readBlockType(reader, module), opcode === 0x04)
      joints += 1
      // Compilers look for the loops that a loop is in, one by one.
      if (opcode === 0x03) weight += frame.depth
      copyFrom(offset)
      if (opcode !== 0x02) {
        flush()
        look = opcode === 0x03
      }
    } else if (opcode === 0x05 || opcode === 0x0b) {
      joints += 1
      if (opcode === 0x05) frame.otherwise()
      else frame.close()
      copyFrom(offset)
      flush()
    } else if (opcode === 0x0c || opcode === 0x0d) {
      reader.u32()
      joints += 1
      copyFrom(offset)
      if (opcode === 0x0d) frame.add(-1)
      else frame.leave()
      flush()
    } else if (opcode === 0x0e) {
      for (let targets = reader.u32(); targets >= 0; targets -= 1) {
        reader.u32()
        joints += 1
        weight += TARGET_WEIGHT
      }
      copyFrom(offset)
      frame.leave()
      flush()
    } else if (opcode === 0x00 || opcode === 0x0f) {
      if (opcode === 0x0f) joints += 1
      if (opcode === 0x00) piece.byte(0x41, 1, 0x24).u32(to.trap)
      copyFrom(offset)
      frame.leave()
      flush()
    } else if (opcode === 0x10) {
      const target = reader.u32()
      copyFrom(offset)
      const callee = signatureOf(module, target)
      frame.call(callee)
      weight += callee.params + callee.results
      if (target >= module.imports.length) piece.byte(0x20).u32(stackLocal).byte(0x24).u32(to.stack)
    } else if (opcode === 0x11) {
      const type = reader.u32()
      reader.u32()
      copyFrom(offset)
      frame.add(-1)
      const callee = module.signatures[type] ?? EMPTY
      frame.call(callee)
      weight += callee.params + callee.results
      piece.byte(0x20).u32(stackLocal).byte(0x24).u32(to.stack)
    } else if (opcode === 0x40) {
      reader.skipLeb()
      piece.byte(0x10).u32(to.growMemory)
    } else if (opcode === 0xfc) {
      const number = reader.u32()
      frame.add(readPrefixed(reader, number))
      steps += PREFIXED_STEPS[number] ?? 1
      // The length is on top of the operand stack: the helper charges for it and gives it back.
      if (number === 8 || number === 10 || number === 11) piece.byte(0x10).u32(to.chargeBytes)
      if (number === 12 || number === 14 || number === 15 || number === 17) piece.byte(0x10).u32(to.chargeElements)
      copyFrom(offset)
    } else {
      frame.add(skipPlain(reader, opcode))
      copyFrom(offset)
      const float = strictFloats ? nanProducer(opcode) : undefined
      if (float !== undefined) canonicalise(piece, float, scratch[float])
    }
  }
  flush()

  out
    .byte(0x23)
    .u32(to.stack)
    .byte(0x41)
    .signed(frame.units(operators))
    .byte(0x6b, 0x22)
    .u32(stackLocal)
    .byte(0x24)
    .u32(to.stack)
  out.byte(0x20).u32(stackLocal).byte(0x41, 0, 0x48, 0x04, 0x40, 0x00, 0x0b)
  return { bytes: out.raw(body.view()).view(), weight: weight + joints * frame.values }
}

function signatureOf(module: Module, index: number): Arity {
  return module.signatures[module.functions[index] ?? -1] ?? EMPTY
}

function readBlockType(reader: Reader, module: Module): Arity {
  const offset = reader.offset
  const type = reader.s33()
  if (type >= 0) return module.signatures[type] ?? EMPTY
  if (type === -64) return EMPTY
  reader.offset = offset
  readValueType(reader)
  return { params: 0, results: 1 }
}

/** Steps over the immediates of a plain operator and returns how it changes the operand stack. */
function skipPlain(reader: Reader, opcode: number): number {
  const offset = reader.offset - 1
  if (opcode === 0x01) return 0 // nop
  if (opcode === 0x1a) return -1 // drop
  if (opcode === 0x1b) return -2 // select
  if (opcode === 0x1c) {
    for (let types = reader.u32(); types > 0; types -= 1) readValueType(reader)
    return -2
  }
  if (opcode >= 0x20 && opcode <= 0x26) {
    reader.u32()
    return [1, -1, 0, 1, -1, 0, -2][opcode - 0x20] ?? 0 // local get set tee, global get set, table get set
  }
  if (opcode >= 0x28 && opcode <= 0x3e) {
    if (reader.u32() >= 64) throw new ModuleRejected('memory', 'Operators that name a memory are not accepted', offset)
    reader.skipLeb()
    return opcode >= 0x36 ? -2 : 0
  }
  if (opcode === 0x3f || opcode === 0x41 || opcode === 0x42 || opcode === 0xd2) {
    reader.skipLeb() // memory.size, integer constants, ref.func
    return 1
  }
  if (opcode === 0x43 || opcode === 0x44) {
    reader.skip(opcode === 0x43 ? 4 : 8)
    return 1
  }
  if (opcode >= 0x45 && opcode <= 0xc4) return stackChange(opcode)
  if (opcode === 0xd0) {
    readValueType(reader) // ref.null
    return 1
  }
  if (opcode === 0xd1) return 0 // ref.is_null
  throw new ModuleRejected('feature', describeUnknown(opcode), offset)
}

/** tee x; canonical; x; x; eq; select: keeps x unless it is not equal to itself. */
function canonicalise(piece: Writer, float: 'f32' | 'f64', local: number): void {
  piece.byte(0x22).u32(local)
  if (float === 'f32') piece.byte(0x43, 0, 0, 0xc0, 0x7f)
  else piece.byte(0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f)
  piece
    .byte(0x20)
    .u32(local)
    .byte(0x20)
    .u32(local)
    .byte(float === 'f32' ? 0x5b : 0x61, 0x1b)
}
