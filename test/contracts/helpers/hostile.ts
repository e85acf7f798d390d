import type { BaseContract, Contract } from 'ethers'
import { call, startBalance, type Market } from './market.ts'

/** The modes of mocks/HostileToken.sol, in its order. */
export const tokenMode = {
  honest: 0,
  feeOnTransfer: 1,
  returnsFalse: 2,
  returnsNothing: 3,
  movesNothing: 4,
  hooked: 5,
  swallowsPermit: 6,
} as const

/** The same market in a token that can misbehave. Everybody has as much of it in its wallet as in the escrow. */
export async function hostileMarket(m: Market): Promise<Market> {
  const token = (await m.ethers.deployContract('HostileToken')) as BaseContract & Contract
  for (const who of [m.requester, m.provider, m.stranger]) {
    await call(token, 'mint', m.stranger, who.address, 2n * startBalance)
    await call(token, 'approve', who, await m.escrow.getAddress(), 2n ** 256n - 1n)
    await call(m.escrow, 'deposit', who, await token.getAddress(), startBalance)
  }
  return { ...m, token }
}
