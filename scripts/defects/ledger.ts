import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { format } from 'prettier'
import { parsePatch, type FilePatch } from './patch.ts'

/** A planted defect: what is wrong, the promises that it breaks, and the test that has to notice. */
export type Defect = {
  readonly name: string
  readonly title: string
  /** Numbers of docs/invariants.md, with a comma between. */
  readonly promise: string
  readonly test: string
  /** Part of the full name of the test. */
  readonly testTitle: string
  readonly files: readonly FilePatch[]
}

/** Reads every patch of a directory, by name. Throws when one says less than it must. */
export function readDefects(directory: string): readonly Defect[] {
  const names = globSync('*.patch', { cwd: directory }).toSorted()
  return names.map((name) => parseDefect(basename(name, '.patch'), readFileSync(join(directory, name), 'utf8')))
}

export function parseDefect(name: string, text: string): Defect {
  const start = text.indexOf('--- ')
  const header = new Map(
    text
      .slice(0, start)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const),
  )
  const of = (field: string): string => {
    const value = header.get(field)?.trim() ?? ''
    if (value === '') throw new Error(`${name}.patch has no line "${field}: …"`)
    return value
  }
  const promise = of('Breaks')
  if (!/^P\d+(, P\d+)*$/.test(promise)) throw new Error(`${name}.patch breaks no promise: ${promise}`)
  const files = parsePatch(text.slice(start))
  if (start < 0 || files.length === 0) throw new Error(`${name}.patch changes nothing`)
  return { name, title: of('Title'), promise, test: of('Test'), testTitle: of('Case'), files }
}

/** The ledger: a page that tells of every defect. */
export async function ledgerOf(defects: readonly Defect[]): Promise<string> {
  const rows = defects.map(
    ({ name, title, promise, test, testTitle }) =>
      `| [${title}](${name}.patch) | ${promise} | \`${test.replace('test/contracts/', '')}\`: ${testTitle} |`,
  )
  const text = `# Defect ledger

Mistakes that were planted in the contracts, one at a time, each with the test that has to fail on it. \`npm run defects\` plants
them in a copy of the project and says how many are detected. Written by \`npm run defects -- --ledger\`, from the patches.

| defect | breaks | is caught by, in \`test/contracts\` |
| --- | --- | --- |
${rows.join('\n')}
`
  return format(text, { parser: 'markdown', printWidth: 130 })
}
