/**
 * Proves the moves and the ledger with the Solidity compiler's own checker, and plants bugs that it must find.
 *
 *   npm run formal                 every proof, then every planted bug
 *   npm run formal -- Settle       the proofs and bugs whose name has this in it
 *   npm run formal -- --write      and keeps what is proved as what must stay proved
 *   npm run formal -- --new        only what is kept nowhere yet
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { bugs, plant, type Bug } from './formal/bugs.ts'
import { check, findSolver, isVacuous, stated, type Findings } from './formal/check.ts'
import { readFrom } from './formal/flatten.ts'
import { proofsIn, type Proof } from './formal/proofs.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'test/contracts/formal/proved.json')
const args = process.argv.slice(2)
const wanted = args.find((arg) => !arg.startsWith('--')) ?? ''
const read = readFrom(root)
const proofs = proofsIn(root, read)
const solver = findSolver()
const kept: Record<string, Findings> = JSON.parse(readFileSync(file, 'utf8'))
const problems: string[] = []
console.log(
  solver === '' ? 'z3 is not installed: the solver inside the compiler proves less, and takes longer.' : 'Solver: z3',
)

async function prove(proof: Proof): Promise<void> {
  const began = Date.now()
  const findings = await check(read, proof, solver)
  const open = stated(findings).filter(([, status]) => status !== 'proved')
  console.log(
    `${proof.name}: ${stated(findings).length - open.length} proved, ${((Date.now() - began) / 1000).toFixed(0)} s`,
  )
  for (const [what, status] of open) {
    console.log(`  ${status}: ${what}`)
    if (status === 'violated') problems.push(`${proof.name}: violated: ${what}`)
  }
  if (isVacuous(findings)) problems.push(`${proof.name}: nothing reaches its end`)
  for (const [what, status] of Object.entries(kept[proof.name] ?? {})) {
    if (status === 'proved' && findings[what] !== 'proved') problems.push(`${proof.name}: no longer proved: ${what}`)
  }
  if (args.includes('--write')) keep(proof.name, findings)
}

async function find(bug: Bug): Promise<void> {
  const proof = proofs.find(({ name }) => name === bug.proof)
  if (proof === undefined) throw new Error(`No proof ${bug.proof}`)
  const found = stated(await check(plant(read, bug), proof, solver)).filter(([, status]) => status === 'violated')
  console.log(`Bug "${bug.name}": ${found.length > 0 ? `found by ${bug.proof}: ${found[0]?.[0]}` : 'NOT FOUND'}`)
  if (found.length === 0) problems.push(`Bug not found: ${bug.name}`)
}

/** What is known stays when the rest is interrupted. */
function keep(name: string, findings: Findings): void {
  kept[name] = Object.fromEntries(stated(findings).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  const sorted = Object.entries(kept).toSorted(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}

// Lets what runs be ended with this process.
process.once('SIGINT', () => process.exit(130))
const left = [
  ...proofs
    .filter(({ name }) => name.includes(wanted) && !(args.includes('--new') && name in kept))
    .map((proof) => () => prove(proof)),
  ...bugs.filter(({ name, proof }) => proof.includes(wanted) || name.includes(wanted)).map((bug) => () => find(bug)),
].toReversed()
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await next()
  }),
)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
