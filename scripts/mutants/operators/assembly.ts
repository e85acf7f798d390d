import { child, children, rangeOf, text } from '../../solidity/syntax.ts'
import { replace, type Edit, type Operator } from './edit.ts'
import { beside } from './expressions.ts'

const others: Readonly<Record<string, string>> = {
  add: 'sub',
  sub: 'add',
  and: 'or',
  or: 'and',
  gt: 'lt',
  lt: 'gt',
  eq: 'gt',
  shr: 'shl',
  shl: 'shr',
}

/** Yul: statements, numbers, built-in functions and the order of their arguments. */
export const yul: Operator = (node, context): readonly Edit[] => {
  switch (node.nodeType) {
    case 'YulExpressionStatement':
    case 'YulAssignment':
    case 'YulIf':
      return [replace('assembly', node, '{}')]
    case 'YulLiteral':
      return text(node, 'kind') === 'number'
        ? beside(text(node, 'value')).map((value) => replace('assembly', node, value))
        : []
    case 'YulFunctionCall': {
      const name = child(node, 'functionName')
      const instead = others[name === undefined ? '' : text(name, 'name')]
      const renamed = name === undefined || instead === undefined ? [] : [replace('assembly', name, instead)]
      const given = children(node, 'arguments')
      const pairs = given.slice(1).flatMap((second, index) => {
        const first = given[index]
        if (first === undefined || context.of(first) === context.of(second)) return []
        const range = { start: rangeOf(first).start, end: rangeOf(second).end }
        return [{ operator: 'assembly', range, text: `${context.of(second)}, ${context.of(first)}` }]
      })
      return [...renamed, ...pairs]
    }
    default:
      return []
  }
}
