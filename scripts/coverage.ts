// npm run coverage: what the contracts' tests reach of the contracts, of which they must reach every line and statement.
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exceptions } from './cover/exceptions.ts'
import { failedTests, gasBound } from './cover/gas-bound.ts'
import { isDemanded, readCoverage, shortfalls } from './cover/report.ts'
import { copyTree } from './cover/tree.ts'
import { ROOT } from './local/children.ts'

/** Of code: a file that only declares has nothing to reach. */
const BODY = /^\s*(function|constructor|receive|modifier)\b[^;{]*\{/m

const folder = copyTree()
const output = await run(folder)
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const demanded = globSync('contracts/**/*.sol', { cwd: ROOT }).filter(
  (file) => isDemanded(file) && BODY.test(read(file)),
)
const coverage = readCoverage(readFileSync(join(folder, 'coverage/lcov.info'), 'utf8'), output)
const failed = failedTests(output).filter((title) => gasBound[title] === undefined)
const found = [
  ...failed.map((title) => `The test “${title}” failed, and reached less than it should`),
  ...shortfalls(coverage, demanded, exceptions, read),
]
for (const line of found) console.error(line)
const lines = coverage.filter(({ file }) => isDemanded(file)).reduce((sum, each) => sum + each.lines, 0)
console.log(
  `${lines} lines of ${demanded.length} files, ${exceptions.length} excused: ${found.length} things are missing`,
)
console.log(`Line by line: ${join(folder, 'coverage/html/index.html')}`)
process.exitCode = found.length === 0 ? 0 : 1

/** Runs the contracts' tests over measured code, and returns what they print. */
function run(cwd: string): Promise<string> {
  const cli = join(ROOT, 'node_modules/hardhat/dist/src/cli.js')
  const child = spawn(process.execPath, [cli, 'test', 'mocha', '--coverage', ...process.argv.slice(2)], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HARDHAT_DISABLE_TELEMETRY: 'true' },
  })
  let text = ''
  child.stdout.on('data', (bytes: Buffer) => {
    process.stdout.write(bytes)
    text += bytes.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(text))
  })
}
