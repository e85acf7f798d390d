import { expect } from 'chai'
import { network } from 'hardhat'
import type { ContractTransactionResponse } from 'ethers'
import type { Life } from './life.ts'
import { balances, deployMarket, type Market } from './market.ts'

/** A chain of its own for a test file, and what every test does with it. */
export async function scene() {
  const { ethers, networkHelpers } = await network.create()
  async function deploy() {
    return deployMarket(ethers)
  }
  return {
    ethers,
    networkHelpers,
    market: () => networkHelpers.loadFixture(deploy),
    /** The next block, and the call in it, has this time. */
    at: (timestamp: bigint) => networkHelpers.time.setNextBlockTimestamp(timestamp),
    /** Runs `act` and takes it back, so that the next act finds the same chain. */
    async thenUndo(act: () => Promise<void>) {
      const snapshot = await networkHelpers.takeSnapshot()
      await act()
      await snapshot.restore()
    },
  }
}

/** Expects the escrow to refuse, with this error and exactly these arguments. */
export async function refused(m: Market, call: Promise<unknown>, error: string, ...args: unknown[]): Promise<void> {
  await expect(call)
    .to.be.revertedWithCustomError(m.escrow, error)
    .withArgs(...args)
}

/** What each balance in the escrow changed by while `act` ran, without those that did not change. */
export async function moved(m: Market, act: () => Promise<unknown>): Promise<Record<string, bigint>> {
  const before = await balances(m)
  await act()
  const now = await balances(m)
  const rows = Object.entries(now).map(([who, balance]) => [who, balance - (before[who] ?? 0n)] as const)
  return Object.fromEntries(rows.filter(([, change]) => change !== 0n))
}

/** The word of the lane of a job, which a carried signature names. */
export async function wordOf(m: Market, { job }: Life): Promise<bigint> {
  return m.escrow.getFunction('wordOf')(job.order.requester, job.order.lane)
}

/** The time of the block that holds a transaction. */
export async function timeOf(tx: ContractTransactionResponse): Promise<bigint> {
  const block = await tx.getBlock()
  if (block === null) throw new Error('The transaction is in no block')
  return BigInt(block.timestamp)
}
