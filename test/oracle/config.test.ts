import { formatDeployment, LOCAL_CHAIN_ID } from '@millrace/sdk'
import { expect } from 'chai'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, readConfig, type MemberConfig } from '../../oracle/src/index.ts'
import { localWallet } from '../../scripts/local/accounts.ts'
import { escrow } from '../sdk/example.ts'
import { deploymentOf, memberKeys } from './fixture/committee.ts'

const own = `0x${'a1'.repeat(32)}`

describe('the config of a member', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'millrace-member-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Reads a config with this key on this chain, and whatever else it says. */
  function read({ key = own, mode = 0o600, chainId = LOCAL_CHAIN_ID, more = {} } = {}): MemberConfig {
    const write = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const keyFile = write('key', `${key}\n`)
    chmodSync(keyFile, mode)
    const deployment = write(
      'deployment.json',
      formatDeployment({ ...deploymentOf(memberKeys(4), 3, escrow), chainId }),
    )
    const plain = { rpcUrl: 'http://127.0.0.1:8545', deployment, keyFile, dataDir: folder, gateways: [], peers: [] }
    return readConfig(write('config.json', JSON.stringify({ ...plain, ...more })))
  }

  it('takes a key that only its owner may read, and judges two proofs at a time unless told otherwise', () => {
    expect(read()).to.include({ key: own, judgesAtOnce: 2 })
    expect(read({ mode: 0o400, more: { judgesAtOnce: 1 } })).to.include({ key: own, judgesAtOnce: 1 })
    expect(() => read({ more: { judgesAtOnce: 0 } })).to.throw(ConfigError, 'judgesAtOnce')
  })

  it('refuses a key that others may read, and says what to do', () => {
    for (const mode of [0o644, 0o640, 0o604, 0o660, 0o601]) {
      expect(() => read({ mode }), mode.toString(8)).to.throw(ConfigError, `run chmod 600 ${join(folder, 'key')}`)
    }
  })

  it('refuses every key of the local market on any chain but the local one, and does not repeat it', () => {
    for (const role of ['deployer', 'requester', 'agent', 'member', 'pageWallet', 'liar', 'noShow', 'poker'] as const) {
      const { privateKey } = localWallet(role, LOCAL_CHAIN_ID)
      expect(read({ key: privateKey }).key).to.equal(privateKey)
      for (const key of [privateKey, `0x${privateKey.slice(2).toUpperCase()}`]) {
        const refused = expect(() => read({ key, chainId: 1 }), role).to.throw(ConfigError, 'refused on chain 1')
        refused.with.property('message').that.does.not.include(key.slice(2))
      }
    }
    expect(read({ chainId: 1 }).key).to.equal(own)
  })

  it('names a key file that is missing or holds no key, without its content', () => {
    expect(() => read({ more: { keyFile: '/nowhere' } })).to.throw(ConfigError, 'readable file, found /nowhere')
    expect(() => read({ key: 'hunter2' }))
      .to.throw(ConfigError, 'keyFile')
      .with.property('message')
      .that.does.not.include('hunter2')
  })
})
