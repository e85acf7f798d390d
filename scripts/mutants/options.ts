import { parseArgs } from 'node:util'

export type Options = {
  readonly jobs: number
  readonly only: readonly string[]
  readonly changed: string | undefined
  readonly sample: number | undefined
  readonly seed: number
  readonly list: boolean
  readonly fresh: boolean
  readonly older: boolean
  readonly report: boolean
  readonly help: boolean
}

export const help = `npm run mutants -- [options]

Changes one thing in a contract at a time and expects a test of test/contracts to fail. What was found stays in
.millrace/mutants/progress.jsonl, so a campaign that was stopped goes on where it was. When every mutant has a result, it writes
docs/mutants/report.md. It fails on a survivor without a reason in docs/mutants/survivors.json, and on a reason without a survivor.

  --jobs N        mutants at the same time, each by a process of its own of about 1 GB (1)
  --only TEXT     mutants whose file, function, operator or id holds the text; can be given more than once
  --changed [REF] mutants in functions that differ from a commit (HEAD)
  --sample N      N of them, spread
  --seed N        which N (1)
  --list          say which mutants there are, and run none
  --fresh         forget what was found before
  --older         believe kills of older contracts where the mutant is still the same
  --report        run none, and write the report of what was found so far
  --help          this`

/** Reads the command line. Throws with a sentence when it cannot be read. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: withDefault(args),
    options: {
      jobs: { type: 'string', default: '1' },
      only: { type: 'string', multiple: true, default: [] },
      changed: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      list: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      older: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { jobs, sample, seed, changed, ...rest } = values
  return {
    ...rest,
    changed,
    jobs: countOf('jobs', jobs),
    seed: countOf('seed', seed),
    sample: sample === undefined ? undefined : countOf('sample', sample),
  }
}

/** `--changed` alone means since the last commit. */
function withDefault(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const next = args[index + 1]
    return arg === '--changed' && (next === undefined || next.startsWith('--')) ? [arg, 'HEAD'] : [arg]
  })
}

function countOf(name: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new Error(`--${name} takes a number above 0, not ${value}`)
  return Number(value)
}
