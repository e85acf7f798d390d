import { fromAllowance, fundingStruct, lockOf, orderStruct, type Order } from '@millrace/sdk'
import type { Signer } from 'ethers'
import { contractAt, type MarketRef } from './market.ts'

/**
 * Posts an order, with its money taken from the requester's allowance.
 *
 * @returns the id of the job, once the order is in a block.
 * @throws ethers' CALL_EXCEPTION when token or escrow refuse: see `sentenceOf`.
 */
export async function postOrder({ deployment }: MarketRef, requester: Signer, order: Order): Promise<`0x${string}`> {
  const token = contractAt('TestDollar', order.token, requester)
  const escrow = contractAt('JobEscrow', deployment.escrow, requester)
  const amount = lockOf(order)
  const id = await escrow.getFunction('idOf')(orderStruct(order))
  await (await token.getFunction('approve')(deployment.escrow, amount)).wait()
  await (await escrow.getFunction('post')(orderStruct(order), fundingStruct(fromAllowance(amount)), '0x', '0x')).wait()
  return id
}
