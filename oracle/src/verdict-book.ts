import type { Journal } from '@millrace/chain'
import { reasonSentences, type Reason } from '@millrace/sdk'
import { isHex, type Address, type Hex } from 'viem'

/** What a member decided on one commitment, once and for all. */
export type Decision = {
  readonly job: Hex
  readonly attempt: number
  readonly proofHash: Hex
  readonly verdict: 'Valid' | 'Invalid'
  readonly reason: Reason
  /** The digest in the CID of the report. */
  readonly evidence: Hex
  /** The digest of the verdict, which the attestation is over. */
  readonly digest: Hex
  /** This member's attestation. */
  readonly signature: Hex
}

/** A member's signature of a verdict's digest, from itself or from a peer. */
export type Attestation = { readonly member: Address; readonly digest: Hex; readonly signature: Hex }

const STEPS = [
  `create table decision(
     job text not null, attempt integer not null, proof_hash text not null, verdict text not null, reason text not null,
     evidence text not null, digest text not null, signature text not null,
     primary key(job, attempt, proof_hash)) strict;
   create table attestation(
     digest text not null, member text not null, signature text not null, primary key(digest, member)) strict;
   create table failed_try(
     job text not null, attempt integer not null, proof_hash text not null, chain_time integer not null, detail text not null) strict`,
]

/**
 * What this member decided, what its peers signed, and what could not be fetched when. The primary key of a decision is the
 * guard against equivocation: one verdict per job, attempt and proof, stored before the signature leaves.
 */
export class VerdictBook {
  readonly #journal: Journal

  constructor(journal: Journal) {
    journal.migrate('verdict-book', STEPS)
    this.#journal = journal
  }

  decision(job: string, attempt: number, proofHash: string): Decision | undefined {
    const row = this.#journal.db
      .prepare('select * from decision where job = ? and attempt = ? and proof_hash = ?')
      .get(job, attempt, proofHash)
    if (row === undefined) return undefined
    const { proof_hash: stored, ...rest } = row
    return readDecision({ ...rest, proofHash: stored })
  }

  /** Stores a decision; an earlier one on the same commitment stands. @returns the one that stands. */
  decide(decision: Decision): Decision {
    return this.#journal.transaction((db) => {
      const { job, attempt, proofHash, verdict, reason, evidence, digest, signature } = decision
      db.prepare('insert into decision values(?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing').run(
        job,
        attempt,
        proofHash,
        verdict,
        reason,
        evidence,
        digest,
        signature,
      )
      return this.decision(job, attempt, proofHash) ?? decision
    })
  }

  attest({ member, digest, signature }: Attestation): void {
    this.#journal.transaction((db) => {
      db.prepare('insert into attestation values(?, ?, ?) on conflict do nothing').run(
        digest,
        member.toLowerCase(),
        signature,
      )
    })
  }

  /** Attestations of a digest, by member's address in lower case. */
  attestations(digest: Hex): ReadonlyMap<string, Hex> {
    const rows = this.#journal.db.prepare('select member, signature from attestation where digest = ?').all(digest)
    return new Map(rows.map((row) => [String(row['member']), hex(row['signature'])]))
  }

  /** Notes that some content could not be fetched at this time of the chain. */
  noteFailedTry(job: string, attempt: number, proofHash: string, chainTime: number, detail: string): void {
    this.#journal.transaction((db) => {
      db.prepare('insert into failed_try values(?, ?, ?, ?, ?)').run(job, attempt, proofHash, chainTime, detail)
    })
  }

  /** The chain times at which it could not be fetched, oldest first. */
  failedTries(job: string, attempt: number, proofHash: string): readonly number[] {
    const rows = this.#journal.db
      .prepare('select chain_time from failed_try where job = ? and attempt = ? and proof_hash = ? order by chain_time')
      .all(job, attempt, proofHash)
    return rows.map((row) => Number(row['chain_time']))
  }
}

function readDecision(row: Readonly<Record<string, unknown>>): Decision {
  const { job, attempt, proofHash, verdict, reason, evidence, digest, signature } = row
  if (!isReason(reason)) throw new TypeError('The journal holds a decision without a reason')
  return {
    job: hex(job),
    attempt: Number(attempt),
    proofHash: hex(proofHash),
    verdict: verdict === 'Valid' ? 'Valid' : 'Invalid',
    reason,
    evidence: hex(evidence),
    digest: hex(digest),
    signature: hex(signature),
  }
}

function isReason(value: unknown): value is Reason {
  return typeof value === 'string' && Object.hasOwn(reasonSentences, value)
}

function hex(value: unknown): Hex {
  if (isHex(value)) return value
  throw new TypeError('The journal holds something else than a hash')
}
