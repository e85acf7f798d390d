import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress, type OrderStruct, type ProgressStruct } from '../helpers/market.ts'
import { flag, type RulesInput, type WindowsInput } from '../helpers/pack.ts'

/** An order with its windows and rules spelled out, and the id by which it is known. */
export type Terms = Omit<OrderStruct, 'windows' | 'rules'> & {
  readonly id: string
  readonly windows: WindowsInput
  readonly rules: RulesInput
}

export type Job = { readonly terms: Terms; readonly progress: ProgressStruct }
export type Commitment = { readonly proofHash: string; readonly outcome: number; readonly units: bigint }
export type Quote = {
  readonly order: string
  readonly attempt: bigint
  readonly provider: string
  readonly price: bigint
  readonly validUntil: bigint
}

export const partOf = (amount: bigint, share: bigint) => (amount * share) / 10_000n
const lesser = (a: bigint, b: bigint) => (a < b ? a : b)
const greater = (a: bigint, b: bigint) => (a > b ? a : b)

export const isPublic = (t: Terms) => (t.rules.flags & flag.public) !== 0n
export const isCompletable = (t: Terms) => (t.rules.flags & flag.completable) !== 0n

/** What an order locks of its payer. */
export const lockOf = (t: Terms) => t.maxPrice + t.verifierFee * t.rules.maxAttempts

/** What is left of it after the verifier's fees. */
export const leftOf = (t: Terms, feesPaid: bigint) => lockOf(t) - t.verifierFee * feesPaid

/** What an open job costs at `now`: a ramp from minPrice to maxPrice over the open window. */
export function rampOf(t: Terms, openedAt: bigint, now: bigint): bigint {
  return t.minPrice + ((t.maxPrice - t.minPrice) * (now - openedAt)) / t.windows.open
}

/** What the provider is paid if its commitment stands. */
export function claimOf({ terms, progress }: Job): bigint {
  const { rules, rate } = terms
  const capped = lesser(progress.price, (rate * progress.units) / 1_000_000_000n)
  if (progress.outcome === Outcome.JobError) return partOf(capped, rules.jobError)
  if (progress.outcome === Outcome.SpecExceeded) return partOf(capped, rules.specExceeded)
  return capped
}

/** Whether silence pays the claim: the job succeeded, or a verifier confirmed that it did not. */
export const paysBySilence = ({ outcome, verdict }: ProgressStruct) =>
  outcome === Outcome.Success || verdict === Verdict.Valid

/** What a side of the dispute must lock. */
export const bondOf = (job: Job) => greater(claimOf(job) / 10n, job.terms.arbiterFee)

const running: readonly number[] = [
  JobState.Contracted,
  JobState.Verifying,
  JobState.Claimed,
  JobState.Rejected,
  JobState.Disputed,
]

export const isFinal = (state: number) => state === JobState.Settled || state === JobState.Cancelled

/** What a job holds of its parties. */
export function lockedIn({ terms, progress }: Job): bigint {
  if (isFinal(progress.state)) return 0n
  const stake = running.includes(progress.state) ? terms.stake : 0n
  return leftOf(terms, progress.feesPaid) + stake + progress.bond
}

/** Until when no other than the named provider may accept, unless it was declined. */
export const isExclusive = ({ terms, progress }: Job, now: bigint) =>
  terms.provider !== zeroAddress && now <= terms.exclusiveUntil && !progress.declined
