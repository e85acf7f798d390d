// `npm run defects`: plants the defects of test/defects in a copy of the project, one at a time, and demands that the test which each
// of them names fails. `-- NAME …` plants only those whose names hold the text; `-- --ledger` writes the ledger, and plants none.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ledgerOf, readDefects } from './defects/ledger.ts'
import { undetected } from './defects/plant.ts'
import { Bench } from './mutants/bench.ts'

const root = join(import.meta.dirname, '..')
const directory = join(root, 'test/defects')
const TEST_MS = 120_000

const { values, positionals } = parseArgs({
  options: { ledger: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const all = readDefects(directory)
if (values.ledger) writeFileSync(join(directory, 'ledger.md'), await ledgerOf(all))
else process.exitCode = await main()

async function main(): Promise<number> {
  const defects = all.filter(({ name }) => positionals.length === 0 || positionals.some((text) => name.includes(text)))
  const bench = new Bench(root, join(root, '.millrace/defects/tree'), TEST_MS)
  let detected = 0
  try {
    for (const defect of defects) {
      const why = await undetected(defect, bench, bench.tree)
      if (why === undefined) detected += 1
      console.log(
        `${why === undefined ? 'detected' : 'NOT DETECTED'}  ${defect.name}${why === undefined ? '' : `: ${why}`}`,
      )
    }
  } finally {
    bench.close()
  }
  console.log(`detects ${detected} of ${defects.length}`)
  return detected === defects.length && defects.length > 0 ? 0 : 1
}
