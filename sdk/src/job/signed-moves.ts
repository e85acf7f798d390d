import type { Address, Hex } from 'viem'
import { typedDataTypes } from '../generated/typed-data.ts'
import { domainOf, laneWord, type EscrowRef } from './hash.ts'
import type { Job } from './job.ts'

// Each of these messages names the word of the job's lane: it allows one move on the job as it stands, and is void once the job
// has moved on. An empty signature in the call stands for the caller itself.

/** The job as a message names it: its id and the word of its lane. */
function named(job: Job) {
  return { job: job.id, word: laneWord(job) } as const
}

/** What a provider says of its run when it is asked for a sign of life. */
export type Beat = { readonly checkpoint: Hex; readonly units: bigint }

/** An arbiter's decision: the provider's share of the claim in basis points, and the digest in the CID of a statement, or zero. */
export type Ruling = { readonly share: bigint; readonly reason: Hex }

/** The requester takes an open job back. */
export function cancelTypedData(ref: EscrowRef, job: Job) {
  const { Cancel } = typedDataTypes
  return { domain: domainOf(ref), types: { Cancel }, primaryType: 'Cancel', message: named(job) } as const
}

/** A provider takes an open job at the price of the ramp. */
export function acceptTypedData(ref: EscrowRef, job: Job, provider: Address) {
  const { Accept } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Accept },
    primaryType: 'Accept',
    message: { ...named(job), provider },
  } as const
}

/** The exclusive provider leaves the order to the others. `reason` is a code: see {@link reasonWord}. */
export function declineTypedData(ref: EscrowRef, job: Job, reason: Hex) {
  const { Decline } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Decline },
    primaryType: 'Decline',
    message: { ...named(job), reason },
  } as const
}

/** The requester asks the provider for a sign of life. */
export function challengeLivenessTypedData(ref: EscrowRef, job: Job) {
  const { ChallengeLiveness } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { ChallengeLiveness },
    primaryType: 'ChallengeLiveness',
    message: named(job),
  } as const
}

/** The provider gives it. `checkpoint` and `units` are what it says it has reached: nobody checks them. */
export function heartbeatTypedData(ref: EscrowRef, job: Job, { checkpoint, units }: Beat) {
  const { Heartbeat } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Heartbeat },
    primaryType: 'Heartbeat',
    message: { ...named(job), checkpoint, units },
  } as const
}

/** The provider gives the job back. `reason` is a code: see {@link reasonWord}. */
export function resignTypedData(ref: EscrowRef, job: Job, reason: Hex) {
  const { Resign } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Resign },
    primaryType: 'Resign',
    message: { ...named(job), reason },
  } as const
}

/** The requester pays the claim at once. */
export function approveTypedData(ref: EscrowRef, job: Job) {
  const { Approve } = typedDataTypes
  return { domain: domainOf(ref), types: { Approve }, primaryType: 'Approve', message: named(job) } as const
}

/** The requester takes the claim to the arbiter. `reason` is the digest in the CID of a statement, or zero. */
export function challengeTypedData(ref: EscrowRef, job: Job, reason: Hex) {
  const { Challenge } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Challenge },
    primaryType: 'Challenge',
    message: { ...named(job), reason },
  } as const
}

/** The provider takes the rejection to the arbiter. `reason` as in {@link challengeTypedData}. */
export function contestTypedData(ref: EscrowRef, job: Job, reason: Hex) {
  const { Contest } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Contest },
    primaryType: 'Contest',
    message: { ...named(job), reason },
  } as const
}

/** The arbiter decides a dispute. */
export function ruleTypedData(ref: EscrowRef, job: Job, { share, reason }: Ruling) {
  const { Rule } = typedDataTypes
  return {
    domain: domainOf(ref),
    types: { Rule },
    primaryType: 'Rule',
    message: { ...named(job), share, reason },
  } as const
}

/** Requester and provider, both by this message, end the job with an amount for the provider in token units. */
export function agreeTypedData(ref: EscrowRef, job: Job, toProvider: bigint) {
  const { Agree } = typedDataTypes
  const { attempt, provider } = job.progress
  return {
    domain: domainOf(ref),
    types: { Agree },
    primaryType: 'Agree',
    message: { ...named(job), attempt, provider, toProvider },
  } as const
}
