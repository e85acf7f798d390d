import { expect } from 'chai'
import { Interface } from 'ethers'
import { call } from './helpers/market.ts'
import { scene } from './helpers/scene.ts'

const { ethers, market } = await scene()
const changing = {
  JobEscrow:
    'accept agree approve cancel challenge challengeLiveness close closePosted complete contest decline deliverVerdict deposit depositWithAuthorization depositWithPermit heartbeat poke post resign rule skip submit withdraw',
  JobBatch: 'batch batchOf',
  JobLens: '',
  OfferBook: 'publish withdrawOffer',
  CommitteeVerifier: '',
} as const

/** Opcodes that would let somebody change the code behind an address: DELEGATECALL, CALLCODE, SELFDESTRUCT. */
const forbidden = new Set([0xf4, 0xf2, 0xff])

function opcodes(code: string): Set<number> {
  const bytes = Buffer.from(code.slice(2), 'hex')
  // The metadata behind the code is data; its length stands in the last two bytes.
  const end = bytes.length - 2 - bytes.readUInt16BE(bytes.length - 2)
  const seen = new Set<number>()
  for (let i = 0; i < end; i++) {
    const op = bytes.readUInt8(i)
    seen.add(op)
    if (op >= 0x60 && op <= 0x7f) i += op - 0x5f
  }
  return seen
}

describe('No owner', function () {
  for (const [name, expected] of Object.entries(changing)) {
    it(`${name} has the moves of the design and no other function that changes something`, async function () {
      const { interface: abi } = await ethers.getContractFactory(name)
      const names = Interface.from(abi.fragments)
        .fragments.flatMap((f) => (f.type === 'function' && 'constant' in f && f.constant !== true ? [f] : []))
        .map((f) => ('name' in f ? String(f.name) : ''))
      expect(names.toSorted().join(' ')).to.equal(expected)
      expect([abi.fallback, abi.receive]).to.deep.equal([null, name === 'JobBatch'])
    })

    it(`${name} cannot change its code or end itself`, async function () {
      const { deployedBytecode } = await import('hardhat').then(({ artifacts }) => artifacts.readArtifact(name))
      const found = [...opcodes(deployedBytecode)].filter((op) => forbidden.has(op))
      expect(found).to.deep.equal([])
    })
  }

  it('gives the deployer nothing that others do not have', async function () {
    const m = await market()
    const [deployer] = await ethers.getSigners()
    if (deployer === undefined) throw new Error('No deployer')
    const token = await m.token.getAddress()
    const withdraw = call(m.escrow, 'withdraw', deployer, token, deployer.address, 1n)
    await expect(withdraw).to.be.revertedWithCustomError(m.escrow, 'BalanceTooLow')
  })
})
