import {
  cidOf,
  decodeManifest,
  decodeOffer,
  decodeResult,
  decodeSpec,
  encodeManifest,
  encodeOffer,
  encodeResult,
  encodeSpec,
  parseManifest,
  parseOffer,
  parseResult,
  parseSpec,
} from '@millrace/sdk'
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { hexToBytes, toHex, type Hex } from 'viem'

type Vector = { readonly name: string; readonly input: unknown; readonly bytes: Hex; readonly cid: string }

/** Reads the vectors of a kind and checks them through parser, encoder and decoder. */
function check<T>(
  kind: string,
  parse: (value: unknown) => T,
  encode: (value: T) => Uint8Array,
  decode: (bytes: Uint8Array) => T,
): void {
  const vectors: readonly Vector[] = JSON.parse(readFileSync(`sdk/vectors/${kind}.json`, 'utf8'))
  for (const { name, input, bytes, cid } of vectors) {
    it(`${kind}: ${name}`, async function () {
      const value = parse(input)
      expect(toHex(encode(value))).to.equal(bytes)
      expect(decode(hexToBytes(bytes))).to.deep.equal(value)
      expect(await cidOf(hexToBytes(bytes), 'dag-cbor')).to.equal(cid)
    })
  }
}

describe('vectors', function () {
  check('spec', parseSpec, encodeSpec, decodeSpec)
  check('result', parseResult, encodeResult, decodeResult)
  check('manifest', parseManifest, encodeManifest, decodeManifest)
  check('offer', parseOffer, encodeOffer, decodeOffer)
})
