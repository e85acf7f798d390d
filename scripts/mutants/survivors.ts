import { readFileSync } from 'node:fs'
import type { Counted } from './tally.ts'

/** Why each surviving mutant may live, by its id. */
export type Reasons = Readonly<Record<string, string>>

export function readReasons(path: string): Reasons {
  const reasons: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof reasons !== 'object' || reasons === null) throw new Error(`${path} is not an object`)
  for (const [id, reason] of Object.entries(reasons)) {
    if (typeof reason !== 'string' || reason.trim() === '') throw new Error(`${path}: no reason for ${id}`)
  }
  return { ...reasons }
}

export type Review = {
  /** Survivors that nobody gave a reason for. */
  readonly unexplained: readonly Counted[]
  /** Reasons for mutants that do not survive, or do not exist, and what they are instead. */
  readonly stale: readonly string[]
}

/** Holds the survivors against the reasons. Of mutants that were not run (`isWhole` is false), it says nothing. */
export function review(rows: readonly Counted[], reasons: Reasons, isWhole: boolean): Review {
  const byId = new Map(rows.map((row) => [row.mutant.id, row]))
  const unexplained = rows.filter(
    ({ mutant, result, isSame }) => result.status === 'survived' && !isSame && !(mutant.id in reasons),
  )
  const stale = Object.keys(reasons).flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return isWhole ? [`${id}: there is no such mutant`] : []
    if (row.isSame) return [`${id}: the same as an earlier mutant`]
    return row.result.status === 'survived' ? [] : [`${id}: ${row.result.status}`]
  })
  return { unexplained, stale }
}
