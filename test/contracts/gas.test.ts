import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { network } from 'hardhat'
import { measureGas, type GasTable } from '../../scripts/bench/gas/measure.ts'

const { ethers } = await network.create()
const recorded: GasTable = JSON.parse(readFileSync(new URL('../../snapshots/gas.json', import.meta.url), 'utf8'))

describe('Gas', function () {
  it('is what snapshots/gas.json says: run npm run bench:gas after a change', async function () {
    const measured = await measureGas(ethers)
    expect(Object.keys(measured)).to.deep.equal(Object.keys(recorded))
    for (const [name, gas] of Object.entries(measured)) {
      // Timestamps are calldata: their zero bytes come and go.
      expect(gas, name).to.be.closeTo(recorded[name] ?? 0, 150)
    }
  })

  it('of any single move stays under 200,000', function () {
    for (const [name, gas] of Object.entries(recorded)) {
      if (name.startsWith('call.')) expect(gas, name).to.be.below(200_000)
    }
  })
})
