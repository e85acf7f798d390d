// Generated from contracts/ by scripts/generate.ts. Do not edit: run `npm run generate`.

/** Where a job stands. Every state but None and the two final ones has a deadline, after which anyone may poke. The index is the value on chain. */
export const jobStateNames = ['None', 'Open', 'Contracted', 'Verifying', 'Claimed', 'Rejected', 'Disputed', 'Settled', 'Cancelled'] as const
export type JobState = (typeof jobStateNames)[number]
export const JobState = { None: 0, Open: 1, Contracted: 2, Verifying: 3, Claimed: 4, Rejected: 5, Disputed: 6, Settled: 7, Cancelled: 8 } as const

/** What the count in a commitment counts. The index is the value on chain. */
export const unitKindNames = ['Steps', 'Seconds'] as const
export type UnitKind = (typeof unitKindNames)[number]
export const UnitKind = { Steps: 0, Seconds: 1 } as const

/** What follows when the verifier stays silent for the whole verify window. Both sides agreed to it in the order. The index is the value on chain. */
export const fallbackNames = ['Claimed', 'Refund', 'Disputed'] as const
export type Fallback = (typeof fallbackNames)[number]
export const Fallback = { Claimed: 0, Refund: 1, Disputed: 2 } as const

/** How a run ended, as the provider commits to it. A provider's own fault is a resignation, never an outcome. The index is the value on chain. */
export const outcomeNames = ['None', 'Success', 'JobError', 'SpecExceeded'] as const
export type Outcome = (typeof outcomeNames)[number]
export const Outcome = { None: 0, Success: 1, JobError: 2, SpecExceeded: 3 } as const

/** What a verifier says of a commitment. The index is the value on chain. */
export const verdictNames = ['None', 'Valid', 'Invalid', 'Inconclusive'] as const
export type Verdict = (typeof verdictNames)[number]
export const Verdict = { None: 0, Valid: 1, Invalid: 2, Inconclusive: 3 } as const

/** Where tokens for an order come from. They come from the payer's own address, and are credited to it first. The index is the value on chain. */
export const fundingKindNames = ['Ledger', 'Allowance', 'Permit', 'Authorization'] as const
export type FundingKind = (typeof fundingKindNames)[number]
export const FundingKind = { Ledger: 0, Allowance: 1, Permit: 2, Authorization: 3 } as const

/** Why an attempt failed. The values are the signed shares of the stake that burn. The index is the value on chain. */
export const failReasonNames = ['Late', 'Resigned', 'Invalid', 'Ruled'] as const
export type FailReason = (typeof failReasonNames)[number]
export const FailReason = { Late: 0, Resigned: 1, Invalid: 2, Ruled: 3 } as const
