import { child, children, rangeOf, text, typeOf, type Node } from '../../solidity/syntax.ts'
import { replace, type Context, type Edit, type Operator } from './edit.ts'
import { onlyReverts } from './statements.ts'

/** What each operator of Solidity becomes, and the name of that kind of change. */
const others: Readonly<Record<string, readonly (readonly [kind: string, instead: string])[]>> = {
  '<': [
    ['boundary', '<='],
    ['relational', '>'],
  ],
  '<=': [
    ['boundary', '<'],
    ['relational', '>='],
  ],
  '>': [
    ['boundary', '>='],
    ['relational', '<'],
  ],
  '>=': [
    ['boundary', '>'],
    ['relational', '<='],
  ],
  '==': [['equality', '!=']],
  '!=': [['equality', '==']],
  '+': [['arithmetic', '-']],
  '-': [['arithmetic', '+']],
  '*': [['arithmetic', '/']],
  '/': [['arithmetic', '*']],
  '%': [['arithmetic', '/']],
  '&&': [['boolean', '||']],
  '||': [['boolean', '&&']],
  '&': [['bitwise', '|']],
  '|': [['bitwise', '&']],
  '>>': [['shift', '<<']],
  '<<': [['shift', '>>']],
  '+=': [
    ['arithmetic', '-='],
    ['arithmetic', '='],
  ],
  '-=': [['arithmetic', '+=']],
}

/** Operators between two expressions; of `&&` and `||` also each side alone. */
export const binary: Operator = (node, context) => {
  const isAssignment = node.nodeType === 'Assignment'
  if (node.nodeType !== 'BinaryOperation' && !isAssignment) return []
  const left = child(node, isAssignment ? 'leftHandSide' : 'leftExpression')
  const right = child(node, isAssignment ? 'rightHandSide' : 'rightExpression')
  if (left === undefined || right === undefined) return []
  const sign = text(node, 'operator')
  const gap = { start: rangeOf(left).end, end: rangeOf(right).start }
  const between = context.of(gap)
  const edits: Edit[] = (others[sign] ?? []).map(([operator, instead]) => ({
    operator,
    range: gap,
    text: between.replace(sign, instead),
  }))
  if (sign === '&&' || sign === '||') {
    edits.push(replace('boolean', node, context.of(left)), replace('boolean', node, context.of(right)))
  }
  return edits
}

/** `!`, `~`, `++`, `--` and truth values. */
export const unary: Operator = (node, context) => {
  if (node.nodeType === 'Literal' && text(node, 'kind') === 'bool') {
    return [replace('boolean', node, text(node, 'value') === 'true' ? 'false' : 'true')]
  }
  const operand = child(node, 'subExpression')
  if (node.nodeType !== 'UnaryOperation' || operand === undefined) return []
  const of = context.of(operand)
  switch (text(node, 'operator')) {
    case '!':
      return [replace('boolean', node, of)]
    case '~':
      return [replace('bitwise', node, of)]
    case '++':
      return [replace('arithmetic', node, `--${of}`)]
    default:
      return []
  }
}

/**
 * What decides: turned round, always so, never so. An if that only refuses can be left out as a statement, and an equality, a
 * comparison or a negation is turned round as such: neither is done twice.
 */
export const condition: Operator = (node, context) => {
  if (node.nodeType === 'Return') {
    const value = child(node, 'expression')
    return value !== undefined && typeOf(value) === 'bool' ? negated(value, context) : []
  }
  const decides = child(node, 'condition')
  if (decides === undefined) return []
  if (node.nodeType === 'Conditional') {
    const [yes, no] = [child(node, 'trueExpression'), child(node, 'falseExpression')]
    if (yes === undefined || no === undefined) return []
    const swap = `${context.of(decides)} ? ${context.of(no)} : ${context.of(yes)}`
    return [swap, context.of(yes), context.of(no)].map((instead) => replace('choice', node, instead))
  }
  if (node.nodeType !== 'IfStatement') return []
  const fixed = onlyReverts(node) ? [] : ['true', 'false'].map((value) => replace('condition', decides, value))
  return [...negated(decides, context), ...fixed]
}

function negated(node: Node, context: Context): readonly Edit[] {
  const isTurned = ['!', '==', '!=', '<', '<=', '>', '>='].includes(text(node, 'operator'))
  return isTurned ? [] : [replace('condition', node, `!(${context.of(node)})`)]
}

/** Numbers, one up and one down; those that say how far to shift have a name of their own. */
export const constant: Operator = (node, context) => {
  if (node.nodeType !== 'Literal' || text(node, 'kind') !== 'number') return []
  const parent = context.ancestors.at(-1)
  const isShift = parent !== undefined && ['>>', '<<'].includes(text(parent, 'operator'))
  const written = text(node, 'value')
  const unit = text(node, 'subdenomination')
  return beside(written).map((value) => replace(isShift ? 'shift' : 'constant', node, `${value} ${unit}`.trim()))
}

/** A number as it is written, and one more and one less in the same writing. */
export function beside(written: string): readonly string[] {
  const digits = written.replaceAll('_', '')
  if (!/^(0x[\da-f]+|\d+)$/i.test(digits)) return []
  const value = BigInt(digits)
  const both = value === 0n ? [1n] : [value + 1n, value - 1n]
  if (!digits.startsWith('0x')) return both.map(String)
  const width = digits.length - 2
  return both.map((each) => `0x${each.toString(16).padStart(width, '0')}`).filter((each) => each.length === width + 2)
}

/** Neighbouring arguments of one type change places; of any type where they are encoded to be hashed. */
export const swapped: Operator = (node, context) => {
  if (node.nodeType !== 'FunctionCall' || text(node, 'kind') === 'typeConversion') return []
  if (Array.isArray(node['names']) && node['names'].length > 0) return []
  const called = child(node, 'expression')
  const isEncoding = called !== undefined && text(called, 'memberName').startsWith('encode')
  const given = children(node, 'arguments')
  return given.slice(1).flatMap((second, index) => {
    const first = given[index]
    if (first === undefined || context.of(first) === context.of(second)) return []
    if (!isEncoding && kindOf(first) !== kindOf(second)) return []
    const [a, b] = [rangeOf(first), rangeOf(second)]
    const gap = context.of({ start: a.end, end: b.start })
    const range = { start: a.start, end: b.end }
    return [{ operator: 'arguments', range, text: context.of(second) + gap + context.of(first) }]
  })
}

function kindOf(node: Node): string {
  const type = typeOf(node)
  return /^(u?int\d|int_const)/.test(type) ? 'number' : type
}
