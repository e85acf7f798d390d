import { decodeErrorResult, hexToString, isHex, type Hex } from 'viem'
import { MillraceError } from '../errors.ts'
import { committeeVerifierAbi, jobEscrowAbi, offerBookAbi, testDollarAbi } from '../generated/abi.ts'
import { errorSentences } from '../generated/errors.ts'

/** The errors of our contracts, and with the test token those of any token of OpenZeppelin's making. */
const errors = [...jobEscrowAbi, ...offerBookAbi, ...committeeVerifierAbi, ...testDollarAbi].filter(
  (item) => item.type === 'error',
)

/** A contract refused a call. The message is the sentence of its error, with the field where it names one. */
export class EscrowRevertError extends MillraceError {
  override readonly name = 'EscrowRevertError'
  override readonly code = 'chain.revert'
  override readonly retryable: boolean
  /** The name of the Solidity error. */
  readonly errorName: string
  readonly args: readonly unknown[]

  constructor(errorName: string, args: readonly unknown[], cause?: unknown) {
    super(sentenceOf(errorName, args), { cause, meta: { errorName, args: args.map(String).join(', ') } })
    this.errorName = errorName
    this.args = args
    this.retryable = errorName === 'JobNotCurrent' || errorName === 'DeadlineNotPassed'
  }
}

/** The error in some revert data, or undefined when it is none of the contracts'. */
export function decodeRevert(data: Hex, cause?: unknown): EscrowRevertError | undefined {
  try {
    const decoded = decodeErrorResult({ abi: errors, data })
    // viem leaves the arguments out of an error that has none, whatever its type says.
    const args: readonly unknown[] | undefined = decoded.args
    return new EscrowRevertError(decoded.errorName, args ?? [], cause)
  } catch {
    // Not one of ours: a token's, or no data at all. The caller keeps the cause.
    return undefined
  }
}

/**
 * The refusal of a contract inside an error of a client library or a node, wherever along its causes the revert data is.
 * Undefined when there is none, or it is not one of ours.
 */
export function findRevert(error: unknown): EscrowRevertError | undefined {
  // A chain of causes can loop; no honest one is this long.
  let at: unknown = error
  for (let depth = 0; depth < 20 && typeof at === 'object' && at !== null; depth++) {
    const data = 'data' in at ? at.data : undefined
    const inner = typeof data === 'object' && data !== null && 'data' in data ? data.data : data
    const revert = isHex(inner) ? decodeRevert(inner, error) : undefined
    if (revert !== undefined) return revert
    at = 'cause' in at ? at.cause : undefined
  }
  return undefined
}

function sentenceOf(errorName: string, args: readonly unknown[]): string {
  const sentences: Readonly<Record<string, string>> = errorSentences
  const sentence = sentences[errorName] ?? `The contract refused the call: ${errorName}.`
  const [first] = args
  if (errorName === 'OrderTermOutOfBounds') {
    const [, value, least, most] = args
    return `The order's ${ascii(first)} is ${String(value)}; it must be from ${String(least)} to ${String(most)}.`
  }
  if (errorName === 'OrderAddressMissing') return `The order must name an address for ${ascii(first)}.`
  if (errorName === 'OrderTermsConflict') return `Two terms of the order contradict each other: ${ascii(first)}.`
  return sentence
}

function ascii(word: unknown): string {
  return isHex(word) ? hexToString(word, { size: 32 }) : String(word)
}
