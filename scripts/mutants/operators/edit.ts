import { rangeOf, type Node, type Range } from '../../solidity/syntax.ts'

/** One change of a source text: what stands in `range` becomes `text`. */
export type Edit = { readonly operator: string; readonly range: Range; readonly text: string }

/** What an operator may ask about the source. */
export type Context = {
  /** The text of a node, or of a range. */
  of(what: Node | Range): string
  /** Declarations of all files by their number. */
  readonly declarations: ReadonlyMap<number, Declaration>
  /** What the node stands in, the nearest last. */
  readonly ancestors: readonly Node[]
}

/** A declaration with those that stand beside it. */
export type Declaration = { readonly node: Node; readonly parent: Node; readonly siblings: readonly Node[] }

/** Finds what can be changed at one node. */
export type Operator = (node: Node, context: Context) => readonly Edit[]

/** An edit that puts `replacement` in the place of the whole node. */
export function replace(operator: string, node: Node, replacement: string): Edit {
  return { operator, range: rangeOf(node), text: replacement }
}
