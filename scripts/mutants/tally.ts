import type { Mutant } from './enumerate.ts'
import type { Result } from './progress.ts'

/** Mutants by how they ended. Those that are refused, equivalent or the same as an earlier one do not count. */
export type Tally = {
  readonly made: number
  readonly refused: number
  readonly equivalent: number
  readonly same: number
  readonly killed: number
  readonly timeouts: number
  readonly survived: number
}

export type Counted = { readonly mutant: Mutant; readonly result: Result; readonly isSame: boolean }

/** Each mutant with its result, marked where an earlier one has the same code. Those without a result are left out. */
export function counted(mutants: readonly Mutant[], resultOf: (id: string) => Result | undefined): readonly Counted[] {
  const seen = new Set<string>()
  return mutants.flatMap((mutant) => {
    const result = resultOf(mutant.id)
    if (result === undefined) return []
    const isSame = result.hash !== '' && result.status !== 'equivalent' && seen.has(result.hash)
    seen.add(result.hash)
    return [{ mutant, result, isSame }]
  })
}

export function tallyOf(rows: readonly Counted[]): Tally {
  const own = rows.filter(({ isSame }) => !isSame)
  const count = (status: Result['status']): number => own.filter(({ result }) => result.status === status).length
  return {
    made: rows.length,
    refused: count('refused'),
    equivalent: count('equivalent'),
    same: rows.length - own.length,
    killed: count('killed') + count('timeout'),
    timeouts: count('timeout'),
    survived: count('survived'),
  }
}

/** Of the mutants that count, how many tests killed: in hundredths of a per cent, rounded down. */
export function scoreOf({ killed, survived }: Tally): string {
  const all = killed + survived
  if (all === 0) return '–'
  const hundredths = Math.floor((10_000 * killed) / all)
  return `${(hundredths / 100).toFixed(2)} %`
}
