import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConditions } from '@millrace/sdk'
import { expect } from 'chai'
import { readConfig } from '../../provider-agent/src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-config-'))
const write = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
const address = `0x${'11'.repeat(20)}`
const key = `0x${'22'.repeat(32)}`
const deploymentOn = (chainId: number) =>
  write(
    `deployment-${chainId}.json`,
    JSON.stringify({
      chainId,
      escrow: address,
      offerBook: address,
      verifier: address,
      committee: { members: [address], quorum: 1 },
      token: { address, symbol: 'mUSD', decimals: 6 },
      startBlock: 1,
    }),
  )
const deployment = deploymentOn(31_337)
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

  it('takes what an order must grant from the defaults, but for what it says itself', () => {
    expect(read({})().offer.conditions).to.deep.equal(defaultConditions)
    const { conditions } = read({ offer: { ...good.offer, conditions: { maxSlash: 1_000 } } })().offer
    expect(conditions).to.deep.equal({ ...defaultConditions, maxSlash: 1_000 })
  })

  it('believes a block of the local chain sooner than one of another', () => {
    expect(read({})().confirmations).to.equal(1n)
    expect(read({ deployment: deploymentOn(1) })().confirmations).to.equal(2n)
    expect(read({ deployment: deploymentOn(1), confirmations: 12 })().confirmations).to.equal(12n)
  })

  it('refuses a key file that others may read, and says what to do', () => {
    for (const mode of [0o640, 0o604, 0o620, 0o601]) {
      const keyFile = write('open-key', key)
      chmodSync(keyFile, mode)
      expect(read({ keyFile }), mode.toString(8)).to.throw(new RegExp(`keyFile.*chmod 600 ${keyFile}`))
      chmodSync(keyFile, 0o600)
      expect(read({ keyFile })().key).to.equal(key)
    }
  })

  it('refuses a key that everybody knows on every chain but the local one', () => {
    // The third and the last account of the phrase that every local chain knows.
    const known = [
      '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
      '0xdf57089febbacf7ba0bc227dafbffa9fc08a93fdc68e1e42411a14efcf23656e',
    ]
    for (const [index, each] of known.entries()) {
      const keyFile = write(`known-${index}`, each.toUpperCase().replace('0X', '0x'))
      expect(read({ keyFile })().key).to.match(/^0x/)
      expect(read({ keyFile, deployment: deploymentOn(1) })).to.throw(/keyFile.*everybody knows.*chain 1/)
    }
    expect(read({ deployment: deploymentOn(1) })().key).to.equal(key)
  })

  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ['rpcUrl', { rpcUrl: 'ftp://x' }, /rpcUrl.*http or https URL/],
    ['deployment', { deployment: '/nowhere.json' }, /deployment.*readable JSON file, found \/nowhere\.json/],
    ['keyFile that is missing', { keyFile: '/nowhere' }, /keyFile.*readable file, found \/nowhere/],
    ['gateways[1]', { gateways: ['http://127.0.0.1:1', 7] }, /gateways\[1\]/],
    ['statusPort', { statusPort: -1 }, /statusPort.*whole number/],
    ['withdrawAbove', { withdrawAbove: '1.5' }, /withdrawAbove.*whole number of token units/],
    ['confirmations', { confirmations: '1' }, /confirmations.*whole number/],
    ['cacheBytes', { cacheBytes: 5 }, /cacheBytes.*whole number of token units/],
    ['offer', { offer: undefined }, /offer.*object/],
    ['offer.conditions', { offer: { ...good.offer, conditions: { maxSlash: 20_000 } } }, /conditions\.maxSlash/],
    ['offer.conditions.luck', { offer: { ...good.offer, conditions: { luck: 1 } } }, /conditions\.luck/],
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
