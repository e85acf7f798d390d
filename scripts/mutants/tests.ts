import { globSync } from 'node:fs'
import type { Bench } from './bench.ts'
import type { TestFile } from './order.ts'

/** Tests that hold the build against snapshots, or look at text or model alone: no mutant shows in them by what it does. */
const leftOut = new Set([
  'gas.test.ts',
  'interface.test.ts',
  'storage.test.ts',
  'trees.test.ts',
  'model/search.test.ts',
])

/** The test files that judge a mutant, below `root`. */
export function judges(root: string): readonly string[] {
  const files = globSync('test/contracts/**/*.test.ts', { cwd: root }).toSorted()
  return files.filter((file) => !leftOut.has(file.slice('test/contracts/'.length)))
}

/** Runs each on the contracts as they are: how long it takes, and whether it passes. One that fails can judge nothing. */
export async function timed(
  files: readonly string[],
  bench: Bench,
  tell: (text: string) => void,
): Promise<readonly TestFile[]> {
  await bench.build({})
  const passing: TestFile[] = []
  for (const file of files) {
    const { failure, ms, contracts } = await bench.test(file)
    if (failure === undefined) passing.push({ file, ms, contracts })
    else tell(`Left out, since it fails on the contracts as they are: ${file}: ${failure.title}: ${failure.message}`)
  }
  return passing
}
