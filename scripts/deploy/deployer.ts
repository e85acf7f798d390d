import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { Wallet, type BaseWallet, type Provider } from 'ethers'
import { isPublicAccount, localWallet } from '../local/accounts.ts'
import type { Network } from './network-file.ts'
import { KEY_VARIABLE } from './networks.ts'

const PRIVATE_KEY = /^0x[0-9a-f]{64}$/i

/**
 * The account that pays for the deployment. It has no power over what it deploys. Without a key, on the local chain: Hardhat's first.
 *
 * @throws Error that names the variable and never what is in it.
 */
export function deployerOn(chainId: number, key: string | undefined): BaseWallet {
  if (key === undefined && chainId === LOCAL_CHAIN_ID) return localWallet('deployer', chainId)
  if (key === undefined) {
    throw new Error(
      `${KEY_VARIABLE} is not set. Put the deployer's private key into Hardhat's keystore (npx hardhat keystore set ${KEY_VARIABLE}) or, in CI, into the environment`,
    )
  }
  const wallet = walletOf(key)
  if (chainId !== LOCAL_CHAIN_ID && isPublicAccount(wallet.address)) {
    throw new Error(`${KEY_VARIABLE} is a key that everybody knows: it is refused on chain ${chainId}`)
  }
  return wallet
}

function walletOf(key: string): Wallet {
  if (!PRIVATE_KEY.test(key)) {
    throw new Error(`${KEY_VARIABLE} is not a private key: expected 0x and 64 hex digits. It is not shown here`)
  }
  try {
    return new Wallet(key)
  } catch {
    // The cause would carry the key: zero, or more than the order of the curve.
    throw new Error(`${KEY_VARIABLE} has the form of a private key, but is none. It is not shown here`)
  }
}

/** @throws Error off the local chain, when a member's key is one that everybody knows. */
export function checkMembers({ chainId, committee }: Pick<Network, 'chainId' | 'committee'>): void {
  if (chainId === LOCAL_CHAIN_ID) return
  const known = committee.members.filter(isPublicAccount)
  if (known.length === 0) return
  throw new Error(
    `committee.members has ${known.join(', ')}, of which everybody knows the key: a committee with them is refused on chain ${chainId}`,
  )
}

/** @throws Error when the chain is not the one that the network's file names. */
export async function checkChain(provider: Provider | null, chainId: number): Promise<void> {
  const found = (await provider?.getNetwork())?.chainId
  if (found === BigInt(chainId)) return
  throw new Error(
    `This is chain ${found ?? 'of nobody'}, but the market is meant for chain ${chainId}: nothing was deployed`,
  )
}

/** @throws Error when the account has transactions under way, or cannot pay for `cost`. */
export async function checkAccount(provider: Provider, address: string, cost: bigint): Promise<void> {
  const [mined, sent] = [
    await provider.getTransactionCount(address, 'latest'),
    await provider.getTransactionCount(address, 'pending'),
  ]
  if (sent > mined) {
    throw new Error(
      `The deployer ${address} has ${sent - mined} transactions under way, perhaps of a run that was interrupted: wait until they are mined, and run this again`,
    )
  }
  const balance = await provider.getBalance(address)
  if (balance < cost) {
    throw new Error(
      `The deployer ${address} holds ${balance} wei, and the deployment may cost ${cost}: fund it, and run this again`,
    )
  }
}
