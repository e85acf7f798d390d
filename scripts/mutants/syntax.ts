/** A node of solc's syntax tree, Yul included. What it holds depends on its type: read it with the functions below. */
export type Node = { readonly nodeType: string; readonly src: string; readonly [key: string]: unknown }

/** Where something stands in a file, in bytes: the end is the first byte behind it. */
export type Range = { readonly start: number; readonly end: number }

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

export function rangeOf(node: Node): Range {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return { start, end: start + length }
}

/** The node that `node` holds under `key`, if it does. */
export function child(node: Node, key: string): Node | undefined {
  const value = node[key]
  return isNode(value) ? value : undefined
}

/** The nodes that `node` holds under `key`; none if it holds none. */
export function children(node: Node, key: string): readonly Node[] {
  const value = node[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The text that `node` holds under `key`, or nothing. */
export function text(node: Node, key: string): string {
  const value = node[key]
  return typeof value === 'string' ? value : ''
}

/** The number by which other nodes refer to the declaration that `node` names, or -1. */
export function declarationOf(node: Node): number {
  const value = node['referencedDeclaration']
  return typeof value === 'number' ? value : -1
}

/** Solidity's name for the type of an expression or a variable. */
export function typeOf(node: Node): string {
  const value = node['typeDescriptions']
  return typeof value === 'object' && value !== null && 'typeString' in value && typeof value.typeString === 'string'
    ? value.typeString
    : ''
}

/** Calls `visit` with every node below and including `node`, and with its ancestors, the nearest last. */
export function walk(
  node: Node,
  visit: (node: Node, ancestors: readonly Node[]) => void,
  ancestors: readonly Node[] = [],
): void {
  visit(node, ancestors)
  const inside = [...ancestors, node]
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isNode(each)) walk(each, visit, inside)
    }
  }
}
