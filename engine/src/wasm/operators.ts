import { ModuleRejected } from '../errors.ts'
import type { Reader } from './reader.ts'

/**
 * How many values an operator without immediates adds to the operand stack (negative: takes away), by opcode.
 * Source: WebAssembly core specification 2.0, §3.3 and §5.4.
 */
export function stackChange(opcode: number): number {
  if (opcode === 0x45 || opcode === 0x50) return 0 // eqz
  if (opcode <= 0x66) return -1 // comparisons
  if (opcode <= 0x69) return 0 // i32 clz, ctz, popcnt
  if (opcode <= 0x78) return -1
  if (opcode <= 0x7b) return 0 // i64 clz, ctz, popcnt
  if (opcode <= 0x8a) return -1
  if (opcode <= 0x91) return 0 // f32 unary
  if (opcode <= 0x98) return -1
  if (opcode <= 0x9f) return 0 // f64 unary
  if (opcode <= 0xa6) return -1
  return 0 // conversions and sign extensions
}

/** The float type whose NaN an operator may produce, or undefined. Sign operators and copies keep bits, so they are not here. */
export function nanProducer(opcode: number): 'f32' | 'f64' | undefined {
  if (opcode >= 0x8d && opcode <= 0x97) return 'f32' // ceil floor trunc nearest sqrt add sub mul div min max
  if (opcode >= 0x9b && opcode <= 0xa5) return 'f64'
  if (opcode === 0xb6) return 'f32' // f32.demote_f64
  if (opcode === 0xbb) return 'f64' // f64.promote_f32
  return undefined
}

/** Families of the operators after 0xFC, by number: what they read and how they change the operand stack. */
const PREFIXED: readonly { readonly immediates: number; readonly change: number }[] = [
  ...Array.from({ length: 8 }, () => ({ immediates: 0, change: 0 })), // 0-7 saturating truncations
  { immediates: 2, change: -3 }, // 8 memory.init
  { immediates: 1, change: 0 }, // 9 data.drop
  { immediates: 2, change: -3 }, // 10 memory.copy
  { immediates: 1, change: -3 }, // 11 memory.fill
  { immediates: 2, change: -3 }, // 12 table.init
  { immediates: 1, change: 0 }, // 13 elem.drop
  { immediates: 2, change: -3 }, // 14 table.copy
  { immediates: 1, change: -1 }, // 15 table.grow
  { immediates: 1, change: 1 }, // 16 table.size
  { immediates: 1, change: -3 }, // 17 table.fill
]

/** Steps over the immediates of operator 0xFC `number`. @throws ModuleRejected for one that is not accepted. */
export function readPrefixed(reader: Reader, number: number): number {
  const known = PREFIXED[number]
  if (known === undefined) throw new ModuleRejected('feature', `Operator 0xfc ${number} is not accepted`, reader.offset)
  for (let left = known.immediates; left > 0; left -= 1) reader.skipLeb()
  return known.change
}

/** Operators that one finds in newer modules, for a sentence that helps. */
export function describeUnknown(opcode: number): string {
  if (opcode === 0xfd) return 'SIMD operators are not accepted by this engine version (build without -msimd128)'
  if (opcode === 0xfe) return 'Threads and atomic operators are not deterministic and are not accepted'
  if (opcode === 0xfb) return 'Garbage-collected types are not accepted'
  if (opcode === 0x12 || opcode === 0x13 || opcode === 0x15) return 'Tail calls are not accepted by this engine version'
  if ((opcode >= 0x06 && opcode <= 0x0a) || opcode === 0x18 || opcode === 0x19 || opcode === 0x1f)
    return 'Exceptions are not accepted by this engine version (build without exception support)'
  return `Operator 0x${opcode.toString(16).padStart(2, '0')} is not accepted`
}
