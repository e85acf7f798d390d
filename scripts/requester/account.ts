import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { Wallet, type BaseWallet } from 'ethers'
import { isPublicAccount, localWallet, type Role } from '../local/accounts.ts'
import { withLock } from '../local/lock.ts'
import type { MarketRef } from './market.ts'

const PRIVATE_KEY = /^0x[0-9a-f]{64}$/i

/**
 * The account that acts on a chain: that of the private key in MILLRACE_KEY or, on the local chain and without one, `otherwise`.
 *
 * @throws Error that names the variable and never what is in it.
 */
export function accountOn(chainId: number, otherwise: Role = 'requester'): BaseWallet {
  const key = process.env['MILLRACE_KEY']
  if (key === undefined && chainId === LOCAL_CHAIN_ID) return localWallet(otherwise, chainId)
  if (key === undefined) throw new Error(`MILLRACE_KEY is not set: chain ${chainId} needs the private key that signs`)
  if (!PRIVATE_KEY.test(key))
    throw new Error('MILLRACE_KEY is not a private key: expected 0x and 64 hex digits. It is not shown here')
  const account = walletOf(key)
  if (chainId !== LOCAL_CHAIN_ID && isPublicAccount(account.address))
    throw new Error(
      `MILLRACE_KEY is a key that everybody knows: it is refused on chain ${chainId}. Use one of your own`,
    )
  return account
}

function walletOf(key: string): Wallet {
  try {
    return new Wallet(key)
  } catch {
    // The cause would carry the key: zero, or more than the order of the curve.
    throw new Error('MILLRACE_KEY has the form of a private key, but is none. It is not shown here')
  }
}

/** Runs `use` while no other script of this machine sends for the account: nonces, lanes and its allowance are one each. */
export function withAccount<T>({ deployment }: MarketRef, address: string, use: () => Promise<T>): Promise<T> {
  return withLock(`${deployment.chainId}-${deployment.escrow}-${address}`.toLowerCase(), use)
}
