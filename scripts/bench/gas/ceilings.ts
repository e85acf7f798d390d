/** What a life may cost a returning user, stake and verifier's fee included, without a fee to a page. */
export const ceilings: Record<string, number> = {
  'life.close-complete.returning': 125_000,
  'life.close-complete.returning.3of4': 145_000,
  'life.close-submit-verdict.returning': 155_000,
  'life.post-accept-submit-verdict.returning': 198_000,
}
