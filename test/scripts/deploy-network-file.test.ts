import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { Wallet, ZeroAddress } from 'ethers'
import { checkMembers } from '../../scripts/deploy/deployer.ts'
import { parseNetwork, readNetwork } from '../../scripts/deploy/network-file.ts'
import { localWallet } from '../../scripts/local/accounts.ts'
import { fileOf, LOCAL, members, messageOf, OTHER } from './deploy-chains.ts'

const [first = ZeroAddress, second = ZeroAddress] = members
const token = { address: first, symbol: 'USDC', decimals: 6 }
const committee = (changes: object): object => ({ committee: { members, quorum: 3, ...changes } })

/** A file with one mistake, and the field that the error must name. */
const wrong: readonly (readonly [what: string, file: unknown, field: string])[] = [
  ['is no object', 'a text', ''],
  ['names no chain', fileOf(LOCAL, { chainId: undefined }), 'chainId'],
  ['names its chain in a text', fileOf(LOCAL, { chainId: '31337' }), 'chainId'],
  ['has a least window of 0', fileOf(LOCAL, { minWindowSeconds: 0 }), 'minWindowSeconds'],
  ['has a least window of more than 90 days', fileOf(LOCAL, { minWindowSeconds: 7_776_001 }), 'minWindowSeconds'],
  ['has a least window of half a second', fileOf(LOCAL, { minWindowSeconds: 0.5 }), 'minWindowSeconds'],
  ['misspells the least window', fileOf(LOCAL, { minWindow: 60 }), 'minWindow'],
  ['has no committee', fileOf(LOCAL, { committee: undefined }), 'committee'],
  ['has a committee of nobody', fileOf(LOCAL, committee({ members: [] })), 'committee.members'],
  [
    'has 25 members',
    fileOf(LOCAL, committee({ members: Array.from({ length: 25 }, () => Wallet.createRandom().address) })),
    'committee.members',
  ],
  ['has a member of 19 bytes', fileOf(LOCAL, committee({ members: [first.slice(0, -2)] })), 'committee.members[0]'],
  [
    'has a member with one digit wrong',
    fileOf(LOCAL, committee({ members: [second, mistyped(first)] })),
    'committee.members[1]',
  ],
  [
    'has a member without checksum',
    fileOf(LOCAL, committee({ members: [first.toLowerCase()] })),
    'committee.members[0]',
  ],
  [
    'has the zero address as a member',
    fileOf(LOCAL, committee({ members: [first, ZeroAddress] })),
    'committee.members[1]',
  ],
  ['has one member twice', fileOf(LOCAL, committee({ members: [first, second, first] })), 'committee.members'],
  ['has a quorum of 0', fileOf(LOCAL, committee({ quorum: 0 })), 'committee.quorum'],
  ['has a quorum of more than all', fileOf(LOCAL, committee({ quorum: 5 })), 'committee.quorum'],
  [
    'has a quorum that the escrow’s gas does not suffice for',
    fileOf(LOCAL, committee({ members: Array.from({ length: 9 }, () => Wallet.createRandom().address), quorum: 9 })),
    'committee.quorum',
  ],
  ['has no tokens off the local chain', fileOf(OTHER), 'tokens'],
  ['has a token twice', fileOf(OTHER, { tokens: [token, token] }), 'tokens'],
  ['has a token without symbol', fileOf(OTHER, { tokens: [{ ...token, symbol: '' }] }), 'tokens[0].symbol'],
  ['has a token of -1 decimals', fileOf(OTHER, { tokens: [{ ...token, decimals: -1 }] }), 'tokens[0].decimals'],
  ['has a field of a token that nobody knows', fileOf(OTHER, { tokens: [{ ...token, name: 'x' }] }), 'tokens[0].name'],
]

/** The address with one digit changed, so that its checksum is wrong. */
function mistyped(address: string): string {
  return `${address.slice(0, -1)}${address.endsWith('1') ? '2' : '1'}`
}

describe('The file of a network', function () {
  it('is read, with its committee in ascending order', () => {
    const read = parseNetwork(fileOf(OTHER, { tokens: [token] }))
    expect(read.committee.members).to.deep.equal(members.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)))
    expect([read.chainId, read.minWindowSeconds, read.committee.quorum, read.tokens]).to.deep.equal([
      OTHER,
      60,
      3,
      [token],
    ])
  })

  for (const [what, file, field] of wrong) {
    it(`is refused when it ${what}`, async () => {
      const where = field === '' ? 'The deployment is' : `The deployment's ${field} is`
      expect(await messageOf(() => parseNetwork(file))).to.satisfy((message: string) =>
        message.startsWith(`${where} not valid: expected `),
      )
    })
  }

  it('is named by the error, and so are the networks that have one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-networks-'))
    writeFileSync(join(folder, 'bad.json'), JSON.stringify(fileOf(LOCAL, committee({ quorum: 0 }))))
    expect(await messageOf(() => readNetwork('bad', folder))).to.include(
      `${join(folder, 'bad.json')}: The deployment's committee.quorum`,
    )
    expect(await messageOf(() => readNetwork('../bad', folder))).to.equal(
      `There is no network ../bad: ${folder} has files for bad`,
    )
  })

  it('may have members whose keys everybody knows on the local chain only', async () => {
    const known = localWallet('member', LOCAL, 2).address
    const withKnown = committee({ members: [...members, known] })
    checkMembers(parseNetwork(fileOf(LOCAL, withKnown)))
    expect(
      await messageOf(() => checkMembers(parseNetwork(fileOf(OTHER, { tokens: [token], ...withKnown })))),
    ).to.equal(
      `committee.members has ${known}, of which everybody knows the key: a committee with them is refused on chain ${OTHER}`,
    )
  })

  it('of the local market is a good one', () => {
    const { chainId, committee: its } = readNetwork('localhost')
    expect([chainId, its.quorum, its.members.length]).to.deep.equal([LOCAL, 3, 4])
  })
})
