import { setTimeout as pause } from 'node:timers/promises'
import { jobStruct, type Job } from '@millrace/sdk'
import type { Signer } from 'ethers'
import { chainTime, contractAt, type MarketRef } from './market.ts'

const POLL_MS = 250

/** Waits until the job's deadline has passed on the chain, then ends its state. Anyone may do this. */
export async function pokeJob(market: MarketRef, anyone: Signer, job: Job): Promise<void> {
  const { phaseEnd, answerBy } = job.progress
  const deadline = answerBy === 0 ? phaseEnd : Math.min(phaseEnd, answerBy)
  while ((await chainTime(market.provider)) <= deadline) await pause(POLL_MS)
  await (await contractAt('JobEscrow', market.deployment.escrow, anyone).getFunction('poke')(jobStruct(job))).wait()
}
