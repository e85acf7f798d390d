import { contractsOf, isInterface, type Project } from '../project.ts'
import { declarationsOf, implementationsOf, reachOf } from '../reach.ts'
import type { Breach, Rule } from '../rule.ts'
import { children, natspecOf, number, text, type Node } from '../../solidity/syntax.ts'
import { nameOf } from './calls.ts'

/** What a manual says after a label, up to the next one or the next tag. */
function said(doc: string, label: 'Reverts' | 'Emits'): string {
  return new RegExp(`\\b${label}: ((?:(?!\\b[A-Z][a-z]+: |@).)*)`).exec(doc)?.[1] ?? ''
}

const words = (sentence: string): ReadonlySet<string> => new Set(sentence.match(/\w+/g))

export const promises: Rule = {
  name: 'promises',
  mend: 'Name in the manual what the function reverts with and emits, all of it and nothing else: here, in the interface’s head, or in the function that it refers to as `this` or as the same',
  *find(project, listed) {
    const declarations = declarationsOf(project)
    const names = new Set([...declarations.values()].filter(isNamed).map((node) => text(node, 'name')))
    const implementations = implementationsOf(project)
    for (const { unit, head, functions } of manuals(project)) {
      for (const node of functions) {
        const implementation = implementations.get(number(node, 'id'))
        if (implementation === undefined) continue
        const name = text(node, 'name')
        const own = natspecOf(node)
        const all = words([head, ...withReferred(node, functions).map(natspecOf)].join(' '))
        const { errors, events } = reachOf(implementation, declarations)
        for (const each of [...errors, ...events]) {
          if (!all.has(each) && !listed.allows('promises', `${nameOf(unit)} ${name} ${each}`))
            yield { unit, node, what: `${name} does not tell of ${each}` } satisfies Breach
        }
        for (const each of words(`${said(own, 'Reverts')} ${said(own, 'Emits')}`)) {
          if (names.has(each) && !errors.has(each) && !events.has(each)) {
            yield { unit, node, what: `${name} tells of ${each}, which never comes of it` } satisfies Breach
          }
        }
      }
    }
  },
}

const isNamed = ({ nodeType }: Node): boolean => nodeType === 'ErrorDefinition' || nodeType === 'EventDefinition'

function manuals(project: Project) {
  return project.filter(isInterface).flatMap((unit) =>
    contractsOf(unit).map((contract) => ({
      unit,
      head: natspecOf(contract),
      functions: children(contract, 'nodes').filter(({ nodeType }) => nodeType === 'FunctionDefinition'),
    })),
  )
}

/** A function and those to which its manual refers, and so on: `so`, or as the same, which is the one before it. */
function withReferred(node: Node, functions: readonly Node[]): readonly Node[] {
  const found = new Set([node])
  for (const each of found) {
    const doc = natspecOf(each)
    for (const other of functions) if (doc.includes(`\`${text(other, 'name')}\``)) found.add(other)
    const before = functions[functions.indexOf(each) - 1]
    if (before !== undefined && /@notice [^@]*\bthe same\b/i.test(doc)) found.add(before)
  }
  return [...found]
}
