import { expect } from 'chai'
import { keccak256, toUtf8Bytes, ZeroAddress } from 'ethers'
import { carryOut } from '../../scripts/deploy/carry-out.ts'
import { checkMarket, type MarketRecord } from '../../scripts/deploy/check/check-market.ts'
import { readCode, type CodeFile } from '../../scripts/deploy/code-file.ts'
import { marketOf } from '../../scripts/deploy/market.ts'
import { parseNetwork, type Network } from '../../scripts/deploy/network-file.ts'
import { addressIn, planOf, type Step } from '../../scripts/deploy/plan.ts'
import { deployToken, fileOf, members, networkOf, OTHER, startChain, undone, type Chain } from './deploy-chains.ts'

const code = readCode()

/** Replaces one byte of a code. */
const altered = (runtime: string, at: number): string => {
  const bytes = Buffer.from(runtime.slice(2), 'hex')
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return `0x${bytes.toString('hex')}`
}

describe('The check of a deployment', function () {
  this.timeout(60_000)
  let chain: Chain
  let network: Network
  let plan: readonly Step[]
  let record: MarketRecord

  before(async function () {
    chain = await startChain(OTHER)
    network = networkOf(chain, await deployToken(chain))
    plan = planOf(network, code)
    await carryOut(chain.deployer, chain.provider, plan, () => {})
    record = JSON.parse(JSON.stringify(marketOf(network, plan, 0), (_, v) => (typeof v === 'bigint' ? Number(v) : v)))
  })
  after(async () => chain.stop())

  /** What the check says after `change`, which is then undone. */
  const flawsAfter = (change: () => Promise<unknown>): Promise<readonly string[]> =>
    undone(chain, async () => {
      await change()
      return (await checkMarket(chain.rpc, network, code)).flaws
    })
  const flawsBy = async (otherNetwork: Network, otherCode: CodeFile = code, otherRecord?: MarketRecord) =>
    (await checkMarket(chain.rpc, otherNetwork, otherCode, otherRecord)).flaws
  const setCode = (address: string, runtime: string) => chain.provider.send('hardhat_setCode', [address, runtime])

  it('has nothing against what was deployed, nor against its record', async function () {
    expect(await flawsBy(network, code, record)).to.deep.equal([])
  })

  for (const name of ['JobEscrow', 'OfferBook', 'CommitteeVerifier', 'JobLens', 'JobBatch'] as const) {
    it(`notices one other bit in the code of ${name}, wherever it is`, async function () {
      const address = addressIn(plan, name)
      const runtime = await chain.provider.getCode(address)
      const length = (runtime.length - 2) / 2
      for (const at of [0, Math.floor(length / 2), length - 1]) {
        const flaws = await flawsAfter(() => setCode(address, altered(runtime, at)))
        expect(flaws.join('\n')).to.match(
          new RegExp(`${name} at ${address}: its (code is not the reviewed one|immutable)`),
        )
      }
    })

    it(`notices code behind that of ${name}, and that it is missing`, async function () {
      const address = addressIn(plan, name)
      const runtime = await chain.provider.getCode(address)
      const length = (runtime.length - 2) / 2
      const longer = await flawsAfter(() => setCode(address, `${runtime}00`))
      expect(longer).to.include(
        `${name} at ${address}: its code is not the reviewed one: it differs from byte ${length} on (${length + 1} bytes, expected ${length})`,
      )
      expect(await flawsAfter(() => setCode(address, '0x'))).to.include(
        `${name} at ${address}: nothing is deployed there`,
      )
    })
  }

  for (const [name, immutable] of [
    ['JobEscrow', 'minWindow'],
    ['JobEscrow', '_cachedDomainSeparator'],
    ['CommitteeVerifier', 'quorum'],
    ['CommitteeVerifier', 'membersHash'],
    ['JobLens', 'escrow'],
    ['JobBatch', '_self'],
  ] as const) {
    it(`names the immutable ${immutable} of ${name} that is another`, async function () {
      const address = addressIn(plan, name)
      const [start = 0] = code.contracts[name]?.immutables[immutable] ?? []
      const runtime = await chain.provider.getCode(address)
      const [flaw] = await flawsAfter(() => setCode(address, altered(runtime, start + 31)))
      expect(flaw).to.match(new RegExp(`^${name} at ${address}: its immutable ${immutable} is 0x`))
    })
  }

  it('asks the contracts as well, and does not only read their code', async function () {
    const address = addressIn(plan, 'CommitteeVerifier')
    const runtime = await chain.provider.getCode(address)
    const places = code.contracts['CommitteeVerifier']?.immutables['quorum'] ?? []
    const flaws: string[] = []
    // One of the places is that of the getter.
    for (const start of places) flaws.push(...(await flawsAfter(() => setCode(address, altered(runtime, start + 31)))))
    expect(flaws.filter((flaw) => flaw.includes(': its immutable quorum is'))).to.have.length(places.length)
    expect(flaws.filter((flaw) => flaw.includes(': quorum answers 0x'))).to.have.length(1)
  })

  it('notices another chain', async function () {
    const rpc: Chain['rpc'] = (method, params) => chain.rpc(method, params)
    const { flaws } = await checkMarket(rpc, { ...network, chainId: 1 }, code)
    expect(flaws).to.deep.equal([`This is chain ${OTHER}, but the network's file is for 1`])
  })

  for (const [what, changes, missing] of [
    ['least window', { minWindowSeconds: 61 }, ['JobEscrow', 'JobLens', 'JobBatch']],
    ['quorum', { committee: { members, quorum: 2 } }, ['CommitteeVerifier']],
    ['committee', { committee: { members: members.slice(1), quorum: 3 } }, ['CommitteeVerifier']],
  ] as const) {
    it(`finds nothing at the addresses of another ${what}`, async function () {
      const flaws = await flawsBy(parseNetwork(fileOf(OTHER, { tokens: network.tokens, ...changes })))
      expect(flaws.map((flaw) => flaw.replace(/ at 0x\w+/, ''))).to.deep.equal(
        missing.map((name) => `${name}: nothing is deployed there`),
      )
    })
  }

  it('finds nothing under another salt', async function () {
    expect(await flawsBy(network, { ...code, salt: keccak256('0x01') })).to.have.length(5)
  })

  it('notices an artifact that is not the reviewed one', async function () {
    const contracts = { ...code.contracts }
    const { OfferBook } = contracts
    if (OfferBook === undefined) throw new Error('No OfferBook')
    const flaws = await flawsBy(network, {
      ...code,
      contracts: { ...contracts, OfferBook: { ...OfferBook, runtime: keccak256('0x') } },
    })
    expect(flaws).to.deep.equal([
      `OfferBook at ${addressIn(plan, 'OfferBook')}: the committed artifact is not the reviewed code`,
    ])
  })

  it('notices a proxy', async function () {
    const slot = `0x${(BigInt(keccak256(toUtf8Bytes('eip1967.proxy.implementation'))) - 1n).toString(16)}`
    const value = `0x${'00'.repeat(31)}01`
    const flaws = await flawsAfter(() =>
      chain.provider.send('hardhat_setStorageAt', [addressIn(plan, 'OfferBook'), slot, value]),
    )
    expect(flaws).to.deep.equal([
      `OfferBook at ${addressIn(plan, 'OfferBook')}: it is a proxy: eip1967.proxy.implementation is ${value}`,
    ])
  })

  it('notices a contract that created others', async function () {
    const flaws = await flawsAfter(() => chain.provider.send('hardhat_setNonce', [addressIn(plan, 'JobLens'), '0x2']))
    expect(flaws).to.deep.equal([`JobLens at ${addressIn(plan, 'JobLens')}: its nonce is 2, but it creates nothing`])
  })

  it('notices a member that cannot sign, and lets one delegate', async function () {
    const [member = ZeroAddress] = members
    expect(await flawsAfter(() => setCode(member, '0x6001'))).to.deep.equal([
      `The committee's member ${member} is a contract, which cannot sign`,
    ])
    expect(await flawsAfter(() => setCode(member, `0xef0100${'11'.repeat(20)}`))).to.deep.equal([])
  })

  it('notices a token that is another', async function () {
    const [token] = network.tokens
    if (token === undefined) throw new Error('No token')
    expect((await flawsBy({ ...network, tokens: [{ ...token, decimals: 18 }] })).join()).to.include('decimals answers')
    expect((await flawsBy({ ...network, tokens: [{ ...token, symbol: 'USDC' }] })).join()).to.include('symbol answers')
    expect((await flawsAfter(() => setCode(token.address, '0x'))).join()).to.include('symbol answers 0x, expected')
  })

  for (const field of ['chainId', 'escrow', 'offerBook', 'verifier', 'committee', 'token', 'lens', 'batch']) {
    it(`notices a record whose ${field} is another`, async function () {
      const other =
        field === 'chainId'
          ? 1
          : field === 'committee'
            ? { members, quorum: 1 }
            : addressIn(plan, 'JobEscrow').toLowerCase()
      const flaws = await flawsBy(network, code, { ...record, [field]: other })
      expect(flaws).to.have.length(1)
      expect(flaws[0]).to.match(new RegExp(`^The record's ${field} is `))
    })
  }
})
