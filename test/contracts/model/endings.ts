import { FailReason, JobState, Verdict } from '../../../sdk/src/generated/enums.ts'
import { emptyProgress, zeroAddress, type ProgressStruct } from '../helpers/market.ts'
import { leftOf, partOf, type Job } from './terms.ts'
import type { Change } from './world.ts'

const rest = { answerBy: 0n, challengeFrom: 0n }

/** The provider is paid `paid`, less the fee of the page, and its stake returns; the payer gets what is left. */
export function settle(c: Change, { terms, progress }: Job, paid: bigint) {
  const fee = partOf(paid, terms.rules.fee)
  const refunded = leftOf(terms, progress.feesPaid) - paid
  c.credit(terms.token, progress.provider, paid - fee + terms.stake)
  c.credit(terms.token, terms.feeTo, fee)
  c.credit(terms.token, terms.payer, refunded)
  c.become(terms, { ...progress, ...rest, state: JobState.Settled })
  c.emit('ContractFulfilled', terms.id, terms.requester, progress.provider, paid - fee, refunded)
}

/** The payer gets all that is left. */
export function refund(c: Change, { terms, progress }: Job) {
  const refunded = leftOf(terms, progress.feesPaid)
  c.credit(terms.token, terms.payer, refunded)
  c.become(terms, { ...progress, ...rest, state: JobState.Cancelled })
  c.emit('JobCancelled', terms.id, refunded)
}

/** A refund by which the provider loses nothing. */
export function release(c: Change, job: Job) {
  c.credit(job.terms.token, job.progress.provider, job.terms.stake)
  refund(c, job)
}

/** The attempt failed by the provider's doing: a share of the stake burns, and the next attempt or the end follows. */
export function fail(c: Change, { terms, progress }: Job, reason: number) {
  const { rules, windows, stake, token, id } = terms
  const { provider, attempt, feesPaid, declined } = progress
  const burned = partOf(stake, reason === FailReason.Resigned ? rules.resign : rules.slash)
  c.credit(token, zeroAddress, burned)
  c.credit(token, provider, stake - burned)
  const hasNext = attempt < rules.maxAttempts
  const phaseEnd = hasNext ? c.now + windows.open : progress.phaseEnd
  c.emit('AttemptFailed', id, provider, attempt, BigInt(reason), burned, phaseEnd)
  if (!hasNext) return refund(c, { terms, progress })
  c.become(terms, { ...emptyProgress, state: JobState.Open, attempt, provider, feesPaid, declined, phaseEnd })
}

/** The verifier has earned its fee of this attempt. */
export function payVerifier(c: Change, { terms, progress }: Job): ProgressStruct {
  c.credit(terms.token, terms.verifier, terms.verifierFee)
  return { ...progress, feesPaid: progress.feesPaid + 1n }
}

export type Parts = { readonly provider: bigint; readonly requester: bigint; readonly arbiter: bigint }

/** Pays a bond out. Who posts none, or who gets nothing, leaves no trace. */
export function releaseBond(c: Change, { terms, progress }: Job, parts: Parts): Job {
  if (progress.bond === 0n) return { terms, progress }
  c.credit(terms.token, progress.provider, parts.provider)
  c.credit(terms.token, terms.requester, parts.requester)
  if (parts.arbiter !== 0n) c.credit(terms.token, terms.arbiter, parts.arbiter)
  c.emit('BondReleased', terms.id, parts.provider, parts.requester, parts.arbiter)
  return { terms, progress: { ...progress, bond: 0n } }
}

export const allTo = (side: 'provider' | 'requester', bond: bigint): Parts => ({
  provider: 0n,
  requester: 0n,
  arbiter: 0n,
  [side]: bond,
})

/** Who posted the bond: only a rejected provider contests. */
export const bondOwner = ({ verdict }: ProgressStruct) => (verdict === Verdict.Invalid ? 'provider' : 'requester')
