/** A node of solc's syntax tree, Yul included. What it holds depends on its type: read it with the functions below. */
export type Node = { readonly nodeType: string; readonly src: string; readonly [key: string]: unknown }

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nodeType' in value &&
    typeof value.nodeType === 'string' &&
    'src' in value &&
    typeof value.src === 'string'
  )
}

/** @throws Error when this is no syntax tree. */
export function rootOf(value: unknown): Node {
  if (isNode(value)) return value
  throw new Error('The compiler gave no syntax tree')
}

/** The node under `key`, if there is one. */
export function child(node: Node, key: string): Node | undefined {
  const value = node[key]
  return isNode(value) ? value : undefined
}

/** The nodes of the list under `key`; none if there is no list. */
export function children(node: Node, key: string): readonly Node[] {
  const value = node[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The text under `key`, or nothing. */
export function text(node: Node, key: string): string {
  const value = node[key]
  return typeof value === 'string' ? value : ''
}

/** The number under `key`, such as that of a declaration; -1 without. */
export function number(node: Node, key: string): number {
  const value = node[key]
  return typeof value === 'number' ? value : -1
}

/** Solidity's name for the type of an expression or variable. */
export function typeOf(node: Node): string {
  const value = node['typeDescriptions']
  return typeof value === 'object' && value !== null && 'typeString' in value && typeof value.typeString === 'string'
    ? value.typeString
    : ''
}

/** The NatSpec above a declaration, as one line without its slashes; nothing if there is none. */
export function natspecOf(node: Node): string {
  const documentation = child(node, 'documentation')
  return documentation === undefined ? '' : text(documentation, 'text').split(/\s+/).join(' ').trim()
}

/** Where something stands in a file, in bytes: the end is the first byte behind it. */
export type Range = { readonly start: number; readonly end: number }

export function rangeOf(node: Node): Range {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return { start, end: start + length }
}

/** A node with the nodes around it, the outermost first. */
export type Found = { readonly node: Node; readonly around: readonly Node[] }

/** All nodes below `node`, itself included. */
export function* walk(node: Node, around: readonly Node[] = []): Generator<Found> {
  yield { node, around }
  const inside = [...around, node]
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) yield* walk(each, inside)
  }
}

/** The nodes of one type below `node`. */
export function* nodesOf(node: Node, ...types: readonly string[]): Generator<Found> {
  for (const found of walk(node)) if (types.includes(found.node.nodeType)) yield found
}

/** The function, or else the contract, in which something stands, for a person: `_make`, `constructor`, `JobBatch`. */
export function placeOf({ node, around }: Found): string {
  const outer = [...around, node]
  const home =
    outer.findLast((each) => each.nodeType === 'FunctionDefinition' || each.nodeType === 'ModifierDefinition') ??
    outer.findLast((each) => each.nodeType === 'ContractDefinition')
  return home === undefined ? '' : text(home, 'name') || text(home, 'kind')
}
