import { createHash } from 'node:crypto'
import { sha256 } from '@millrace/engine'
import { expect } from 'chai'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('sha256', () => {
  // NIST, "Examples with Intermediate Values", SHA-256, and the Cryptographic Algorithm Validation Program.
  const vectors: readonly [string, Uint8Array, string][] = [
    ['nothing', ascii(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['one block', ascii('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'two blocks',
      ascii('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'),
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'a million letters',
      ascii('a'.repeat(1_000_000)),
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    ],
  ]
  for (const [name, message, digest] of vectors)
    it(`agrees with NIST on ${name}`, () => expect(hex(sha256(message))).to.equal(digest))

  it('agrees with the system at every length around the padding', () => {
    for (let length = 0; length < 200; length += 1) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 0xff)
      expect(hex(sha256(message))).to.equal(createHash('sha256').update(message).digest('hex'))
    }
  })
})
