import { claimOf, WHOLE, type Job } from '@millrace/sdk'
import { ZeroAddress } from 'ethers'

/** The escrow's entry for what burned: nobody can withdraw it. */
export const BURNED = ZeroAddress

/**
 * What each account must have more or less once these jobs are over, by address in small letters: the claims of the settled ones
 * by their orders' rates, the verifier's fees, and the stakes that burn. It asks the orders and what was proved, not the ledger.
 */
export function expectedDifferences(jobs: readonly Job[]): ReadonlyMap<string, bigint> {
  const differences = new Map<string, bigint>()
  const move = (from: string, to: string, amount: bigint): void => {
    for (const [who, by] of [
      [from.toLowerCase(), -amount],
      [to.toLowerCase(), amount],
    ] as const)
      differences.set(who, (differences.get(who) ?? 0n) + by)
  }
  for (const { order, progress } of jobs) {
    const { outcome, provider, attempt, state, verdict } = progress
    move(order.payer, order.verifier, order.verifierFee * BigInt(progress.feesPaid))
    if (state === 'Settled') move(order.payer, provider, claimOf(order, progress))
    const hasFailed = state === 'Cancelled' && attempt > 0 && (outcome === 'None' || verdict === 'Invalid')
    if (hasFailed) move(provider, BURNED, (order.stake * BigInt(order.rules.slash)) / WHOLE)
  }
  return differences
}
