import { createHash } from 'node:crypto'
import { children, rangeOf, text, walk, type Node, type Range } from '../solidity/syntax.ts'
import { yul } from './operators/assembly.ts'
import type { Context, Declaration, Edit, Operator } from './operators/edit.ts'
import { binary, condition, constant, swapped, unary } from './operators/expressions.ts'
import { modifier, neighbour, setter } from './operators/names.ts'
import { dropped, empty, otherwise } from './operators/statements.ts'
import type { Sources } from './sources.ts'

/** A contract's file with one thing changed. */
export type Mutant = {
  /** Stays the same when lines move: file, function, operator, a hash of what was and what is, and which of the equal ones. */
  readonly id: string
  readonly file: string
  readonly function: string
  readonly operator: string
  /** Of the function, or of what stands outside of functions: 1 is the first line of the file. */
  readonly lines: { readonly first: number; readonly last: number }
  readonly line: number
  readonly range: Range
  readonly was: string
  readonly is: string
}

/** Where a mutant is, and of which kind. */
export type Place = Pick<Mutant, 'file' | 'function' | 'operator'>

/** What a mutant's id says of it. */
export function placeOf(id: string): Place {
  const [, file = '', name = '', operator = ''] = /^([^#]*)#(\S+) (.+) \S+$/.exec(id) ?? []
  return { file, function: name, operator }
}

const operators: readonly Operator[] = [
  binary,
  unary,
  condition,
  constant,
  swapped,
  neighbour,
  setter,
  modifier,
  dropped,
  empty,
  otherwise,
  yul,
]

/** Whether a file's code is mutated: what is deployed, and what goes into it. */
export function isTarget(file: string): boolean {
  return /^contracts\/(?!interfaces\/|mocks\/)/.test(file)
}

/** Every mutant of `files`, in the order of files and of places in them. */
export function enumerate(
  sources: Sources,
  trees: Readonly<Record<string, Node>>,
  files: readonly string[],
): readonly Mutant[] {
  const declarations = declarationsOf(Object.values(trees))
  return files.flatMap((file) => {
    const tree = trees[file]
    return tree === undefined ? [] : mutantsOf(file, sources[file] ?? '', tree, declarations)
  })
}

/** The file's text with the mutant in it. */
export function apply(mutant: Pick<Mutant, 'range' | 'is'>, source: string): string {
  const bytes = Buffer.from(source)
  const { start, end } = mutant.range
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(mutant.is), bytes.subarray(end)]).toString()
}

function mutantsOf(
  file: string,
  source: string,
  tree: Node,
  declarations: ReadonlyMap<number, Declaration>,
): readonly Mutant[] {
  const bytes = Buffer.from(source)
  const at = ({ start, end }: Range): string => bytes.subarray(start, end).toString()
  const lineAt = (offset: number): number => at({ start: 0, end: offset }).split('\n').length
  const found: { readonly edit: Edit; readonly around: Node; readonly name: string }[] = []
  const of: Context['of'] = (what) => at('nodeType' in what ? rangeOf(what) : what)
  for (const { node, around: ancestors } of walk(tree)) {
    const inside = [...ancestors, node]
    const around = inside.findLast((each) => each.nodeType === 'FunctionDefinition') ?? inside[2] ?? node
    const name = text(around, 'name') || text(around, 'kind') || around.nodeType
    for (const operator of operators) {
      for (const edit of operator(node, { of, declarations, ancestors })) found.push({ edit, around, name })
    }
  }
  found.sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end)

  const seen = new Set<string>()
  const counts = new Map<string, number>()
  return found.flatMap(({ edit, around, name }) => {
    const was = at(edit.range)
    const { start, end } = edit.range
    // Two operators may make the same text of a file.
    const key = `${start}:${end}:${edit.text}`
    if (was === edit.text || seen.has(key)) return []
    seen.add(key)
    const stem = `${file}#${name} ${edit.operator} ${hash(was, edit.text)}`
    const count = (counts.get(stem) ?? 0) + 1
    counts.set(stem, count)
    const range = rangeOf(around)
    const mutant: Mutant = {
      id: count === 1 ? stem : `${stem}.${count}`,
      file,
      function: name,
      operator: edit.operator,
      lines: { first: lineAt(range.start), last: lineAt(range.end) },
      line: lineAt(start),
      range: edit.range,
      was,
      is: edit.text,
    }
    return [mutant]
  })
}

function hash(was: string, is: string): string {
  return createHash('sha256').update(`${was}\0${is}`).digest('hex').slice(0, 8)
}

function declarationsOf(trees: readonly Node[]): ReadonlyMap<number, Declaration> {
  const found = new Map<number, Declaration>()
  for (const { node: parent } of trees.flatMap((tree) => [...walk(tree)])) {
    for (const key of ['members', 'nodes']) {
      const siblings = children(parent, key)
      for (const node of siblings) if (typeof node['id'] === 'number') found.set(node['id'], { node, parent, siblings })
    }
  }
  return found
}
