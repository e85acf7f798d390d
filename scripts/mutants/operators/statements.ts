import { child, children, rangeOf, text, type Node } from '../../solidity/syntax.ts'
import { replace, type Context, type Edit, type Operator } from './edit.ts'

/** What moves or books tokens: a statement that is only such a call has a name of its own. */
const ledger = new Set(['_credit', '_debit', '_pull', '_receive', '_permit', '_fund', '_creditArrived', 'safeTransfer'])

/** A statement is left out. */
export const dropped: Operator = (node, context): readonly Edit[] => {
  switch (node.nodeType) {
    case 'EmitStatement':
      return [leaveOut('event', node, context)]
    case 'ExpressionStatement':
      return [leaveOut(callsLedger(node) ? 'ledger' : 'statement', node, context)]
    case 'IfStatement':
      return onlyReverts(node) ? [leaveOut('refusal', node, context)] : []
    default:
      return []
  }
}

/** An empty block may stand wherever a statement may; the semicolon that ends one does not belong to its node. */
function leaveOut(operator: string, node: Node, context: Context): Edit {
  const { start, end } = rangeOf(node)
  const isEnded = context.of({ start: end, end: end + 1 }) === ';'
  return { operator, range: { start, end: isEnded ? end + 1 : end }, text: '{}' }
}

function callsLedger(node: Node): boolean {
  const call = child(node, 'expression')
  const called = call && child(call, 'expression')
  return called !== undefined && ledger.has(text(called, 'name') || text(called, 'memberName'))
}

/** An if that refuses, and nothing else. */
export function onlyReverts(node: Node): boolean {
  const then = child(node, 'trueBody')
  if (then === undefined || child(node, 'falseBody') !== undefined) return false
  const [first, ...rest] = then.nodeType === 'Block' ? children(then, 'statements') : [then]
  return first?.nodeType === 'RevertStatement' && rest.length === 0
}

/** A function returns at once, with nothing done. */
export const empty: Operator = (node) => {
  const body = child(node, 'body')
  if (node.nodeType !== 'FunctionDefinition' || body === undefined) return []
  return children(body, 'statements').length > 0 ? [replace('early return', body, '{}')] : []
}

/** The other branch of an if is left out. */
export const otherwise: Operator = (node) => {
  const [then, other] = [child(node, 'trueBody'), child(node, 'falseBody')]
  if (node.nodeType !== 'IfStatement' || then === undefined || other === undefined) return []
  return [{ operator: 'statement', range: { start: rangeOf(then).end, end: rangeOf(other).end }, text: '' }]
}
