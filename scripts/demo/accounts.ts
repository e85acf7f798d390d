import type { Contract } from 'ethers'
import { contractAt, type MarketRef } from '../requester/market.ts'

/** What an account has: in its wallet and in the escrow's ledger, in the token's smallest unit. */
export type Holding = {
  readonly name: string
  readonly address: string
  readonly wallet: bigint
  readonly ledger: bigint
}

/** What each of the named accounts has now: all of it at one block, since a deposit moves money from wallet to ledger. */
export async function holdings(
  { provider, deployment }: MarketRef,
  names: ReadonlyMap<string, string>,
): Promise<readonly Holding[]> {
  const token: Contract = contractAt('TestDollar', deployment.token.address, provider)
  const escrow = contractAt('JobEscrow', deployment.escrow, provider)
  const blockTag = await provider.getBlockNumber()
  return Promise.all(
    [...names].map(async ([name, address]) => ({
      name,
      address,
      wallet: BigInt(await token.getFunction('balanceOf')(address, { blockTag })),
      ledger: BigInt(await escrow.getFunction('balanceOf')(deployment.token.address, address, { blockTag })),
    })),
  )
}

/** All that the accounts have together. */
export const totalOf = (rows: readonly Holding[]): bigint =>
  rows.reduce((sum, { wallet, ledger }) => sum + wallet + ledger, 0n)
