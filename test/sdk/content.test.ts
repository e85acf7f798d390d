import {
  cidOf,
  cidOfDigest,
  codecOf,
  decodeDagCbor,
  digestOf,
  encodeDagCbor,
  InvalidFieldError,
  parseCid,
} from '@millrace/sdk'
import { expect } from 'chai'
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { CID } from 'multiformats/cid'
import * as digests from 'multiformats/hashes/digest'
import { hexOf } from './arbitraries.ts'

describe('content', function () {
  it('gives a file the CID that IPFS gives it as one raw block', async function () {
    // `ipfs add --raw-leaves` of "hello world" without a line end, well known.
    const hello = new TextEncoder().encode('hello world')
    expect(await cidOf(hello, 'raw')).to.equal('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e')
  })

  it('carries the sha-256 of the bytes, as sha256sum computes it', async function () {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const digest = createHash('sha256').update(bytes).digest('hex')
        expect(digestOf(await cidOf(bytes, 'raw'))).to.equal(`0x${digest}`)
      }),
    )
  })

  it('goes from digest to CID and back, for both codecs', function () {
    fc.assert(
      fc.property(hexOf(32), fc.constantFrom('raw' as const, 'dag-cbor' as const), (digest, codec) => {
        const cid = cidOfDigest(digest, codec)
        expect(digestOf(cid)).to.equal(digest)
        expect(codecOf(cid)).to.equal(codec)
        expect(parseCid(cid)).to.equal(cid)
      }),
    )
  })

  for (const [what, cid, found] of [
    ['a CID of version 0', 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG', 'version 0'],
    ['a directory (dag-pb)', 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi', 'codec 0x70'],
    ['a CID in another base', 'zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA', 'zb2rhe5P4g'],
    ['an identity hash', 'bafkqaaa', 'hash 0x0'],
    ['no CID at all', 'hello', 'hello'],
    ['nothing', '', '""'],
  ] as const) {
    it(`refuses ${what} and says what it found`, function () {
      expect(() => parseCid(cid))
        .to.throw(InvalidFieldError)
        .with.property('message')
        .that.includes(found)
    })
  }

  it('refuses a digest that was cut', function () {
    const cut = CID.createV1(0x55, digests.create(0x12, new Uint8Array(20))).toString()
    expect(() => parseCid(cut)).to.throw(InvalidFieldError, '20 bytes')
    expect(() => cidOfDigest('0x00', 'raw')).to.throw(InvalidFieldError, '32 bytes')
  })

  it('writes equal values as equal bytes, whatever the order of keys or the type of a whole number', function () {
    expect(encodeDagCbor({ b: 1n, a: 2 })).to.deep.equal(encodeDagCbor({ a: 2n, b: 1 }))
    expect(decodeDagCbor(encodeDagCbor({ big: 2n ** 60n }))).to.deep.equal({ big: 2n ** 60n })
  })

  for (const [what, hex] of [
    ['a number in more bytes than it needs', '1801'],
    ['keys out of order', 'a2616201616102'],
    ['a string of indefinite length', '5f4101ff'],
    ['a key that stands twice', 'a2616101616102'],
    ['NaN', 'fb7ff8000000000000'],
    ['undefined', 'f7'],
    ['bytes after the end', '0101'],
    ['nothing', ''],
  ] as const) {
    it(`refuses ${what} in dag-cbor`, function () {
      expect(() => decodeDagCbor(Buffer.from(hex, 'hex'))).to.throw(InvalidFieldError)
    })
  }

  it('refuses values that the data model has no place for', function () {
    expect(() => encodeDagCbor({ a: undefined })).to.throw(InvalidFieldError)
    expect(() => encodeDagCbor(2n ** 64n)).to.throw(InvalidFieldError)
    expect(() => encodeDagCbor(Number.NaN)).to.throw(InvalidFieldError)
  })
})
