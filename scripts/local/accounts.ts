import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { HDNodeWallet, Mnemonic } from 'ethers'

// The tests of other rooms take both from here.
export { LOCAL_CHAIN_ID }

/** Hardhat's public phrase. Its accounts hold ether on every new local chain, and nothing of worth anywhere else. */
const PHRASE = 'test test test test test test test test test test test junk'
/** How many of them a local chain funds. */
const PUBLIC_ACCOUNTS = 20

const roles = {
  deployer: 0,
  requester: 1,
  agent: 2,
  member: 6,
  pageWallet: 12,
  liar: 13,
  noShow: 14,
  poker: 15,
} as const

/** Whose account it is. Agents and members are several: the index says which. */
export type Role = keyof typeof roles

/**
 * The key of a role of the local market.
 *
 * @throws Error on any chain but the local one: these keys are public.
 */
export function localWallet(role: Role, chainId: number, index = 0): HDNodeWallet {
  if (chainId !== LOCAL_CHAIN_ID) {
    throw new Error(
      `The keys of the local market are public: they are refused on chain ${chainId}, which is not ${LOCAL_CHAIN_ID}`,
    )
  }
  return accountAt(roles[role] + index)
}

/** Whether an account is one of those whose keys everybody knows. */
export function isPublicAccount(address: string): boolean {
  return Array.from({ length: PUBLIC_ACCOUNTS }, (_, i) => accountAt(i).address).includes(address)
}

function accountAt(index: number): HDNodeWallet {
  return HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PHRASE), `m/44'/60'/0'/0/${index}`)
}
