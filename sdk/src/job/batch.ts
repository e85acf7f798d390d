import { concatHex, numberToHex, size, slice, type Hex } from 'viem'
import { MillraceError } from '../errors.ts'

/** Calls that JobBatch makes from one of them and the words in which the others differ. */
export type BatchOf = { readonly call: Hex; readonly differences: readonly Hex[] }

/** Calls cannot be told as differences from each other: they are not of one function, or not of one length. */
export class CallsDifferError extends MillraceError {
  override readonly name = 'CallsDifferError'
  override readonly code = 'job.callsDiffer'
  override readonly retryable = false
}

const WORD = 32
const SELECTOR = 4

/**
 * The arguments of JobBatch's `batchOf` for many calls of one function of the escrow, such as the completions of fifty jobs with
 * the same terms: a third of their calldata.
 *
 * @param calls Encoded calls, at least one: selector and arguments. All have the same length, as calls without funding do.
 * @throws CallsDifferError when they do not.
 */
export function batchOf(calls: readonly Hex[]): BatchOf {
  const [call] = calls
  if (call === undefined) throw new CallsDifferError('A batch needs at least one call.')
  return { call, differences: calls.map((other) => difference(call, other)) }
}

function difference(call: Hex, other: Hex): Hex {
  if (size(call) !== size(other) || slice(call, 0, SELECTOR) !== slice(other, 0, SELECTOR))
    throw new CallsDifferError(
      'Calls of one batch must be of one function and of one length: send the others with `batch`.',
    )
  const changes: Hex[] = []
  for (let at = SELECTOR; at < size(call); at += WORD) {
    const word = slice(other, at, at + WORD)
    if (word !== slice(call, at, at + WORD)) changes.push(numberToHex(at, { size: 2 }), word)
  }
  return changes.length === 0 ? '0x' : concatHex(changes)
}
