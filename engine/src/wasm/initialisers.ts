import { ModuleRejected } from '../errors.ts'
import type { Reader } from './reader.ts'
import { readValueType } from './value-types.ts'

/** Checks the globals and returns how many there are. */
export function readGlobals(reader: Reader): number {
  if (reader.done) return 0
  const count = reader.u32()
  for (let left = count; left > 0; left -= 1) {
    readValueType(reader)
    reader.byte()
    readConstant(reader)
  }
  return count
}

/** Checks element segments: binary format of core specification 2.0, §5.5.12, the eight flag combinations. */
export function readElements(reader: Reader): void {
  if (reader.done) return
  for (let left = reader.u32(); left > 0; left -= 1) {
    const flags = reader.u32()
    if (flags > 7)
      throw new ModuleRejected('feature', `Element segments of kind ${flags} are not accepted`, reader.offset)
    const active = (flags & 1) === 0
    if (active && flags & 2) reader.u32()
    if (active) readConstant(reader)
    const expressions = (flags & 4) !== 0
    if (flags & 3) {
      if (expressions) readValueType(reader)
      else reader.byte()
    }
    for (let items = reader.u32(); items > 0; items -= 1) {
      if (expressions) readConstant(reader)
      else reader.u32()
    }
  }
}

/** Checks data segments. */
export function readSegments(reader: Reader): void {
  if (reader.done) return
  for (let left = reader.u32(); left > 0; left -= 1) {
    const flags = reader.u32()
    if (flags > 2) throw new ModuleRejected('feature', `Data segments of kind ${flags} are not accepted`, reader.offset)
    if (flags === 2) reader.u32()
    if (flags !== 1) readConstant(reader)
    reader.skip(reader.u32())
  }
}

/** Constants, references and the extended-const arithmetic; anything newer could bring types that we do not know. */
function readConstant(reader: Reader): void {
  for (;;) {
    const offset = reader.offset
    const opcode = reader.byte()
    if (opcode === 0x0b) return
    if (opcode === 0x41 || opcode === 0x42 || opcode === 0x23 || opcode === 0xd2) reader.skipLeb()
    else if (opcode === 0x43) reader.skip(4)
    else if (opcode === 0x44) reader.skip(8)
    else if (opcode === 0xd0) readValueType(reader)
    else if (![0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e].includes(opcode))
      throw new ModuleRejected('feature', `Constant operator 0x${opcode.toString(16)} is not accepted`, offset)
  }
}
