import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

// hardhat.config.ts reads this file, on every start of Hardhat: it imports nothing that is slow to load.

/** The name of the deployer's private key in Hardhat's keystore and in the environment. */
export const KEY_VARIABLE = 'MILLRACE_DEPLOYER_KEY'

/** The name of a network's RPC URL there. */
export const urlVariable = (network: string): string => `${network.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_RPC_URL`

/** Where the networks' files are, unless MILLRACE_NETWORKS names another folder. */
export const networksFolder = (): string =>
  process.env['MILLRACE_NETWORKS'] ?? join(import.meta.dirname, '../../deployments/networks')

/** The networks that have a file. */
export function networkNames(folder = networksFolder()): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted()
}
