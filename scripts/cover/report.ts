import type { Exception } from './exceptions.ts'

/** What the tests reached of one file. */
export type FileCoverage = {
  readonly file: string
  readonly lines: number
  /** The lines that they did not reach whole, from 1. */
  readonly missed: readonly number[]
  /** Of the statements, in percent, as Hardhat prints it. */
  readonly statements: number
}

/** What must be reached whole. The mocks are there to misbehave. */
export const isDemanded = (file: string): boolean =>
  file.startsWith('contracts/') && !file.startsWith('contracts/mocks/')

/**
 * Reads what Hardhat wrote and printed.
 *
 * @param lcov The lines, in lcov's format.
 * @param table Its table, which alone has the statements.
 * @throws Error when a file is in one of the two only.
 */
export function readCoverage(lcov: string, table: string): readonly FileCoverage[] {
  const statements = new Map(
    [...table.matchAll(/^║ (contracts\/\S+\.sol) +│ [\d.]+ +│ ([\d.]+) +│/gm)].map(
      ([, file = '', percent = '']) => [file, Number(percent)] as const,
    ),
  )
  return lcov
    .split('end_of_record')
    .filter((record) => record.includes('SF:'))
    .map((record) => {
      const file = /^SF:(.+)$/m.exec(record)?.[1] ?? ''
      const counts = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(
        ([, line, count]) => [Number(line), Number(count)] as const,
      )
      const percent = statements.get(file)
      if (percent === undefined) throw new Error(`Hardhat’s table says nothing of ${file}: was it printed otherwise?`)
      return {
        file,
        lines: counts.length,
        missed: counts.filter(([, count]) => count === 0).map(([line]) => line),
        statements: percent,
      }
    })
}

/**
 * What is missing of 100 % of lines and statements, each as a sentence; and exceptions that nothing needs.
 *
 * @param sourceOf The text of a file.
 */
export function shortfalls(
  coverage: readonly FileCoverage[],
  demanded: readonly string[],
  exceptions: readonly Exception[],
  sourceOf: (file: string) => string,
): readonly string[] {
  const needed = new Set<Exception>()
  const found: string[] = []
  for (const { file, missed, statements } of coverage.filter((each) => isDemanded(each.file))) {
    const source = sourceOf(file).split('\n')
    const excused = missed.filter((line) => {
      const text = source[line - 1]?.trim()
      const exception = exceptions.find((each) => each.file === file && each.line === text)
      if (exception !== undefined) needed.add(exception)
      return exception !== undefined
    })
    for (const line of missed.filter((each) => !excused.includes(each))) {
      found.push(`${file}:${line}: no test reaches “${source[line - 1]?.trim()}”`)
    }
    if (statements < 100 && missed.length === 0)
      found.push(`${file}: ${statements} % of its statements are reached, of 100 %`)
  }
  const measured = new Set(coverage.map(({ file }) => file))
  for (const file of demanded.filter((each) => !measured.has(each))) found.push(`${file}: was not measured`)
  for (const { file, line } of exceptions.filter((each) => !needed.has(each))) {
    found.push(`scripts/cover/exceptions.ts excuses “${line}” of ${file}, which needs no excuse`)
  }
  return found
}
