import { parseEventLogs, type Log } from 'viem'
import { jobEscrowAbi } from '../generated/abi.ts'

/** What requester and provider are told when a job is settled: once each. */
export const THANKS = 'Contract fulfilled, thank you for your business'

/** The events that tell of one job. */
export const jobEventNames = [
  'JobPosted',
  'JobContracted',
  'MatchClosed',
  'JobDeclined',
  'LivenessChallenged',
  'Heartbeat',
  'JobResigned',
  'ProofSubmitted',
  'VerdictDelivered',
  'ProofJudged',
  'VerifierSilent',
  'JobDisputed',
  'DisputeRuled',
  'BondReleased',
  'JobAgreed',
  'AttemptFailed',
  'ContractFulfilled',
  'JobCancelled',
] as const

export type JobEventName = (typeof jobEventNames)[number]

type Parsed = ReturnType<typeof jobEvents>[number]

type NameAndArgs<E> = E extends { eventName: infer Name; args: infer Args }
  ? { readonly eventName: Name; readonly args: Args }
  : never

/** An event of the escrow about a job, with its arguments as viem decodes them. */
export type JobEvent = NameAndArgs<Parsed>

/** A job's event and the log that it came in. */
export type JobLog = Parsed

/** The events about jobs in some logs of the escrow, in the order of the logs. Logs of other events are left out. */
export function jobEvents(logs: readonly Log[]) {
  return parseEventLogs({ abi: jobEscrowAbi, logs: [...logs], eventName: [...jobEventNames], strict: true })
}
