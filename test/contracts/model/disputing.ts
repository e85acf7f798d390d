import { FailReason, Fallback, JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress } from '../helpers/market.ts'
import type { Act } from './actions.ts'
import { allTo, bondOwner, fail, payVerifier, refund, release, releaseBond, settle } from './endings.ts'
import { bondOf, claimOf, isFinal, partOf, paysBySilence, type Job } from './terms.ts'
import { deadlineOf, messageOf, refuse, type Change } from './world.ts'

/** One of the two sides takes the job to the arbiter and locks its bond. */
function dispute(c: Change, job: Job, by: string, reason: string) {
  const { terms, progress } = job
  const bond = bondOf(job)
  c.debit(terms.token, by, bond)
  const phaseEnd = c.now + terms.windows.ruling
  c.become(terms, { ...progress, state: JobState.Disputed, bond, phaseEnd })
  c.emit('JobDisputed', terms.id, by, reason, bond, phaseEnd)
}

export function challenge(c: Change, a: Act<'challenge'>) {
  const { terms } = a.job
  c.mustBeLive(a.job, JobState.Claimed)
  if (terms.arbiter === zeroAddress) refuse('MoveNotInOrder', terms.id)
  c.mustConsent(terms.requester, a.signature, messageOf('Challenge', terms.id, c.wordOf(a.job), a.reason))
  dispute(c, a.job, terms.requester, a.reason)
}

export function contest(c: Change, a: Act<'contest'>) {
  const { terms, progress } = a.job
  c.mustBeLive(a.job, JobState.Rejected)
  if (terms.arbiter === zeroAddress || terms.windows.contest === 0n) refuse('MoveNotInOrder', terms.id)
  c.mustConsent(progress.provider, a.signature, messageOf('Contest', terms.id, c.wordOf(a.job), a.reason))
  dispute(c, a.job, progress.provider, a.reason)
}

export function rule(c: Change, a: Act<'rule'>) {
  const { job, share, reason } = a
  const { terms, progress } = job
  c.mustBeLive(job, JobState.Disputed)
  c.mustConsent(terms.arbiter, a.signature, messageOf('Rule', terms.id, c.wordOf(job), share, reason))
  if (share > 10_000n) refuse('ShareTooLarge', terms.id, share)
  c.emit('DisputeRuled', terms.id, share, reason)
  const { bond } = progress
  const arbiter = terms.arbiterFee < bond ? terms.arbiterFee : bond
  const provider = partOf(bond - arbiter, share)
  const freed = releaseBond(c, job, { provider, requester: bond - arbiter - provider, arbiter })
  if (share === 0n) fail(c, freed, FailReason.Ruled)
  else settle(c, freed, partOf(claimOf(job), share))
}

export function agree(c: Change, a: Act<'agree'>) {
  const { job, toProvider } = a
  const { terms, progress } = job
  const { Contracted, Verifying, Claimed, Rejected, Disputed } = JobState
  c.mustBeLive(job, Contracted, Verifying, Claimed, Rejected, Disputed)
  const message = messageOf('Agree', terms.id, c.wordOf(job), progress.attempt, progress.provider, toProvider)
  c.mustConsent(terms.requester, a.requesterSignature, message)
  c.mustConsent(progress.provider, a.providerSignature, message)
  if (toProvider > terms.maxPrice) refuse('PriceTooHigh', terms.id, toProvider, terms.maxPrice)
  c.emit('JobAgreed', terms.id, toProvider)
  const paid = progress.state === Verifying ? payVerifier(c, job) : progress
  const freed = releaseBond(c, { terms, progress: paid }, allTo(bondOwner(progress), progress.bond))
  settle(c, freed, toProvider)
}

/** What follows the verifier's silence. */
function fallBack(c: Change, { terms, progress }: Job) {
  const { challenge: window, ruling } = terms.windows
  const to = (state: number, phaseEnd: bigint): Job => {
    c.emit('VerifierSilent', terms.id, BigInt(state), phaseEnd)
    return { terms, progress: { ...progress, state, phaseEnd } }
  }
  const { rules } = terms
  if (!paysBySilence(progress) || rules.fallback === BigInt(Fallback.Refund)) {
    return release(c, to(JobState.Cancelled, progress.phaseEnd))
  }
  if (rules.fallback === BigInt(Fallback.Disputed)) {
    return c.become(terms, to(JobState.Disputed, c.now + ruling).progress)
  }
  if (window === 0n) {
    const job = to(JobState.Settled, progress.phaseEnd)
    return settle(c, job, claimOf(job))
  }
  c.become(terms, to(JobState.Claimed, c.now + window).progress)
}

/** What follows the arbiter's silence: the last verdict stands, and the bond goes to the side that it favours, else back. */
function unruled(c: Change, job: Job) {
  const { verdict, bond, outcome } = job.progress
  const freed = releaseBond(c, job, allTo(verdict === Verdict.Valid ? 'provider' : 'requester', bond))
  if (verdict === Verdict.Invalid) return fail(c, freed, FailReason.Invalid)
  if (verdict === Verdict.Valid) return settle(c, freed, claimOf(job))
  if (outcome === Outcome.Success) return settle(c, freed, partOf(claimOf(job), job.terms.rules.split))
  release(c, freed)
}

export function poke(c: Change, { job }: Act<'poke'>) {
  const { terms, progress } = job
  c.mustBeCurrent(job)
  if (isFinal(progress.state)) refuse('JobStateWrong', terms.id, BigInt(progress.state))
  const deadline = deadlineOf(progress)
  if (c.now <= deadline) refuse('DeadlineNotPassed', terms.id, deadline, c.now)
  switch (progress.state) {
    case JobState.Open:
      return refund(c, job)
    case JobState.Contracted:
      return fail(c, job, FailReason.Late)
    case JobState.Verifying:
      return fallBack(c, job)
    case JobState.Claimed:
      return paysBySilence(progress) ? settle(c, job, claimOf(job)) : release(c, job)
    case JobState.Rejected:
      return fail(c, job, FailReason.Invalid)
    default:
      return unruled(c, job)
  }
}
