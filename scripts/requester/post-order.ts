import {
  freeLane,
  fromAllowance,
  fromLedger,
  fundingStruct,
  lockOf,
  orderStruct,
  proposeOrder,
  type OrderWish,
} from '@millrace/sdk'
import type { Signer } from 'ethers'
import { withAccount } from './account.ts'
import { contractAt, type MarketRef } from './market.ts'

/**
 * Posts an order in the requester's first free lane. It is paid from what the requester has in the escrow, and what is missing
 * there from its wallet, by an allowance of exactly that.
 *
 * @returns the id of the job, once the order is in a block.
 * @throws ethers' CALL_EXCEPTION when token or escrow refuse: see `sentenceOf`. InvalidFieldError when a run is too long.
 */
export async function postOrder(market: MarketRef, requester: Signer, wish: OrderWish): Promise<`0x${string}`> {
  const { deployment } = market
  const token = contractAt('TestDollar', deployment.token.address, requester)
  const escrow = contractAt('JobEscrow', deployment.escrow, requester)
  return withAccount(market, wish.requester, async () => {
    const lane = await freeLane(async (at) => BigInt(await escrow.getFunction('wordOf')(wish.requester, at)))
    const order = proposeOrder(wish, deployment, lane)
    const amount = lockOf(order)
    const inLedger: bigint = await escrow.getFunction('balanceOf')(deployment.token.address, wish.requester)
    const missing = amount > inLedger ? amount - inLedger : 0n
    if (missing > 0n) await (await token.getFunction('approve')(deployment.escrow, missing)).wait()
    const funding = fundingStruct(missing > 0n ? fromAllowance(missing) : fromLedger)
    await (await escrow.getFunction('post')(orderStruct(order), funding, '0x', '0x')).wait()
    return escrow.getFunction('idOf')(orderStruct(order))
  })
}
