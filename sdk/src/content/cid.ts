import { CID } from 'multiformats/cid'
import * as digests from 'multiformats/hashes/digest'
import { bytesToHex, hexToBytes, type Hex } from 'viem'
import { InvalidFieldError } from '../errors.ts'

/** The two codecs in use: `raw` for files, logs and modules, `dag-cbor` for spec, result and manifest. */
export type Codec = 'raw' | 'dag-cbor'

/** A file is one block of at most 64 MiB, so that the digest in its CID is the sha-256 of its bytes. */
export const MAX_BLOCK_BYTES = 64 * 1024 * 1024

const SHA2_256 = 0x12
const codes = { raw: 0x55, 'dag-cbor': 0x71 } as const

/** sha-256 of some bytes, by WebCrypto, which Node and browsers share. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // WebCrypto takes no view on shared memory; a copy is only made where the view may be one.
  const plain =
    bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes.slice()
  return new Uint8Array(await crypto.subtle.digest('SHA-256', plain))
}

/** The CID of some bytes: version 1, sha2-256, base32. */
export async function cidOf(bytes: Uint8Array, codec: Codec): Promise<string> {
  return cidOfDigest(bytesToHex(await sha256(bytes)), codec)
}

/**
 * The CID of content whose sha-256 is known, as of a spec or manifest whose digest is on chain.
 *
 * @throws InvalidFieldError when the digest is not 32 bytes.
 */
export function cidOfDigest(digest: Hex, codec: Codec): string {
  const bytes = hexToBytes(digest)
  if (bytes.length !== 32) throw new InvalidFieldError('cid', 'digest', 'the 32 bytes of a sha-256', bytes)
  return CID.createV1(codes[codec], digests.create(SHA2_256, bytes)).toString()
}

/**
 * The 32-byte digest in a CID: what is stored on chain.
 *
 * @throws InvalidFieldError when it is not one of our CIDs.
 */
export function digestOf(cid: string): Hex {
  return bytesToHex(linkOf(cid).multihash.digest)
}

/**
 * The codec that a CID names.
 *
 * @throws InvalidFieldError when it is not one of our CIDs.
 */
export function codecOf(cid: string): Codec {
  return linkOf(cid).code === codes.raw ? 'raw' : 'dag-cbor'
}

/**
 * Checks that a text is a CID that this market uses, and gives it back in its one spelling: version 1, base32, sha2-256,
 * raw or dag-cbor.
 *
 * @throws InvalidFieldError naming what was found instead.
 */
export function parseCid(text: string): string {
  return linkOf(text).toString()
}

/**
 * The same CID as a link for dag-cbor.
 *
 * @throws InvalidFieldError when it is not one of our CIDs.
 */
export function linkOf(text: string): CID {
  const cid = readCid(text)
  const expected = (what: string, found: string) => new InvalidFieldError('cid', '', what, found)
  if (cid.version !== 1) throw expected('a CID of version 1', `version ${cid.version}`)
  if (cid.multihash.code !== SHA2_256)
    throw expected('a sha2-256 hash (0x12)', `hash 0x${cid.multihash.code.toString(16)}`)
  if (cid.multihash.digest.length !== 32) throw expected('a digest of 32 bytes', `${cid.multihash.digest.length} bytes`)
  if (cid.code !== codes.raw && cid.code !== codes['dag-cbor']) {
    throw expected('codec raw (0x55) or dag-cbor (0x71)', `codec 0x${cid.code.toString(16)}`)
  }
  if (cid.toString() !== text) throw expected('base32 in small letters, as in bafkrei…', text)
  return cid
}

function readCid(text: string): CID {
  try {
    return CID.parse(text)
  } catch (cause) {
    throw new InvalidFieldError('cid', '', 'a CID, as in bafkrei…', text, cause)
  }
}
