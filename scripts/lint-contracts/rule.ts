import type { Listed } from './listed.ts'
import type { Project, Unit } from './project.ts'
import type { Node } from '../solidity/syntax.ts'

/** One place that breaks a rule. `what` is the sentence's beginning: "asks tx.origin". */
export type Breach = { readonly unit: Unit; readonly node: Node; readonly what: string }

/** A rule of the house that the compiler does not know. */
export type Rule = {
  readonly name: string
  /** How to mend what it finds, as an imperative sentence. */
  readonly mend: string
  /** @param listed What is allowed by name. Asking for an entry notes that it is needed. */
  readonly find: (project: Project, listed: Listed) => Iterable<Breach>
}
