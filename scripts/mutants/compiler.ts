import { createRequire } from 'node:module'
import { isNode, type Node } from '../solidity/syntax.ts'
import type { Sources } from './sources.ts'

/** What the tests need of a compiled contract. */
export type Code = {
  readonly abi: readonly unknown[]
  readonly bytecode: string
  readonly deployedBytecode: string
  readonly immutableReferences: unknown
}

/** By file, then by contract. */
export type Codes = Readonly<Record<string, Readonly<Record<string, Code>>>>

export type Compiled = { readonly errors: readonly string[]; readonly codes: Codes }

type Output = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { abi: readonly unknown[]; evm: { bytecode: Evm; deployedBytecode: Evm } }>>>
  >
  readonly sources?: Readonly<Record<string, { readonly ast: unknown }>>
}
type Evm = { readonly object: string; readonly immutableReferences?: unknown }

const solc: { compile(input: string): string } = createRequire(import.meta.url)('solc')

const wanted = ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'evm.deployedBytecode.immutableReferences']

/**
 * Like hardhat.config.ts, but for the optimizer, whose work takes four fifths of the time: only what removes dead code, joins
 * expressions and lays out the stack is left of it. The code that it makes does the same, and is half as large again.
 */
const quick = {
  enabled: true,
  runs: 1,
  details: {
    peephole: false,
    inliner: false,
    jumpdestRemover: false,
    orderLiterals: false,
    deduplicate: false,
    cse: false,
    constantOptimizer: false,
    yul: true,
    yulDetails: { stackAllocation: true, optimizerSteps: 'vule' },
  },
}

/** As in hardhat.config.ts, where a test compares them. */
const whole = { enabled: true, runs: 800 }

/**
 * The files `names` of `sources`, compiled.
 * @param kind `quick` to run tests on; `whole` to compare what would be deployed.
 */
export function compile(sources: Sources, names: readonly string[], kind: 'quick' | 'whole'): Compiled {
  const output = run(sources, {
    viaIR: true,
    evmVersion: 'prague',
    optimizer: kind === 'quick' ? quick : whole,
    debug: { debugInfo: [] },
    // So that equal code has equal bytes.
    metadata: { appendCBOR: false, bytecodeHash: 'none' },
    outputSelection: Object.fromEntries(names.map((name) => [name, { '*': wanted }])),
  })
  const codes = Object.entries(output.contracts ?? {}).map(([file, contracts]) => {
    const rows = Object.entries(contracts).map(([name, { abi, evm }]): [string, Code] => [
      name,
      {
        abi,
        bytecode: `0x${evm.bytecode.object}`,
        deployedBytecode: `0x${evm.deployedBytecode.object}`,
        immutableReferences: evm.deployedBytecode.immutableReferences ?? {},
      },
    ])
    return [file, Object.fromEntries(rows)] as const
  })
  return { errors: errorsOf(output), codes: Object.fromEntries(codes) }
}

/** The syntax tree of every file. Throws when they do not compile. */
export function parse(sources: Sources): Readonly<Record<string, Node>> {
  const output = run(sources, { outputSelection: { '*': { '': ['ast'] } } })
  const [error] = errorsOf(output)
  if (error !== undefined) throw new Error(error)
  const trees: Record<string, Node> = {}
  for (const [file, { ast }] of Object.entries(output.sources ?? {})) if (isNode(ast)) trees[file] = ast
  return trees
}

function run(sources: Sources, settings: object): Output {
  const texts = Object.fromEntries(Object.entries(sources).map(([name, content]) => [name, { content }]))
  return JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources: texts, settings })))
}

function errorsOf(output: Output): readonly string[] {
  return (output.errors ?? []).filter((e) => e.severity === 'error').map((e) => e.formattedMessage)
}
