/** What a life may cost a returning user, stake and verifier's fee included, without a fee to a page. */
export const ceilings: Readonly<Record<string, number>> = {
  'life.close-complete.returning': 125_000,
  'life.close-complete.returning.3of4': 145_000,
  'life.close-submit-verdict.returning': 155_000,
  'life.post-accept-submit-verdict.returning': 198_000,
  'life.close-complete-challenge-rule.returning.judged': 225_000,
  'life.close-submit-challenge-rule.returning.unjudged': 225_000,
  'batch.close-complete of 50, per job.returning.delegated': 60_000,
}

/** What one move may cost, beside what token and ERC-1271 signers burn. */
export const MOVE_CEILING = 200_000

/** Ceilings that are not met, and what must not be passed instead: docs/decisions/0005-gas.md says why. */
export const notMet: Readonly<Record<string, number>> = {}
