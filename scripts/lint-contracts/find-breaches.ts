import type { Listed } from './listed.ts'
import { lineOf, type Project } from './project.ts'
import type { Rule } from './rule.ts'

/** What breaks which rule, each as one line: place, what, and how to mend it. */
export function findBreaches(project: Project, rules: readonly Rule[], listed: Listed): readonly string[] {
  return rules.flatMap(({ name, mend, find }) =>
    [...find(project, listed)].map(
      ({ unit, node, what }) => `${unit.path}:${lineOf(unit, node)}: ${what} (${name}). ${mend}`,
    ),
  )
}
