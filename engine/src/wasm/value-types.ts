import { ModuleRejected } from '../errors.ts'
import type { Reader } from './reader.ts'

/** @throws ModuleRejected for value types other than i32, i64, f32, f64, funcref, externref. */
export function readValueType(reader: Reader): number {
  const type = reader.byte()
  if (type === 0x7b)
    throw new ModuleRejected('feature', 'SIMD values (v128) are not accepted by this engine version', reader.offset)
  if ((type < 0x7c || type > 0x7f) && type !== 0x70 && type !== 0x6f)
    throw new ModuleRejected('feature', `Value type 0x${type.toString(16)} is not accepted`, reader.offset)
  return type
}
