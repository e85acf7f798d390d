import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/** How a mutant ended. `refused`: it does not compile. `equivalent`: it compiles to what the original compiles to. */
export type Status = 'refused' | 'equivalent' | 'killed' | 'timeout' | 'survived'

export type Result = {
  readonly id: string
  readonly status: Status
  /** Stands for the code: two mutants with one hash are one. Empty where there is none. */
  readonly hash: string
  /** The test file that killed it. */
  readonly by: string
  readonly test: string
  readonly seconds: number
  /** Fingerprints of what the result holds for. */
  readonly contracts: string
  readonly tests: string
}

/** Results, one a line, in a file that only grows: whatever ends a campaign, what it found stays. */
export class Progress {
  readonly #path: string
  readonly #results = new Map<string, Result>()

  /** @param isFresh Whether to forget what the file holds. */
  constructor(path: string, isFresh = false) {
    this.#path = path
    mkdirSync(dirname(path), { recursive: true })
    if (isFresh) rmSync(path, { force: true })
    if (!existsSync(path)) return
    const text = readFileSync(path, 'utf8')
    // What ended in the middle of a line must not swallow the next.
    if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n')
    for (const line of text.split('\n')) {
      const result = parse(line)
      if (result !== undefined) this.#results.set(result.id, result)
    }
  }

  of(id: string): Result | undefined {
    return this.#results.get(id)
  }

  all(): readonly Result[] {
    return [...this.#results.values()]
  }

  add(result: Result): void {
    this.#results.set(result.id, result)
    appendFileSync(this.#path, `${JSON.stringify(result)}\n`)
  }
}

/** The last line may be cut off in the middle. */
function parse(line: string): Result | undefined {
  try {
    const result: Result = JSON.parse(line)
    return typeof result.id === 'string' ? result : undefined
  } catch {
    return undefined
  }
}
