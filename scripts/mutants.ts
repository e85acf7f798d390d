// `npm run mutants`: changes one thing in a contract at a time and expects a test to fail. `-- --help` says what can be chosen.
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Bench } from './mutants/bench.ts'
import { holds, runAll, type Campaign } from './mutants/campaign.ts'
import { parse } from './mutants/compiler.ts'
import { enumerate, isTarget, type Mutant } from './mutants/enumerate.ts'
import { help, readOptions, type Options } from './mutants/options.ts'
import { Progress, type Result } from './mutants/progress.ts'
import { diffOf, reportOf, summary, survivors } from './mutants/report.ts'
import { changedSince, only, sample } from './mutants/selection.ts'
import { readSources, type Sources } from './mutants/sources.ts'
import { readReasons, review } from './mutants/survivors.ts'
import { counted } from './mutants/tally.ts'
import { judges, timed } from './mutants/tests.ts'

const root = join(import.meta.dirname, '..')
const home = join(root, '.millrace/mutants')
const reasonsPath = join(root, 'docs/mutants/survivors.json')
const reportPath = join(root, 'docs/mutants/report.md')
const TEST_MS = 60_000

const options = readOptions(process.argv.slice(2))
if (options.help) console.log(help)
else process.exitCode = await main(options)

async function main(chosen: Options): Promise<number> {
  const sources = readSources(root, join(root, 'node_modules'))
  const all = enumerate(sources, parse(sources), Object.keys(sources).filter(isTarget).toSorted())
  const mutants = select(all, chosen)
  if (chosen.list) {
    for (const { id, line, was, is } of mutants) console.log(`${id}  line ${line}: ${flat(was)} → ${flat(is)}`)
    console.log(`${mutants.length} mutants`)
    return 0
  }

  const progress = new Progress(join(home, 'progress.jsonl'), chosen.fresh)
  const prints = { contracts: printOf(sources), tests: printOf(readTexts('test/contracts/**/*.ts')) }
  const resultOf = (id: string): Result | undefined => {
    const result = progress.of(id)
    if (result === undefined) return undefined
    const isKept = holds(result, prints) || (chosen.older && result.status !== 'survived')
    return isKept ? result : undefined
  }
  const left = mutants.filter(({ id }) => resultOf(id) === undefined)
  console.log(`${mutants.length} mutants, ${left.length} of them to be run`)
  let areTestsWhole = true
  if (left.length > 0 && !chosen.report) areTestsWhole = await run(left, chosen, { sources, progress, ...prints })

  const rows = counted(all, resultOf)
  const reasons = readReasons(reasonsPath)
  const isWhole = rows.length === all.length
  const { unexplained, stale } = review(rows, reasons, isWhole)
  for (const { mutant } of survivors(rows)) {
    const { id, file, line } = mutant
    console.log(
      `\nSurvived: ${id} (line ${line}): ${reasons[id] ?? 'NO REASON'}\n${diffOf(mutant, sources[file] ?? '')}`,
    )
  }
  for (const line of stale) console.log(`A reason that is not needed: ${line}`)
  console.log(`\n${summary(rows)}`)
  if (isWhole || chosen.report) writeFileSync(reportPath, await reportOf(rows, sources, reasons))
  else console.log(`${all.length - rows.length} mutants of ${all.length} have no result: the report is not written`)
  return areTestsWhole && unexplained.length === 0 && stale.length === 0 ? 0 : 1
}

function select(all: readonly Mutant[], chosen: Options): readonly Mutant[] {
  const named = only(all, chosen.only)
  const changed = chosen.changed === undefined ? named : changedSince(named, chosen.changed, root)
  return chosen.sample === undefined ? changed : sample(changed, chosen.sample, chosen.seed)
}

/** @returns Whether every test file could judge. */
async function run(
  mutants: readonly Mutant[],
  { jobs }: Options,
  campaign: Omit<Campaign, 'files' | 'tell'>,
): Promise<boolean> {
  const trees = Array.from({ length: Math.min(jobs, mutants.length) }, (_, index) => join(home, `tree-${index}`))
  const benches = trees.map((tree) => new Bench(root, tree, TEST_MS))
  let isStopped = false
  process.once('SIGINT', () => {
    isStopped = true
    for (const bench of benches) bench.close()
  })
  try {
    const [first] = benches
    if (first === undefined) return true
    for (const tree of trees) {
      if (printOf(readSources(tree, join(root, 'node_modules'))) === campaign.contracts) continue
      throw new Error('The contracts were changed in this moment: start again')
    }
    const files = judges(root)
    const began = performance.now()
    const passing = await timed(files, first, console.log)
    const seconds = () => Math.round((performance.now() - began) / 1_000)
    console.log(`${passing.length} of ${files.length} test files pass on the contracts as they are (${seconds()} s)`)
    let done = 0
    const tell: Campaign['tell'] = (mutant, { status, by, test, seconds: took }) => {
      done += 1
      const killer = by === '' ? '' : ` by ${by}: ${test}`
      console.log(`${done}/${mutants.length} ${status} ${mutant.id} (line ${mutant.line}, ${took} s)${killer}`)
    }
    await runAll(mutants, benches, { ...campaign, files: passing, tell }, () => isStopped)
    console.log(`${done} mutants in ${seconds()} s`)
    return passing.length === files.length
  } finally {
    for (const bench of benches) bench.close()
  }
}

function readTexts(pattern: string): Sources {
  return Object.fromEntries(
    globSync(pattern, { cwd: root })
      .toSorted()
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  )
}

function printOf(texts: Sources): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
