import { child, children, number, rangeOf, text, typeOf, type Node } from '../../solidity/syntax.ts'
import { replace, type Context, type Edit, type Operator } from './edit.ts'

/** A name of an enum, a struct's member or a getter becomes the next of its kind: the wrong party, window, share or state. */
export const neighbour: Operator = (node, context) => {
  if (node.nodeType !== 'MemberAccess') return []
  const named = context.declarations.get(number(node, 'referencedDeclaration'))
  const before = child(node, 'expression')
  if (named === undefined || before === undefined) return []
  const other = nextAlike(named.node, named.siblings, context)
  const operator = kinds[named.node.nodeType]
  if (other === undefined || operator === undefined) return []
  const gap = { start: rangeOf(before).end, end: rangeOf(node).end }
  const written = context.of(gap).replace(text(node, 'memberName'), text(other, 'name'))
  return [{ operator, range: gap, text: written }]
}

const kinds: Readonly<Record<string, string>> = {
  EnumValue: 'state',
  VariableDeclaration: 'member',
  FunctionDefinition: 'member',
}

function nextAlike(node: Node, siblings: readonly Node[], context: Context): Node | undefined {
  const alike = siblings.filter((other) => other.nodeType === node.nodeType && shape(other) === shape(node))
  const index = alike.findIndex((other) => text(other, 'name') === text(node, 'name'))
  const other = alike[(index + 1) % alike.length]
  if (node.nodeType !== 'FunctionDefinition') return other === node ? undefined : other
  // Functions that only take a value apart, or put it together again. Others take more than their shape says.
  const library = context.declarations.get(typeof node['id'] === 'number' ? node['id'] : -1)?.parent
  return other !== node && library !== undefined && text(library, 'name').endsWith('Lib') ? other : undefined
}

function shape(node: Node): string {
  const lists = ['parameters', 'returnParameters'].map((key) => {
    const list = child(node, key)
    return list === undefined ? '' : children(list, 'parameters').map(typeOf).join()
  })
  return [typeOf(node), text(node, 'visibility'), ...lists].join('|')
}

/** `p.withX(…)` becomes `p`: the field is not set. */
export const setter: Operator = (node, context) => {
  const called = child(node, 'expression')
  if (node.nodeType !== 'FunctionCall' || called?.nodeType !== 'MemberAccess') return []
  const self = child(called, 'expression')
  if (self === undefined || !/^(with|forget)[A-Z]/.test(text(called, 'memberName'))) return []
  return [replace('setter', node, context.of(self))]
}

/** A function without one of its modifiers. */
export const modifier: Operator = (node): readonly Edit[] =>
  node.nodeType === 'FunctionDefinition' && text(node, 'kind') !== 'constructor'
    ? children(node, 'modifiers').map((each) => replace('modifier', each, ''))
    : []
