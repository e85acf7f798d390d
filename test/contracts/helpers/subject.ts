import type { Signer } from 'ethers'
import { after, carried, type Life } from './life.ts'
import { call, emptyProgress, orderOf, type Market, type OrderInput } from './market.ts'

/** A job before its post, or in its life. */
export type Subject = Pick<Life, 'job' | 'id'>

/** An order that nobody posted. */
export async function unposted(m: Market, input: OrderInput = {}): Promise<Subject> {
  const order = await orderOf(m, input)
  return { id: await m.escrow.getFunction('idOf')(order), job: { order, progress: emptyProgress } }
}

/** The job after one more move. */
export async function onward(
  m: Market,
  life: Subject,
  move: string,
  who: Signer,
  ...args: unknown[]
): Promise<Subject> {
  const tx = await call(m.escrow, move, who, carried(life, move), ...args)
  return { id: life.id, job: await after(m, life.job, tx) }
}

/** The word of its lane, which a message on the job names. */
export async function wordOf(m: Market, { job }: Subject): Promise<bigint> {
  return m.escrow.getFunction('wordOf')(job.order.requester, job.order.lane)
}

/** The last second in which somebody may act on it. */
export function deadlineOf({ job }: Subject): bigint {
  const { answerBy, phaseEnd } = job.progress
  return answerBy !== 0n && answerBy < phaseEnd ? answerBy : phaseEnd
}
