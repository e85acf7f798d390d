import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readConfig } from '../../provider-agent/src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-config-'))
const write = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const address = `0x${'11'.repeat(20)}`
const key = `0x${'22'.repeat(32)}`
const deployment = write(
  'deployment.json',
  JSON.stringify({
    chainId: 31_337,
    escrow: address,
    offerBook: address,
    verifier: address,
    committee: { members: [address], quorum: 1 },
    token: { address, symbol: 'mUSD', decimals: 6 },
    startBlock: 1,
  }),
)
const good = {
  rpcUrl: 'http://127.0.0.1:8545',
  deployment,
  keyFile: write('key', key),
  dataDir: folder,
  gateways: ['http://127.0.0.1:4000'],
  offer: {
    name: 'brook',
    resources: { cpu: 1, memoryBytes: '1000', diskBytes: '0', gpu: 0 },
    runtimes: [{ kind: 'wasm', engines: ['millrace-wasm/1'] }],
    network: { kind: 'none' },
    maxRunSeconds: 60,
    tokens: [{ token: address, perBillionSteps: '40000', minPrice: '1', maxStake: '5' }],
    verifiers: [address],
  },
}
const read = (change: object) => () => readConfig(write('config.json', JSON.stringify({ ...good, ...change })))

describe('the config of an agent', () => {
  it('is read with its amounts as bigint', () => {
    const { offer, key: read_ } = read({})()
    expect(offer.resources.memoryBytes).to.equal(1000n)
    expect(offer.tokens[0]).to.include({ perBillionSteps: 40_000n, minPrice: 1n, maxStake: 5n })
    expect(read_).to.equal(key)
  })

  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ['rpcUrl', { rpcUrl: 'ftp://x' }, /rpcUrl.*http or https URL/],
    ['deployment', { deployment: '/nowhere.json' }, /deployment.*readable JSON file, found \/nowhere\.json/],
    ['keyFile that is missing', { keyFile: '/nowhere' }, /keyFile.*readable file, found \/nowhere/],
    ['gateways[1]', { gateways: ['http://127.0.0.1:1', 7] }, /gateways\[1\]/],
    ['statusPort', { statusPort: -1 }, /statusPort.*whole number/],
    ['withdrawAbove', { withdrawAbove: '1.5' }, /withdrawAbove.*whole number of token units/],
    ['offer', { offer: undefined }, /offer.*object/],
    ['offer.maxRunSeconds', { offer: { ...good.offer, maxRunSeconds: 'long' } }, /maxRunSeconds/],
    ['offer amounts', { offer: { ...good.offer, tokens: [{ ...good.offer.tokens[0], maxStake: 5 }] } }, /maxStake/],
  ]
  for (const [field, change, sentence] of wrong) {
    it(`stops the start with the name of a wrong ${field}`, () => {
      expect(read(change)).to.throw(sentence)
    })
  }

  it('never repeats a key that is not one', () => {
    const keyFile = write('bad-key', 'hunter2 hunter2')
    expect(read({ keyFile }))
      .to.throw(/keyFile/)
      .and.not.match(/hunter2/)
  })
})
