// `npm run bench:gas`: gas per call and per life of a job, as a table and as snapshots/gas.json, and where it goes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { network } from 'hardhat'
import { breakdownOf, type Breakdown } from './gas/breakdown.ts'
import { ceilings } from './gas/ceilings.ts'
import { measureGas } from './gas/measure.ts'
import { nextForkGas } from './gas/next-fork.ts'

/** The calls of the three lives that have a ceiling, whose gas is taken apart. */
const apart = ['post', 'accept', 'close', 'submit', 'deliverVerdict', 'complete'].map(
  (call) => `call.${call}.returning`,
)

const number = (gas: number): string => gas.toLocaleString('en').padStart(9)
const { ethers } = await network.create()
const parts = new Map<string, Breakdown>()
const onPaper = new Map<string, number>()
const table = await measureGas(ethers, async (name, hash) => {
  if (apart.includes(name)) parts.set(name, await breakdownOf(ethers, hash))
  if (name.endsWith('.returning')) onPaper.set(name, await nextForkGas(ethers, hash))
})

for (const [name, gas] of Object.entries(table)) {
  const ceiling = ceilings[name]
  const verdict =
    ceiling === undefined ? '' : `   ${gas > ceiling ? 'OVER' : 'at most'} ${ceiling.toLocaleString('en')}`
  console.log(`${name.padEnd(52)} ${number(gas)}${verdict}`)
}
console.log('\nWhere the gas of a call goes, by class of opcode:\n')
for (const [name, breakdown] of parts) {
  const cells = Object.entries(breakdown).map(([part, gas]) => `${part}${number(gas)}`)
  console.log(`${name.slice('call.'.length, -'.returning'.length).padEnd(15)} ${cells.join('  ')}`)
}
console.log('\nThe same calls at the prices of the next hard fork, on paper:\n')
for (const [name, gas] of onPaper) console.log(`${name.padEnd(52)} ${number(gas)}`)
writeFileSync(join(import.meta.dirname, '../../snapshots/gas.json'), `${JSON.stringify(table, null, 2)}\n`)
