import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isHexString, keccak256 } from 'ethers'

/** What is deployed, by the name of its artifact. TestDollar is for the local chain. */
export type ContractName = 'JobEscrow' | 'OfferBook' | 'CommitteeVerifier' | 'JobLens' | 'JobBatch' | 'TestDollar'

/** The reviewed code of a contract. */
export type CodeEntry = {
  /** keccak-256 of the creation code, without constructor arguments. */
  readonly creation: string
  /** keccak-256 of the runtime code with zeros for its immutables. */
  readonly runtime: string
  /** Where each immutable stands in the runtime code: the first of its 32 bytes. */
  readonly immutables: Readonly<Record<string, readonly number[]>>
}

/** deployments/code.json: the salt, and the code that was reviewed under it. */
export type CodeFile = { readonly salt: string; readonly contracts: Readonly<Record<string, CodeEntry>> }

/** A committed artifact of the production build. */
export type Artifact = { readonly abi: readonly object[]; readonly bytecode: string; readonly deployedBytecode: string }

export const CODE_FILE = join(import.meta.dirname, '../../deployments/code.json')

/** The committed artifact of a contract. */
export function readArtifact(name: string): Artifact {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../../sdk/artifacts/${name}.json`), 'utf8'))
}

/**
 * The reviewed code.
 *
 * @throws Error when the file has no salt.
 */
export function readCode(path = CODE_FILE): CodeFile {
  const code: CodeFile = JSON.parse(readFileSync(path, 'utf8'))
  if (!isHexString(code.salt, 32)) throw new Error(`${path}: the salt must be 32 bytes in hex, but is ${code.salt}`)
  return code
}

/**
 * Compares the committed artifacts with the reviewed code.
 *
 * @throws Error that names the contract whose code is another.
 */
export function checkReviewed(code: CodeFile, names: readonly ContractName[], artifactOf = readArtifact): void {
  for (const name of names) {
    const { bytecode, deployedBytecode } = artifactOf(name)
    const entry = code.contracts[name]
    if (entry?.creation !== keccak256(bytecode) || entry.runtime !== keccak256(deployedBytecode)) {
      throw new Error(
        `The code of ${name} is not the one in deployments/code.json. If the change is meant, ` +
          `run npm run generate, then npm run deploy -- --freeze, and have the file reviewed: the address changes with it`,
      )
    }
  }
}
