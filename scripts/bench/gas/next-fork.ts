import type { HardhatEthers } from '@nomicfoundation/hardhat-ethers/types'

/**
 * The prices of Ethereum's next hard fork, Glamsterdam, as its development networks have them (EIPs 2780, 7976, 8037, 8038): a
 * call of a contract begins at 12,000 + 3,000 instead of 21,000, a changed word costs 12,100 instead of 5,000, a new one
 * 110,020 instead of 22,100, and a transaction costs at least 64 per byte of calldata on top of its base.
 */
const next = { base: 15_000, changedSlot: 12_100, newSlot: 110_020, floorPerByte: 64 } as const
const now = { base: 21_000, changedSlot: 5_000, newSlot: 22_100 } as const

type Step = { readonly op: string; readonly gasCost: number }

/** What a mined transaction would cost at the next fork's prices: arithmetic over its trace, not a run. */
export async function nextForkGas(ethers: HardhatEthers, hash: string): Promise<number> {
  const [tx, receipt] = await Promise.all([
    ethers.provider.getTransaction(hash),
    ethers.provider.getTransactionReceipt(hash),
  ])
  if (tx === null || receipt === null) throw new Error(`Transaction ${hash} is not mined`)
  const options = { disableStorage: true, disableMemory: true, disableStack: true }
  const { structLogs }: { structLogs: Step[] } = await ethers.provider.send('debug_traceTransaction', [hash, options])
  const writes = structLogs.filter(({ op }) => op === 'SSTORE')
  // 2,900 and 20,000, and 2,100 more where the slot was not read before.
  const changed = writes.filter(({ gasCost }) => gasCost === 2_900 || gasCost === 5_000).length
  const fresh = writes.filter(({ gasCost }) => gasCost === 20_000 || gasCost === 22_100).length
  const executed =
    Number(receipt.gasUsed) +
    (next.base - now.base) +
    changed * (next.changedSlot - now.changedSlot) +
    fresh * (next.newSlot - now.newSlot)
  return Math.max(executed, next.base + next.floorPerByte * ((tx.data.length - 2) / 2))
}
