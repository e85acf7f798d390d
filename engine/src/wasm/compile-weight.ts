import { nanProducer } from './operators.ts'

/*
 * What a host needs to compile one operator, in units of 100 bytes of its memory, rounded up from what V8's optimising
 * compiler took for functions of nothing else. Part of the protocol with `BOUNDS.functionWeight`: a module is refused
 * by the same count everywhere.
 */
const PLAIN = 8
/** Arithmetic on floats, with what makes its NaN canonical. */
const FLOAT = 28
/** With each parameter and each result once more. */
const CALL_WEIGHT = 110
/** Conversions that do not trap, bulk operators, and growth: each is a call or several branches. */
const PREFIXED = 90
/** Where control splits or meets; each value that the function holds there comes on top. */
const JOINT = 40
const LOOP = 80
/** One more target of a `br_table`. */
export const TARGET_WEIGHT = 5

/** Units for an operator by its opcode, without what depends on its immediates. */
export function operatorWeight(opcode: number): number {
  if (opcode === 0x03) return LOOP
  if ((opcode >= 0x02 && opcode <= 0x05) || (opcode >= 0x0b && opcode <= 0x0f)) return JOINT
  if (opcode === 0x10 || opcode === 0x11) return CALL_WEIGHT
  if (opcode === 0xfc || opcode === 0x40 || opcode === 0x25 || opcode === 0x26) return PREFIXED
  if (opcode >= 0xa8 && opcode <= 0xb1 && opcode !== 0xac && opcode !== 0xad) return PREFIXED // conversions that trap
  return nanProducer(opcode) === undefined ? PLAIN : FLOAT
}
