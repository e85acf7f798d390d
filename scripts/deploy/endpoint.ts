import { config } from 'hardhat'
import { KEY_VARIABLE, urlVariable } from './networks.ts'

/** How a network is reached. Both values may be secrets: no message shows them. */
export type Endpoint = { readonly rpcUrl: string; readonly key: () => Promise<string | undefined> }

/**
 * Reads a network's endpoint by Hardhat: from the environment or, when it has no such variable, from the keystore.
 *
 * @throws Error that names the variable that is missing.
 */
export async function endpointOf(name: string): Promise<Endpoint> {
  const network = config.networks[name]
  if (network?.type !== 'http') throw new Error(`hardhat.config.ts knows no network ${name} that is reached by RPC`)
  const rpcUrl = await network.url.getUrl().catch((cause: unknown) => {
    throw new Error(
      `${urlVariable(name)} is not set, or is no URL. Put the RPC URL of ${name} into the environment or Hardhat's keystore: npx hardhat keystore set ${urlVariable(name)}`,
      { cause },
    )
  })
  const [account] = Array.isArray(network.accounts) ? network.accounts : []
  return { rpcUrl, key: async () => (account === undefined ? undefined : ownKey(account)) }
}

/** The key, or nothing when neither environment nor keystore has one. */
async function ownKey(account: { get(): Promise<string> }): Promise<string | undefined> {
  try {
    return await account.get()
  } catch (error) {
    // Hardhat's own words name the variable; deployerOn says what to do about it.
    if (error instanceof Error && error.message.includes(KEY_VARIABLE)) return undefined
    throw error
  }
}
