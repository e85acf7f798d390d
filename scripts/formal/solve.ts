/**
 * A process of its own, because the compiler does not come back before its solver does: reads one source from its input, writes what
 * the checker found. `z3` is the solver if it is there, else the one inside the compiler, which is slower and proves less.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Solver = (query: string) => { readonly contents: string }
const solc: { compile(input: string, callbacks?: { readonly smtSolver: Solver }): string } = createRequire(
  import.meta.url,
)('solc')

/** The compiler's own options for z3, and an end to each query. */
const OPTIONS = [
  '-smt2',
  'rewriter.pull_cheap_ite=true',
  'fp.spacer.q3.use_qgen=true',
  'fp.spacer.mbqi=false',
  'fp.spacer.ground_pobs=false',
]

const [contract = '', command = '', seconds = '10'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'formal-'))
const file = join(folder, 'query.smt2')

const smtSolver: Solver = (query) => {
  writeFileSync(file, query)
  try {
    return {
      contents: execFileSync(command, [...OPTIONS, `-T:${seconds}`, file], { encoding: 'utf8', maxBuffer: 2 ** 30 }),
    }
  } catch (cause) {
    // z3 ends with an error when it is asked for the model of what has none. It has answered before.
    const answer = cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : ''
    return { contents: /^(?:sat|unsat)/.test(answer) ? answer : 'unknown' }
  }
}

const input = {
  language: 'Solidity',
  sources: { 'Proof.sol': { content: readFileSync(0, 'utf8') } },
  settings: {
    modelChecker: {
      engine: 'chc',
      solvers: [command === '' ? 'z3' : 'smtlib2'],
      targets: ['assert', 'overflow', 'underflow', 'divByZero'],
      contracts: { 'Proof.sol': [contract] },
      showProvedSafe: true,
      showUnproved: true,
      showUnsupported: true,
    },
    outputSelection: {},
  },
}

process.stdout.write(solc.compile(JSON.stringify(input), command === '' ? undefined : { smtSolver }))
rmSync(folder, { recursive: true })
