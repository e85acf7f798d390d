import * as dagCbor from '@ipld/dag-cbor'
import { InvalidFieldError, type Subject } from '../errors.ts'

/**
 * Encodes a value of the IPLD data model (https://ipld.io/specs/codecs/dag-cbor/spec/). A bigint takes the same bytes as
 * the number of the same value, and the order of keys does not matter: equal values have equal bytes.
 *
 * @throws InvalidFieldError for what the data model has no place for: undefined, floats that are not finite, integers
 * beyond 64 bits.
 */
export function encodeDagCbor(value: unknown): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(dagCbor.encode(value))
  } catch (cause) {
    throw new InvalidFieldError('dagCbor', '', 'a value of the IPLD data model', value, cause)
  }
}

/**
 * Decodes bytes, and refuses every spelling but the canonical one: other bytes for the same value would have another CID.
 * Integers beyond 2^53 come back as bigint, smaller ones as number.
 *
 * @throws InvalidFieldError
 */
export function decodeDagCbor(bytes: Uint8Array, subject: Subject = 'dagCbor'): unknown {
  const value = decode(bytes, subject)
  if (!equalBytes(encodeDagCbor(value), bytes)) {
    throw new InvalidFieldError(subject, '', 'canonical dag-cbor', 'another spelling of the same value')
  }
  return value
}

/** Whether two byte strings are the same. Not for secrets: it stops at the first difference. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function decode(bytes: Uint8Array, subject: Subject): unknown {
  try {
    return dagCbor.decode(bytes)
  } catch (cause) {
    throw new InvalidFieldError(subject, '', 'dag-cbor', bytes, cause)
  }
}
