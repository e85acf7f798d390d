import type { Mutant } from './enumerate.ts'

/** A test file, how long it takes on the original, and the contracts that it asks for. */
export type TestFile = { readonly file: string; readonly ms: number; readonly contracts: readonly string[] }

/** Knows which test files killed what, to try those first that are likely to kill a mutant. */
export class Order {
  readonly #files: readonly TestFile[]
  readonly #kills = new Map<string, number>()

  constructor(files: readonly TestFile[]) {
    this.#files = files
  }

  /** A test file killed this mutant. */
  learn(mutant: Pick<Mutant, 'file' | 'function'>, killer: string): void {
    for (const key of keysOf(mutant)) {
      const row = `${key} ${killer}`
      this.#kills.set(row, (this.#kills.get(row) ?? 0) + 1)
    }
  }

  /** The test files for this mutant: what killed in its function, what bears its name, what killed in its file, the quickest. */
  for(mutant: Pick<Mutant, 'file' | 'function'>): readonly TestFile[] {
    const [inFunction, inFile] = keysOf(mutant).map((key) => (file: string) => this.#kills.get(`${key} ${file}`) ?? 0)
    const bears = ({ file }: TestFile): boolean => file.toLowerCase().includes(`/${mutant.function.toLowerCase()}.`)
    const rank = (file: TestFile) => [
      inFunction?.(file.file) ?? 0,
      bears(file) ? 1 : 0,
      inFile?.(file.file) ?? 0,
      -file.ms,
    ]
    return this.#files
      .map((file) => ({ file, rank: rank(file) }))
      .toSorted((a, b) => compare(b.rank, a.rank))
      .map(({ file }) => file)
  }
}

function keysOf(mutant: Pick<Mutant, 'file' | 'function'>): readonly [string, string] {
  return [`${mutant.file}#${mutant.function}`, mutant.file]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, each] of a.entries()) {
    const difference = each - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
