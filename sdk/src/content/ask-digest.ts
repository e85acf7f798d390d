import { isHex, type Hex } from 'viem'

/** A request for the sha-256 of some bytes, answered by whoever drives the generator. */
export type DigestNeed = { readonly kind: 'digest'; readonly bytes: Uint8Array }

/** Asks for a digest. The one place that says what an answer to it looks like. */
export function* askDigest(bytes: Uint8Array): Generator<DigestNeed, Hex, unknown> {
  const answer = yield { kind: 'digest', bytes }
  if (!isHex(answer) || answer.length !== 66) throw new TypeError('The answer to a digest must be 32 bytes as 0x…')
  return answer
}
