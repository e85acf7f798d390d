import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { expect } from 'chai'
import { localWallet } from '../../scripts/local/accounts.ts'
import { accountOn } from '../../scripts/requester/account.ts'

describe('the account of the scripts', () => {
  const kept = process.env['MILLRACE_KEY']
  const give = (key: string | undefined): void => {
    if (key === undefined) delete process.env['MILLRACE_KEY']
    else process.env['MILLRACE_KEY'] = key
  }
  afterEach(() => give(kept))

  it('is that of MILLRACE_KEY', () => {
    const { privateKey, address } = localWallet('liar', LOCAL_CHAIN_ID)
    give(privateKey)
    expect(accountOn(LOCAL_CHAIN_ID, 'poker').address).to.equal(address)
    give(`0x${'5e'.repeat(32)}`)
    expect(accountOn(1).address).to.match(/^0x/)
  })

  it('is refused off the local chain when everybody knows its key', () => {
    give(localWallet('liar', LOCAL_CHAIN_ID).privateKey)
    expect(() => accountOn(1)).to.throw('MILLRACE_KEY is a key that everybody knows: it is refused on chain 1')
  })

  it('is a funded one on the local chain, and on no other', () => {
    give(undefined)
    expect(accountOn(LOCAL_CHAIN_ID).address).to.equal(localWallet('requester', LOCAL_CHAIN_ID).address)
    expect(() => accountOn(1)).to.throw('MILLRACE_KEY is not set: chain 1')
  })

  const wrong = {
    'too short': `0x${'5e'.repeat(31)}`,
    'not hex': `0x${'5e'.repeat(31)}zz`,
    'without 0x': '5e'.repeat(32),
    'with a line end': `0x${'5e'.repeat(32)}\n`,
    'beyond the curve': `0x${'ff'.repeat(32)}`,
  }
  for (const [what, key] of Object.entries(wrong)) {
    it(`is refused when the key is ${what}, by the name of the variable and without its value`, () => {
      give(key)
      expect(() => accountOn(1))
        .to.throw(/^MILLRACE_KEY .*not shown/)
        .and.satisfy((error: Error) => !/5e5e|ffff/.test(`${error.stack}${String(error.cause)}`))
    })
  }
})
