import { hexToBytes, stringToHex, type Hex } from 'viem'
import { MillraceError } from '../errors.ts'

/** Text that is no reason code. */
export class ReasonCodeError extends MillraceError {
  override readonly name = 'ReasonCodeError'
  override readonly code = 'job.reasonCode'
  override readonly retryable = false
}

const CODE = /^[A-Za-z0-9_.-]{1,32}$/

/** The word for a reason of `decline` or `resign`: up to 32 letters, digits, dots, dashes and underscores, from the left. */
export function reasonWord(code: string): Hex {
  if (!CODE.test(code))
    throw new ReasonCodeError(`A reason is 1 to 32 letters, digits, ".", "-" or "_": not "${code}".`)
  return stringToHex(code, { size: 32 })
}

/** The code in a reason word, or undefined when it holds none: a stranger can write any bytes there, safe to show are these. */
export function reasonOf(word: Hex): string | undefined {
  const code = String.fromCharCode(...hexToBytes(word)).replace(/\0+$/, '')
  return CODE.test(code) ? code : undefined
}
