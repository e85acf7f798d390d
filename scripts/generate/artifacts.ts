import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A node of solc's syntax tree, as far as the generators look at it. */
export type AstNode = {
  readonly nodeType: string
  readonly name?: string
  readonly documentation?: { readonly text: string }
  readonly nodes?: readonly AstNode[]
  readonly members?: readonly AstNode[]
  readonly value?: unknown
}

export type Contract = {
  readonly name: string
  readonly abi: readonly {
    readonly type: string
    readonly name?: string
    readonly inputs?: readonly { readonly type: string }[]
  }[]
  readonly bytecode: string
  readonly deployedBytecode: string
}

export type Build = { readonly contracts: readonly Contract[]; readonly ast: (source: string) => AstNode }

/** What is deployed, in the order in which a newcomer meets it. */
const deployed = {
  JobEscrow: 'contracts/JobEscrow.sol',
  JobLens: 'contracts/JobLens.sol',
  JobBatch: 'contracts/JobBatch.sol',
  OfferBook: 'contracts/OfferBook.sol',
  CommitteeVerifier: 'contracts/verifiers/CommitteeVerifier.sol',
  TestDollar: 'contracts/mocks/TestDollar.sol',
}

/** The first line of every generated file. */
export const banner = '// Generated from contracts/ by scripts/generate.ts. Do not edit: run `npm run generate`.\n'

export function readArtifacts(folder: string): Build {
  const buildIds = new Set<string>()
  const contracts = Object.entries(deployed).map(([name, source]) => {
    const artifact = JSON.parse(readFileSync(join(folder, source, `${name}.json`), 'utf8'))
    buildIds.add(artifact.buildInfoId)
    const { abi, bytecode, deployedBytecode } = artifact
    return { name, abi, bytecode, deployedBytecode }
  })
  const sources = new Map<string, AstNode>()
  for (const id of buildIds) {
    const { output } = JSON.parse(readFileSync(join(folder, 'build-info', `${id}.output.json`), 'utf8'))
    for (const [path, { ast }] of Object.entries<{ ast: AstNode }>(output.sources)) sources.set(path, ast)
  }
  return {
    contracts,
    ast(source) {
      const tree = sources.get(`project/${source}`)
      if (tree === undefined) throw new Error(`The build has no syntax tree of ${source}`)
      return tree
    },
  }
}

/** All nodes below `node`, itself included, in the order of the source. */
export function* walk(node: AstNode): Generator<AstNode> {
  yield node
  for (const child of [...(node.nodes ?? []), ...(node.members ?? [])]) yield* walk(child)
}

/** The text of a NatSpec tag, on one line. */
export function natspec(text: string, tag: string): string[] {
  const flat = text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
  return [...flat.matchAll(/@([\w:]+) ([^@]*)/g)].filter((m) => m[1] === tag).map((m) => (m[2] ?? '').trim())
}
