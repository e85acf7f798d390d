import { lockOf, THANKS, type Deployment, type Job, type JobEvent, type Result } from '@millrace/sdk'
import { formatUnits, ZeroHash } from 'ethers'
import type { Step } from './follow-job.ts'

/** An amount for a person. */
export const money = (amount: bigint, { token }: Deployment): string =>
  `${formatUnits(amount, token.decimals)} ${token.symbol}`

/** What `tell` needs of a step. */
type Told = Pick<Step, 'job' | 'at'> & { readonly event: JobEvent }

/** One step of a job, as its requester reads it. */
export function tell({ event, job, at }: Told, deployment: Deployment): string {
  const when = clock(at)
  const amount = (units: bigint) => money(units, deployment)
  const { progress } = job
  switch (event.eventName) {
    case 'JobPosted':
      return `${when}  posted, with ${amount(lockOf(job.order))} locked`
    case 'JobContracted':
    case 'MatchClosed':
      return `${when}  accepted by ${progress.provider} at ${amount(progress.price)}; it is running`
    case 'JobDeclined':
      return `${when}  the provider that it was kept for does not want it: it is open to all`
    case 'LivenessChallenged':
      return `${when}  you asked the provider for a sign of life: it has until ${clock(event.args.answerBy)}`
    case 'Heartbeat':
      return `${when}  the provider answered: it is still at work`
    case 'JobResigned':
      return `${when}  the provider gave the job back`
    case 'JobDisputed':
      return `${when}  in dispute, with a bond of ${amount(event.args.bond)}: the arbiter has until ${clock(event.args.phaseEnd)}`
    case 'DisputeRuled':
      return `${when}  the arbiter gave the provider ${event.args.share / 100} % of its claim`
    case 'BondReleased': {
      const { toProvider, toRequester, toArbiter } = event.args
      return `${when}  of the bond, ${amount(toProvider)} went to the provider, ${amount(toRequester)} to the requester, ${amount(toArbiter)} to the arbiter`
    }
    case 'JobAgreed':
      return `${when}  requester and provider agreed on ${amount(event.args.toProvider)}`
    case 'ProofSubmitted':
      return `${when}  proof submitted: ${progress.outcome}, ${progress.units} steps; the committee is checking`
    case 'VerdictDelivered':
    case 'ProofJudged':
      return `${when}  verdict: ${progress.verdict}`
    case 'VerifierSilent':
      return `${when}  the committee gave no verdict in time`
    case 'AttemptFailed':
      return `${when}  the provider failed: ${amount(event.args.burned)} of its stake burned`
    case 'ContractFulfilled':
      return `${when}  paid ${amount(event.args.paid)} to the provider, ${amount(event.args.refunded)} came back to you\n${THANKS}.`
    case 'JobCancelled':
      return `${when}  cancelled: ${amount(event.args.refunded)} came back to you`
  }
}

/** The time of day, in UTC. */
const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19)

/** Why a job was cancelled, in one sentence. */
export function whyCancelled({ progress }: Job): string {
  if (progress.attempt === 0) return 'No provider took the job while it was open.'
  if (progress.verdict === 'Invalid')
    return `The committee found that the proof of ${progress.provider} is not valid, and part of its stake burned.`
  if (progress.verdict === 'Valid')
    return 'The committee found the proof valid, but the arbiter gave the provider nothing.'
  if (progress.proofHash === ZeroHash)
    return `The provider ${progress.provider} took the job and gave it back or delivered nothing in time, and part of its stake burned.`
  return 'The provider delivered, but the committee gave no verdict in time, and by the order that refunds you.'
}

/** How a program ended that did not succeed, in one sentence. `declared` are the outputs that its spec demands. */
export function howItEnded({ exit, outputs }: Result, declared: readonly string[]): string {
  switch (exit.kind) {
    case 'limit':
      return `The program went beyond a limit of the job: ${exit.which}.`
    case 'trap':
      return exit.reason === 'fault'
        ? 'The program stopped with a fault of its own: memory out of bounds (a stack that is too small, too), or a division by zero.'
        : 'The program stopped itself: it panicked or aborted.'
    case 'exit': {
      if (exit.code !== 0) return `The program ended with the exit code ${exit.code}.`
      const missing = declared.filter((path) => !outputs.some((output) => output.path === path))
      return `The program ended well, but did not write what it must: ${missing.map((path) => `/out/${path}`).join(', ')}.`
    }
  }
}

/** Where the requester's money is after a job: tokens leave the escrow when their owner withdraws them, and only then. */
export function whereTheMoneyIs(refunded: bigint, job: Job, deployment: Deployment, withdraw: string): string {
  const { payer } = job.order
  return `${money(refunded, deployment)} of it is yours in the escrow (${payer}). To take out what you have there:\n  ${withdraw}`
}
