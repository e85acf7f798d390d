import { expect } from 'chai'
import hre from 'hardhat'
import { scene } from '../helpers/scene.ts'
import { done, refusal, said } from '../helpers/wire.ts'
import { moneyFaults } from './faults/money.ts'
import { openingFaults } from './faults/opening.ts'
import { orderFaults } from './faults/orders.ts'
import { runningFaults } from './faults/running.ts'
import { valid } from './faults/valid.ts'
import type { Fault } from './faults/fault.ts'

const { market, thenUndo, ethers } = await scene()
const faults: Record<string, Fault> = { ...orderFaults, ...openingFaults, ...runningFaults, ...moneyFaults }

/** Contracts that cannot be deployed so. */
const deployments: Record<string, [string, unknown[], string, unknown[]]> = {
  'an escrow without a least window': ['JobEscrow', [0n], 'OrderTermOutOfBounds', least(0n)],
  'an escrow whose least window is beyond the longest': [
    'JobEscrow',
    [7_776_001n],
    'OrderTermOutOfBounds',
    least(7_776_001n),
  ],
  'a committee of nobody': ['CommitteeVerifier', [[], 0n], 'CommitteeInvalid', [0n, 0n]],
  'a committee without a quorum': ['CommitteeVerifier', [[member(1)], 0n], 'CommitteeInvalid', [1n, 0n]],
  'a quorum that no committee reaches': ['CommitteeVerifier', [[member(1)], 2n], 'CommitteeInvalid', [1n, 2n]],
  'a member twice': ['CommitteeVerifier', [[member(1), member(1)], 1n], 'CommitteeInvalid', [2n, 1n]],
  'a committee of 25': ['CommitteeVerifier', [members(25), 3n], 'CommitteeInvalid', [25n, 3n]],
  'a quorum of nine': ['CommitteeVerifier', [members(9), 9n], 'CommitteeInvalid', [9n, 9n]],
  'members out of order': ['CommitteeVerifier', [[member(2), member(1)], 1n], 'CommitteeInvalid', [2n, 1n]],
}
function least(given: bigint): unknown[] {
  return [ethers.encodeBytes32String('minWindow'), given, 1n, 7_776_000n]
}
function members(count: number): string[] {
  return Array.from({ length: count }, (_, i) => member(i + 1))
}
function member(number: number): string {
  return `0x${number.toString(16).padStart(40, '0')}`
}

describe('One thing wrong with a call that is right', function () {
  it('is tried in at least sixty ways, and meets every error of the protocol', async function () {
    const { abi } = await hre.artifacts.readArtifact('Errors')
    const all = abi.filter(({ type }) => type === 'error').map((error) => ('name' in error ? error.name : ''))
    const met = [...Object.values(faults).map(({ error }) => error), ...Object.values(deployments).map((row) => row[2])]
    expect(Object.keys(faults)).to.have.length.above(60)
    expect([...new Set(met)]).to.include.members(all)
  })

  for (const [name, { of, order, edit, at, error, args }] of Object.entries(faults)) {
    it(`${name}: ${error}`, async function () {
      const m = await market()
      await thenUndo(async () => {
        const { call } = await valid[of](m, {})
        expect(await said(m, call), 'without it').to.equal(done)
      })
      const given = await valid[of](m, order?.(m) ?? {})
      const wrong = { ...given.call, ...(await edit?.(given)) }
      const when = at === undefined ? {} : { at: at(given) }
      expect(await said(m, wrong, when)).to.equal(refusal(error, ...(await args(given))))
    })
  }

  for (const [name, [contract, args, error, errorArgs]] of Object.entries(deployments)) {
    it(`${name}: ${error}`, async function () {
      const factory = await ethers.getContractFactory(contract)
      const deploy = ethers.deployContract(contract, args)
      await expect(deploy)
        .to.be.revertedWithCustomError(factory, error)
        .withArgs(...errorArgs)
    })
  }

  it('leaves an escrow whose least window is a second, or the longest', async function () {
    for (const window of [1n, 7_776_000n]) {
      const escrow = await ethers.deployContract('JobEscrow', [window])
      expect(await escrow.getFunction('minWindow')()).to.equal(window)
    }
  })
})
