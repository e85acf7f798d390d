import type { Place } from './enumerate.ts'

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
  learn(mutant: Place, killer: string): void {
    for (const key of keysOf(mutant)) {
      for (const row of [key, `${key} ${killer}`]) this.#kills.set(row, (this.#kills.get(row) ?? 0) + 1)
    }
  }

  /** The test files for this mutant: what mostly killed in its function or of its kind, what bears its name, what killed in its file. */
  for(mutant: Place): readonly TestFile[] {
    const shares = keysOf(mutant).map((key) => {
      const all = this.#kills.get(key) ?? 1
      return ({ file }: TestFile): number => (this.#kills.get(`${key} ${file}`) ?? 0) / all
    })
    const [inFunction, ofKind, inFile] = shares
    const bears = ({ file }: TestFile): boolean => file.toLowerCase().includes(`/${mutant.function.toLowerCase()}.`)
    const rank = (file: TestFile) => [
      Math.max(inFunction?.(file) ?? 0, ofKind?.(file) ?? 0),
      bears(file) ? 1 : 0,
      inFile?.(file) ?? 0,
      -file.ms,
    ]
    return this.#files
      .map((file) => ({ file, rank: rank(file) }))
      .toSorted((a, b) => compare(b.rank, a.rank))
      .map(({ file }) => file)
  }
}

function keysOf({ file, function: name, operator }: Place): readonly string[] {
  return [`${file}#${name}`, `${file} ${operator}`, file]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, each] of a.entries()) {
    const difference = each - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
