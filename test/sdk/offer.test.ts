import { decodeOffer, encodeOffer, InvalidFieldError, parseOffer } from '@millrace/sdk'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { offer, offers, token } from './market.ts'

describe('offer', function () {
  it('comes back from its bytes as it was', function () {
    fc.assert(
      fc.property(offers, (published) => {
        expect(decodeOffer(encodeOffer(published.offer))).to.deep.equal(published.offer)
      }),
    )
  })

  for (const [field, change] of [
    ['gateway', { gateway: 'ftp://a' }],
    ['gateway', { gateway: 'http://user:secret@a' }],
    ['gateway', { gateway: 'http://user@a' }],
    ['endpoint', { endpoint: 'javascript:alert(1)' }],
    ['tokens[0]', { tokens: [{ token, minPrice: 1n, maxStake: 1n }] }],
    ['tokens[0].token', { tokens: [{ token: '0x1', perBillionSteps: 1n, minPrice: 1n, maxStake: 1n }] }],
    ['verifiers[0]', { verifiers: ['me'] }],
    ['stepsPerSecond', { stepsPerSecond: 0n }],
    ['conditions.maxSlash', { conditions: { ...offer.conditions, maxSlash: 10_001 } }],
    ['conditions.fallbacks[0]', { conditions: { ...offer.conditions, fallbacks: ['Luck'] } }],
    ['conditions.arbiters[0]', { conditions: { ...offer.conditions, arbiters: ['me'] } }],
    ['conditions.luck', { conditions: { ...offer.conditions, luck: 1 } }],
    ['name', { name: '' }],
    ['runtimes[0].kind', { runtimes: [{ kind: 'java' }] }],
  ] as const) {
    it(`names ${field} when it is wrong`, function () {
      expect(() => parseOffer({ ...offer, ...change }))
        .to.throw(InvalidFieldError)
        .with.property('field', field)
    })
  }

  it('is at most 2 kB', function () {
    const hosts = Array.from({ length: 32 }, (_, index) => `${'long'.repeat(15)}${index}.example.org`)
    expect(() => encodeOffer({ ...offer, network: { kind: 'allow', hosts } })).to.throw(InvalidFieldError, '2048 bytes')
  })
})
