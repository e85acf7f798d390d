import { isAddressEqual, zeroAddress, zeroHash, type Address, type Hex } from 'viem'
import { JobState, Outcome, Verdict } from '../generated/enums.ts'
import { orderStruct, type Order, type OrderStruct } from './order.ts'

/** What changes in the life of a job: contracts/types/Job.sol. Times are Unix seconds. */
export type Progress = {
  readonly state: JobState
  /** Attempts begun so far. */
  readonly attempt: number
  /** The provider of this attempt; in Open, the one that failed the last attempt, or zero. */
  readonly provider: Address
  readonly price: bigint
  readonly acceptedAt: number
  /** The last second of the state. */
  readonly phaseEnd: number
  /** The last second to answer a pending liveness challenge, or 0. */
  readonly answerBy: number
  readonly challengeFrom: number
  readonly declined: boolean
  /** The sha-256 digest in the CID of the manifest. */
  readonly proofHash: Hex
  readonly outcome: Outcome
  readonly units: bigint
  readonly verdict: Verdict
  readonly feesPaid: number
  /** Of a dispute: the requester's after a challenge, the provider's after a contest, 0 after a verifier's silence. */
  readonly bond: bigint
}

/** A job: its id, its terms and where it stands. */
export type Job = { readonly id: Hex; readonly order: Order; readonly progress: Progress }

/** A job as the escrow's calls take it. */
export type JobStruct = { readonly order: OrderStruct; readonly progress: ProgressStruct }

/** Where a job stands as the escrow's calls take it: contracts/types/Phase.sol, Taker.sol and Work.sol. */
export type ProgressStruct = {
  readonly phase: bigint
  readonly taker: bigint
  readonly proofHash: Hex
  readonly work: bigint
}

/** A job without its terms, for which its id stands: what `submit` takes. */
export type Ticket = { readonly lane: bigint; readonly id: Hex; readonly progress: ProgressStruct }

/** Of a job that does not exist yet. */
export const noProgress: Progress = {
  state: 'None',
  attempt: 0,
  provider: zeroAddress,
  price: 0n,
  acceptedAt: 0,
  phaseEnd: 0,
  answerBy: 0,
  challengeFrom: 0,
  declined: false,
  proofHash: zeroHash,
  outcome: 'None',
  units: 0n,
  verdict: 'None',
  feesPaid: 0,
  bond: 0n,
}

/** The job as it is given to the escrow. */
export function jobStruct(job: Job): JobStruct {
  return { order: orderStruct(job.order), progress: packProgress(job) }
}

/** The job as `submit` takes it: half of the calldata of the whole. */
export function ticketOf(job: Job): Ticket {
  const { order, id } = job
  return { lane: (BigInt(order.lane) << 160n) | BigInt(order.requester), id, progress: packProgress(job) }
}

/** The words of contracts/types/Job.sol. While the job is contracted, they repeat what a proof needs of the order. */
export function packProgress({ order, progress: p }: Pick<Job, 'order' | 'progress'>): ProgressStruct {
  const phase =
    BigInt(JobState[p.state]) |
    (BigInt(p.attempt) << 8n) |
    (BigInt(p.feesPaid) << 16n) |
    (BigInt(Outcome[p.outcome]) << 24n) |
    (BigInt(Verdict[p.verdict]) << 32n) |
    ((p.declined ? 1n : 0n) << 40n) |
    (BigInt(p.acceptedAt) << 48n) |
    (BigInt(p.phaseEnd) << 88n) |
    (BigInt(p.answerBy) << 128n) |
    (BigInt(p.challengeFrom) << 168n) |
    (p.state === 'Contracted' ? proofTerms(order) : 0n)
  return {
    phase,
    taker: BigInt(p.provider) | (p.price << 160n),
    proofHash: p.proofHash,
    work: p.units | (p.bond << 64n),
  }
}

/** The window that begins with a proof, whether the order names a verifier, and whether its unit is a second. */
function proofTerms({ verifier, windows, rules }: Order): bigint {
  const isJudged = !isAddressEqual(verifier, zeroAddress)
  const flags = (isJudged ? 1n : 0n) | (rules.unitKind === 'Seconds' ? 2n : 0n)
  return (BigInt(isJudged ? windows.verify : windows.challenge) << 208n) | (flags << 232n)
}

/** Whether nothing more will happen to the job. */
export function isFinal(state: JobState): boolean {
  return state === 'Settled' || state === 'Cancelled'
}

/** The last second in which a role may act; from the next second on, anyone may poke. Undefined where there is none. */
export function deadlineOf({ progress }: Job): number | undefined {
  const { state, answerBy, phaseEnd } = progress
  if (state === 'None' || isFinal(state)) return undefined
  return answerBy !== 0 && answerBy < phaseEnd ? answerBy : phaseEnd
}
