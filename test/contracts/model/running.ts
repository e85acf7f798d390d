import { FailReason, JobState, Outcome, UnitKind, Verdict } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress, zeroHash } from '../helpers/market.ts'
import type { Act } from './actions.ts'
import { fail, payVerifier, settle } from './endings.ts'
import { claimOf, isCompletable, type Commitment, type Job } from './terms.ts'
import { messageOf, refuse, type Change } from './world.ts'

export const commitmentMessage = ({ terms, progress: p }: Job, { proofHash, outcome, units }: Commitment) =>
  messageOf('Commitment', terms.id, p.attempt, p.provider, proofHash, BigInt(outcome), units)

export const verdictMessage = ({ terms, progress: p }: Job, made: Commitment, verdict: number, evidence: string) =>
  messageOf(
    'Verdict',
    terms.id,
    p.attempt,
    p.provider,
    made.proofHash,
    BigInt(made.outcome),
    made.units,
    BigInt(verdict),
    evidence,
  )

export function challengeLiveness(c: Change, a: Act<'challengeLiveness'>) {
  const { terms, progress } = a.job
  const { liveness } = terms.windows
  c.mustBeLive(a.job, JobState.Contracted)
  if (liveness === 0n) refuse('MoveNotInOrder', terms.id)
  c.mustConsent(terms.requester, a.signature, messageOf('ChallengeLiveness', terms.id, c.wordOf(a.job)))
  if (progress.answerBy !== 0n) refuse('LivenessPending', terms.id, progress.answerBy)
  const from = progress.challengeFrom
  const until = progress.phaseEnd - 2n * liveness
  if (c.now < from || c.now > until) refuse('LivenessTooSoonOrLate', terms.id, from, until, c.now)
  const answerBy = c.now + liveness
  c.become(terms, { ...progress, answerBy })
  c.emit('LivenessChallenged', terms.id, answerBy)
}

export function heartbeat(c: Change, a: Act<'heartbeat'>) {
  const { terms, progress } = a.job
  c.mustBeLive(a.job, JobState.Contracted)
  const message = messageOf('Heartbeat', terms.id, c.wordOf(a.job), a.checkpoint, a.units)
  c.mustConsent(progress.provider, a.signature, message)
  if (progress.answerBy === 0n) refuse('LivenessNotPending', terms.id)
  const challengeFrom = c.now + terms.windows.run / 4n
  c.become(terms, { ...progress, answerBy: 0n, challengeFrom })
  c.emit('Heartbeat', terms.id, a.checkpoint, a.units, challengeFrom)
}

export function resign(c: Change, a: Act<'resign'>) {
  const { terms, progress } = a.job
  c.mustBeLive(a.job, JobState.Contracted)
  c.mustConsent(progress.provider, a.signature, messageOf('Resign', terms.id, c.wordOf(a.job), a.reason))
  c.emit('JobResigned', terms.id, a.reason)
  fail(c, a.job, FailReason.Resigned)
}

/** The job with the commitment in it, in the state that waits for a verdict or, without a verifier, for the requester. */
function committed(c: Change, { terms, progress }: Job, commitment: Commitment): Job {
  const { proofHash, outcome, units } = commitment
  if (outcome === Outcome.None) refuse('OutcomeMissing', terms.id)
  if (proofHash === zeroHash) refuse('ProofHashMissing', terms.id)
  const most = c.now - progress.acceptedAt
  if (terms.rules.unitKind === BigInt(UnitKind.Seconds) && units > most) {
    refuse('UnitsTooMany', terms.id, units, most)
  }
  const isJudged = terms.verifier !== zeroAddress
  const state = isJudged ? JobState.Verifying : JobState.Claimed
  const phaseEnd = c.now + (isJudged ? terms.windows.verify : terms.windows.challenge)
  const claim = { proofHash, outcome, units, phaseEnd, state, answerBy: 0n, challengeFrom: 0n }
  return { terms, progress: { ...progress, ...claim } }
}

export function submit(c: Change, a: Act<'submit'>) {
  const { job, commitment } = a
  c.mustBeLive(job, JobState.Contracted)
  c.mustConsent(job.progress.provider, a.signature, commitmentMessage(job, commitment))
  const { progress } = committed(c, job, commitment)
  c.become(job.terms, progress)
  const { proofHash, outcome, units, phaseEnd } = progress
  c.emit('ProofSubmitted', job.terms.id, proofHash, BigInt(outcome), units, phaseEnd)
}

/** What a verdict makes of a job that is being verified. */
function judged(c: Change, job: Job, verdict: number): Job {
  const { terms } = job
  if (verdict === Verdict.Inconclusive) return job
  const isValid = verdict === Verdict.Valid
  const window = isValid ? terms.windows.challenge : terms.windows.contest
  const state = isValid ? JobState.Claimed : JobState.Rejected
  // A job that settles at once gets no new deadline.
  const phaseEnd = isValid && window === 0n ? job.progress.phaseEnd : c.now + window
  return { terms, progress: { ...payVerifier(c, job), verdict, state, phaseEnd } }
}

/** Commits to the judged job, and settles it when nobody has time to challenge it. */
function conclude(c: Change, job: Job) {
  const { terms, progress } = job
  c.become(terms, progress)
  if (progress.state === JobState.Claimed && terms.windows.challenge === 0n) settle(c, job, claimOf(job))
}

export function deliverVerdict(c: Change, a: Act<'deliverVerdict'>) {
  const { job, verdict, evidence } = a
  const { terms } = job
  c.mustBeLive(job, JobState.Verifying)
  if (verdict === Verdict.None) refuse('VerdictMissing', terms.id)
  c.mustConsent(terms.verifier, a.signature, verdictMessage(job, job.progress, verdict, evidence))
  const next = judged(c, job, verdict)
  c.emit('VerdictDelivered', terms.id, BigInt(verdict), evidence, next.progress.phaseEnd)
  conclude(c, next)
}

export function complete(c: Change, a: Act<'complete'>) {
  const { job, commitment, verdict, evidence } = a
  const { terms } = job
  c.mustBeLive(job, JobState.Contracted)
  if (!isCompletable(terms) || terms.verifier === zeroAddress) refuse('NotCompletable', terms.id)
  c.mustConsent(job.progress.provider, a.providerSignature, commitmentMessage(job, commitment))
  const next = committed(c, job, commitment)
  if (verdict === Verdict.None) refuse('VerdictMissing', terms.id)
  c.mustConsent(terms.verifier, a.verifierSignature, verdictMessage(job, commitment, verdict, evidence))
  const end = judged(c, next, verdict)
  const { proofHash, outcome, units } = commitment
  const { phaseEnd } = end.progress
  c.emit('ProofJudged', terms.id, proofHash, BigInt(outcome), units, BigInt(verdict), evidence, phaseEnd)
  conclude(c, end)
}

export function approve(c: Change, a: Act<'approve'>) {
  const { terms, progress } = a.job
  c.mustBeLive(a.job, JobState.Verifying, JobState.Claimed, JobState.Rejected)
  c.mustConsent(terms.requester, a.signature, messageOf('Approve', terms.id, c.wordOf(a.job)))
  const paid = progress.state === JobState.Verifying ? payVerifier(c, a.job) : progress
  settle(c, { terms, progress: paid }, claimOf(a.job))
}
