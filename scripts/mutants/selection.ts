import { execFileSync } from 'node:child_process'
import type { Mutant } from './enumerate.ts'

/** The mutants whose file, operator or id holds one of the texts; all of them if there is no text. */
export function only(mutants: readonly Mutant[], texts: readonly string[]): readonly Mutant[] {
  if (texts.length === 0) return mutants
  return mutants.filter(({ id, operator }) => texts.some((text) => id.includes(text) || operator === text))
}

/** The mutants in functions that differ from what they were at a commit. */
export function changedSince(mutants: readonly Mutant[], commit: string, root: string): readonly Mutant[] {
  const diff = execFileSync('git', ['diff', '--unified=0', '--no-color', '--no-ext-diff', commit, '--', 'contracts'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const lines = changedLines(diff)
  return mutants.filter(({ file, lines: { first, last } }) =>
    (lines.get(file) ?? []).some((changed) => changed.first <= last && changed.last >= first),
  )
}

type Lines = { readonly first: number; readonly last: number }

/** What a unified diff without context changes, by file, in lines of the new text. Where lines went, those around the gap. */
export function changedLines(diff: string): ReadonlyMap<string, readonly Lines[]> {
  const found = new Map<string, Lines[]>()
  let file = ''
  for (const line of diff.split('\n')) {
    const named = /^\+\+\+ b\/(.+)$/.exec(line)
    if (named !== null) file = named[1] ?? ''
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line)
    if (hunk === null) continue
    const first = Number(hunk[1])
    const count = Number(hunk[2] ?? 1)
    const lines = count === 0 ? { first, last: first + 1 } : { first, last: first + count - 1 }
    found.set(file, [...(found.get(file) ?? []), lines])
  }
  return found
}

/** `count` of the mutants, spread by a seed: the same seed gives the same ones. */
export function sample(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  let state = seed >>> 0
  const random = (): number => {
    // Numerical Recipes' linear congruential generator: enough to spread a sample.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const drawn = mutants.map((mutant, index) => ({ mutant, index, rank: random() }))
  const chosen = drawn.toSorted((a, b) => a.rank - b.rank).slice(0, count)
  return chosen.toSorted((a, b) => a.index - b.index).map(({ mutant }) => mutant)
}
