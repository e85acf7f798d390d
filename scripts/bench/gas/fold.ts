import type { ContractTransactionResponse } from 'ethers'
import { jobEvents } from '../../../sdk/src/job/events.ts'
import type { Job } from '../../../sdk/src/job/job.ts'
import { reduceJob } from '../../../sdk/src/job/reduce.ts'
import { sdkLog } from '../../local/sdk-log.ts'
import type { Bench, OrderInput } from './world.ts'

/** The job that a transaction of the bench opened. */
export async function jobOf(b: Bench, order: OrderInput, tx: ContractTransactionResponse): Promise<Job> {
  return fold(await b.escrow.getFunction('idOf')(order), undefined, tx)
}

/** The job after a transaction of the bench. */
export async function jobAfter(job: Job, tx: ContractTransactionResponse): Promise<Job> {
  return fold(job.id, job, tx)
}

async function fold(id: string, before: Job | undefined, tx: ContractTransactionResponse): Promise<Job> {
  const receipt = await tx.wait()
  const events = jobEvents((receipt?.logs ?? []).map(sdkLog)).filter(({ args }) => args.id === id)
  const job = events.reduce<Job | undefined>(reduceJob, before)
  if (job === undefined) throw new Error(`The transaction ${tx.hash} opened no job ${id}`)
  return job
}
