import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { children, rootOf, rangeOf, type Node } from '../solidity/syntax.ts'

/** A source file with its typed syntax tree. `path` is as in the repository: contracts/…. */
export type Unit = { readonly path: string; readonly source: string; readonly tree: Node }

/** Everything that the rules look at: the contracts, without what they import from packages. */
export type Project = readonly Unit[]

type Output = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly sources?: Readonly<Record<string, { readonly ast: unknown }>>
}

const require = createRequire(import.meta.url)

/** The contracts below `root`. Mocks are left out: they are there to misbehave. */
export function readSources(root: string): Readonly<Record<string, string>> {
  const paths = globSync('contracts/**/*.sol', { cwd: root, exclude: ['contracts/mocks/**'] }).toSorted()
  return Object.fromEntries(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]))
}

/**
 * Reads source texts as far as their types: no code is made, so that it takes a second or two.
 *
 * @throws Error with the compiler's words when they do not compile.
 */
export function readProject(sources: Readonly<Record<string, string>>): Project {
  const solc: { compile(input: string, callbacks: { import(path: string): object }): string } = require('solc')
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { evmVersion: 'prague', outputSelection: { '*': { '': ['ast'] } } },
  }
  const output: Output = JSON.parse(solc.compile(JSON.stringify(input), { import: readPackage }))
  const error = output.errors?.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new Error(error.formattedMessage)
  return Object.entries(sources).map(([path, source]) => ({ path, source, tree: rootOf(output.sources?.[path]?.ast) }))
}

function readPackage(path: string): object {
  try {
    return { contents: readFileSync(require.resolve(path), 'utf8') }
  } catch {
    return { error: `${path} is in no package` }
  }
}

/** The line in which a node begins, from 1. */
export function lineOf({ source }: Unit, node: Node): number {
  return Buffer.from(source).subarray(0, rangeOf(node).start).toString().split('\n').length
}

/** The text of a node, as it stands in the file. */
export function textOf({ source }: Unit, node: Node): string {
  const { start, end } = rangeOf(node)
  return Buffer.from(source).subarray(start, end).toString()
}

/** The contracts, interfaces and libraries of a file. */
export function contractsOf({ tree }: Unit): readonly Node[] {
  return children(tree, 'nodes').filter((node) => node.nodeType === 'ContractDefinition')
}

/** The functions of a contract that others can call. */
export function externalsOf(contract: Node): readonly Node[] {
  return children(contract, 'nodes').filter(
    (node) =>
      node.nodeType === 'FunctionDefinition' &&
      node['kind'] !== 'constructor' &&
      (node['visibility'] === 'external' || node['visibility'] === 'public'),
  )
}

/** Whether a file holds rules: pure functions that know neither time nor caller. */
export const isRules = ({ path }: Unit): boolean => /^contracts\/(libraries|types)\//.test(path)

/** Whether a file is a part of the escrow, which holds the money. */
export const isEscrow = ({ path }: Unit): boolean =>
  path === 'contracts/JobEscrow.sol' || path.startsWith('contracts/abstracts/')

export const isInterface = ({ path }: Unit): boolean => path.startsWith('contracts/interfaces/')
