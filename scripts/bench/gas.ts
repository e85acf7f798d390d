// `npm run bench:gas`: gas per call and per life of a job, as a table and as snapshots/gas.json.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { network } from 'hardhat'
import { ceilings } from './gas/ceilings.ts'
import { measureGas } from './gas/measure.ts'

const { ethers } = await network.create()
const table = await measureGas(ethers)
for (const [name, gas] of Object.entries(table)) {
  const ceiling = ceilings[name]
  console.log(
    `${name.padEnd(48)} ${gas.toLocaleString('en').padStart(9)}${ceiling ? `   at most ${ceiling.toLocaleString('en')}` : ''}`,
  )
}
writeFileSync(join(import.meta.dirname, '../../snapshots/gas.json'), `${JSON.stringify(table, null, 2)}\n`)
