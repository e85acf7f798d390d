import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keccak256 } from 'ethers'
import { CODE_FILE, readArtifact, readCode, type CodeEntry, type CodeFile } from './code-file.ts'

/** Where the compiler's own artifacts are. */
const BUILT = join(import.meta.dirname, '../../artifacts')

const sources: Readonly<Record<string, string>> = {
  JobEscrow: 'contracts/JobEscrow.sol',
  OfferBook: 'contracts/OfferBook.sol',
  CommitteeVerifier: 'contracts/verifiers/CommitteeVerifier.sol',
  JobLens: 'contracts/JobLens.sol',
  JobBatch: 'contracts/JobBatch.sol',
  TestDollar: 'contracts/mocks/TestDollar.sol',
}

type Built = {
  readonly buildInfoId: string
  readonly bytecode: string
  readonly immutableReferences: Readonly<Record<string, readonly { readonly start: number }[]>>
}

/**
 * Writes the code of this build into deployments/code.json, for review. The salt stays.
 *
 * @throws Error when the build is not the one of the committed artifacts.
 */
export function freeze(): void {
  const contracts = Object.entries(sources).map(([name, source]) => [name, entryOf(name, source)] as const)
  const code: CodeFile = { salt: readCode().salt, contracts: Object.fromEntries(contracts) }
  writeFileSync(CODE_FILE, `${JSON.stringify(code, null, 2)}\n`)
}

function entryOf(name: string, source: string): CodeEntry {
  const built: Built = JSON.parse(readFileSync(join(BUILT, source, `${name}.json`), 'utf8'))
  const { bytecode, deployedBytecode } = readArtifact(name)
  if (built.bytecode !== bytecode) {
    throw new Error(`The build of ${name} is not the committed one: run npm run generate first`)
  }
  const names = namesIn(built.buildInfoId)
  const immutables = Object.entries(built.immutableReferences).map(([id, places]) => {
    const variable = names.get(Number(id))
    if (variable === undefined)
      throw new Error(`The build does not say which immutable of ${name} has the number ${id}`)
    return [variable, places.map(({ start }) => start).toSorted((a, b) => a - b)] as const
  })
  return {
    creation: keccak256(bytecode),
    runtime: keccak256(deployedBytecode),
    immutables: Object.fromEntries(immutables.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** The names of all variables of a build, by their number in the syntax tree. */
function namesIn(buildInfoId: string): ReadonlyMap<number, string> {
  const text = readFileSync(join(BUILT, 'build-info', `${buildInfoId}.output.json`), 'utf8')
  const names = new Map<number, string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('nodeType' in node && node.nodeType === 'VariableDeclaration' && 'id' in node && 'name' in node) {
      names.set(Number(node.id), String(node.name))
    }
    for (const value of Object.values(node)) visit(value)
  }
  visit(JSON.parse(text).output.sources)
  return names
}
