import { contractsOf, isInterface, type Project } from './project.ts'
import { children, nodesOf, number, text, type Node } from '../solidity/syntax.ts'

/** The project's functions, modifiers, errors and events by their number in the syntax tree. */
export function declarationsOf(project: Project): ReadonlyMap<number, Node> {
  const found = new Map<number, Node>()
  const types = ['FunctionDefinition', 'ModifierDefinition', 'ErrorDefinition', 'EventDefinition'] as const
  for (const unit of project) {
    for (const { node } of nodesOf(unit.tree, ...types)) found.set(number(node, 'id'), node)
  }
  return found
}

/** What a function may revert with and emit, in itself or in what it calls: by name, whatever the way there. */
export type Reach = { readonly errors: ReadonlySet<string>; readonly events: ReadonlySet<string> }

export function reachOf(start: Node, declarations: ReadonlyMap<number, Node>): Reach {
  const [errors, events] = [new Set<string>(), new Set<string>()]
  const seen = new Set([start])
  for (const each of seen) {
    for (const { node } of nodesOf(each, 'Identifier', 'MemberAccess', 'IdentifierPath')) {
      const declared = declarations.get(number(node, 'referencedDeclaration'))
      if (declared === undefined) continue
      if (declared.nodeType === 'ErrorDefinition') errors.add(text(declared, 'name'))
      else if (declared.nodeType === 'EventDefinition') events.add(text(declared, 'name'))
      else seen.add(declared)
    }
  }
  return { errors, events }
}

/** What implements the functions of the interfaces, by the number of the function that is implemented. */
export function implementationsOf(project: Project): ReadonlyMap<number, Node> {
  const found = new Map<number, Node>()
  for (const unit of project.filter((each) => !isInterface(each))) {
    for (const node of contractsOf(unit).flatMap((contract) => children(contract, 'nodes'))) {
      if (node.nodeType !== 'FunctionDefinition') continue
      const base: unknown = node['baseFunctions']
      for (const id of Array.isArray(base) ? base : []) if (typeof id === 'number') found.set(id, node)
    }
  }
  return found
}
