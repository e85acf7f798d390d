import type { Address, Hex } from 'viem'
import type { Outcome, UnitKind } from '../generated/enums.ts'
import type { EscrowRef } from '../job/hash.ts'
import type { Job } from '../job/job.ts'

/** How far the judge goes: evidence only, or evidence and re-execution. */
export type JudgeLevel = 'L1' | 'L2'

/** What the chain says of a proof: all that a judge starts from. Times are Unix seconds of the chain. */
export type ProofOnChain = {
  readonly level: JudgeLevel
  readonly chainId: number
  readonly escrow: Address
  readonly job: Hex
  readonly attempt: number
  readonly provider: Address
  /** The sha-256 digests in the CIDs of spec and manifest. */
  readonly specHash: Hex
  readonly proofHash: Hex
  readonly outcome: Outcome
  readonly units: bigint
  readonly unitKind: UnitKind
  readonly acceptedAt: number
  readonly submittedAt: number
}

/**
 * The proof of a job that has one.
 *
 * @param submittedAt Chain time of the submission. May be left out while the job is Verifying, where it follows from the
 * deadline.
 */
export function proofOnChain(
  { chainId, escrow }: EscrowRef,
  { id, order, progress }: Job,
  level: JudgeLevel,
  submittedAt: number = progress.phaseEnd - order.windows.verify,
): ProofOnChain {
  return {
    level,
    chainId,
    escrow,
    job: id,
    attempt: progress.attempt,
    provider: progress.provider,
    specHash: order.specHash,
    proofHash: progress.proofHash,
    outcome: progress.outcome,
    units: progress.units,
    unitKind: order.rules.unitKind,
    acceptedAt: progress.acceptedAt,
    submittedAt,
  }
}
