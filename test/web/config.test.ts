import { expect } from 'chai'
import { ConfigError, parseConfig } from '../../web/lib/config.ts'

const address = '0x00000000000000000000000000000000000000A1'
const good = {
  chainId: 31337,
  rpcUrl: 'http://127.0.0.1:8545/',
  escrow: address,
  offerBook: address,
  token: { address, symbol: 'mUSD', decimals: 6 },
  verifier: address,
  gateways: ['http://127.0.0.1:8080'],
  uploadUrl: 'http://127.0.0.1:8080',
  startBlock: 0,
  demoWallet: { privateKey: `0x${'11'.repeat(32)}` },
}

const wrong: readonly (readonly [field: string, change: object])[] = [
  ['chainId', { chainId: '31337' }],
  ['rpcUrl', { rpcUrl: 'ftp://127.0.0.1' }],
  ['escrow', { escrow: '0x12' }],
  ['offerBook', { offerBook: undefined }],
  ['token', { token: null }],
  ['token.address', { token: { ...good.token, address: 'mUSD' } }],
  ['token.symbol', { token: { ...good.token, symbol: '<b>mUSD</b>' } }],
  ['token.decimals', { token: { ...good.token, decimals: 6.5 } }],
  ['verifier', { verifier: 7 }],
  ['verifierFee', { verifierFee: 1 }],
  ['gateways', { gateways: [] }],
  ['gateways[1]', { gateways: ['http://a.example', 'javascript:alert(1)'] }],
  ['uploadUrl', { uploadUrl: '' }],
  ['startBlock', { startBlock: -1 }],
  ['demoWallet.privateKey', { demoWallet: { privateKey: '0x11' } }],
  ['demoWallet', { chainId: 1 }],
]

describe('config.json', function () {
  it('is read, with its URLs without a slash at the end', function () {
    const config = parseConfig(good)
    expect(config).to.include({
      chainId: 31337,
      chainName: 'Local chain',
      rpcUrl: 'http://127.0.0.1:8545',
      startBlock: 0n,
      verifierFee: 0n,
    })
    expect(config.demoWallet?.privateKey).to.equal(good.demoWallet.privateKey)
  })

  for (const [field, change] of wrong) {
    it(`names ${field} when that is wrong`, function () {
      expect(() => parseConfig({ ...good, ...change }))
        .to.throw(ConfigError)
        .with.property('field', field)
    })
  }

  it('never repeats a key in a message', function () {
    const privateKey = `0x${'22'.repeat(33)}`
    expect(() => parseConfig({ ...good, demoWallet: { privateKey } })).to.throw(ConfigError, /^(?!.*2222)/)
  })
})
