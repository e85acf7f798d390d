import { deadlineOf, findRevert, jobStruct, type Job } from '@millrace/sdk'
import { isError, type Signer } from 'ethers'
import { withAccount } from './account.ts'
import { chainTime, contractAt, type MarketRef } from './market.ts'

/**
 * Ends the state of a job whose deadline has passed on the chain. Anyone may do this.
 *
 * @returns whether it did: not before the deadline, nor when somebody else was quicker.
 */
export async function pokeIfDue(market: MarketRef, anyone: Signer, job: Job): Promise<boolean> {
  const deadline = deadlineOf(job)
  if (deadline === undefined || (await chainTime(market.provider)) <= deadline) return false
  const escrow = contractAt('JobEscrow', market.deployment.escrow, anyone)
  const poke = async () => (await escrow.getFunction('poke')(jobStruct(job))).wait()
  try {
    await withAccount(market, await anyone.getAddress(), poke)
    return true
  } catch (error) {
    // The job moved on between our look and our call: what happened is in its next event.
    if (findRevert(error)?.errorName === 'JobNotCurrent') return false
    if (isError(error, 'CALL_EXCEPTION') && error.receipt) return false
    throw error
  }
}
