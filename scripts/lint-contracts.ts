// The rules of the house for contracts that no common linter knows: `npm run lint` runs them over the compiler's syntax tree.
import { join } from 'node:path'
import { findBreaches } from './lint-contracts/find-breaches.ts'
import { Listed, lists } from './lint-contracts/listed.ts'
import { readProject, readSources } from './lint-contracts/project.ts'
import { rules } from './lint-contracts/rules.ts'

const project = readProject(readSources(join(import.meta.dirname, '..')))
const listed = new Listed(lists)
const found = [
  ...findBreaches(project, rules, listed),
  ...listed
    .unneeded()
    .map((entry) => `scripts/lint-contracts/listed.ts allows “${entry}”, which nothing needs. Delete the entry`),
]
for (const line of found) console.error(line)
console.log(`${rules.length} rules over ${project.length} contracts, ${found.length} broken`)
process.exitCode = found.length === 0 ? 0 : 1
