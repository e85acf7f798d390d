import { FundingKind, Outcome } from '../../../sdk/src/generated/enums.ts'
import type { Job } from '../../../sdk/src/job/job.ts'
import { send, type Counter, type WatchedBench } from './counter.ts'
import { jobOf } from './fold.ts'
import { signed, type OrderInput } from './world.ts'

// rate × steps is the price: nothing of it is left to refund.
const steps = 2_500_000_000n
export const noFunding = { kind: FundingKind.Ledger, amount: 0n, authorization: '0x' }
/** An empty signature: the caller is the role. */
export const none = '0x'
export const evidence = `0x${'ee'.repeat(32)}`
export const commitment = { proofHash: `0x${'cd'.repeat(32)}`, outcome: Outcome.Success, units: steps }

/** The provider's quote for a fresh order, signed. */
export async function quoteFor(b: WatchedBench, order: OrderInput) {
  const id = await b.escrow.getFunction('idOf')(order)
  const quote = { order: id, attempt: 1n, provider: b.provider.address, price: 5_000_000n, validUntil: 2n ** 40n - 1n }
  return { quote, signature: await signed(b, b.provider, 'Quote', quote) }
}

/** close by the requester with the provider's carried quote. */
export async function closed(b: WatchedBench, gas: Counter, order: OrderInput): Promise<Job> {
  const { quote, signature } = await quoteFor(b, order)
  const tx = gas.add('close', send(b.escrow, b.requester, 'close', order, quote, noFunding, none, none, signature))
  return jobOf(b, order, await tx)
}

/** The verifier's Valid of the bench's commitment. */
export async function signVerdict(b: WatchedBench, job: Job): Promise<string> {
  return signed(b, b.verifier, 'Verdict', await b.verdictMessage(job, commitment, evidence))
}
