import { Fallback, UnitKind } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress } from '../helpers/market.ts'
import { flag, type RulesInput, type WindowsInput } from '../helpers/pack.ts'
import type { Terms } from './terms.ts'

/** The people of the small world. */
export const people = {
  requester: 'requester',
  payer: 'payer',
  provider: 'provider',
  rival: 'rival',
  verifier: 'verifier',
  arbiter: 'arbiter',
  feeTo: 'feeTo',
} as const

/** When the order of the small world is posted. */
export const start = 1_000_000n
export const least = 10n

export type Shape = Partial<Omit<Terms, 'windows' | 'rules'>> & {
  readonly windows?: Partial<WindowsInput>
  readonly rules?: Partial<RulesInput>
}

/** Amounts that leave a remainder wherever the rules divide. */
export function termsOf(shape: Shape): Terms {
  const { windows, rules, ...rest } = shape
  return {
    id: 'the job',
    requester: people.requester,
    payer: people.payer,
    provider: zeroAddress,
    token: 'token',
    verifier: people.verifier,
    arbiter: people.arbiter,
    feeTo: people.feeTo,
    maxPrice: 1_009n,
    minPrice: 1_009n,
    rate: 500_000_000n,
    stake: 307n,
    verifierFee: 23n,
    arbiterFee: 61n,
    exclusiveUntil: 0n,
    lane: 0n,
    sequence: 1n,
    specHash: 'a spec',
    ...rest,
    windows: {
      open: 40n,
      run: 83n,
      verify: 30n,
      challenge: 20n,
      contest: 15n,
      ruling: 25n,
      liveness: least,
      ...windows,
    },
    rules: {
      slash: 5_003n,
      resign: 1_009n,
      jobError: 4_001n,
      specExceeded: 6_007n,
      split: 3_337n,
      fee: 333n,
      maxAttempts: 2n,
      fallback: BigInt(Fallback.Claimed),
      unitKind: BigInt(UnitKind.Steps),
      flags: 0n,
      ...rules,
    },
  }
}

const unjudged: Shape = { verifier: zeroAddress, verifierFee: 0n }
const unruled: Shape = { arbiter: zeroAddress, arbiterFee: 0n }
const exclusive: Shape = { provider: people.provider, exclusiveUntil: start + 20n }
const completable = { flags: flag.completable }
const fallback = (kind: number) => ({ fallback: BigInt(kind) })

/** The orders whose every life is walked. */
export const shapes: Readonly<Record<string, Shape>> = {
  'the whole machine': {},
  'the requester pays': { payer: people.requester },
  'an exclusive provider': exclusive,
  'exclusive into the second attempt': { ...exclusive, exclusiveUntil: start + 95n },
  'proof and verdict at once': { rules: completable },
  'at once, and nobody may challenge': { rules: completable, windows: { challenge: 0n } },
  'silence of the verifier refunds': { rules: fallback(Fallback.Refund) },
  'silence of the verifier goes to the arbiter': { rules: fallback(Fallback.Disputed) },
  'to the arbiter, who earns nothing': { arbiterFee: 0n, rules: fallback(Fallback.Disputed) },
  'an arbiter dearer than the claim': { arbiterFee: 1_500n },
  'no challenge window': { windows: { challenge: 0n } },
  'no contest window': { windows: { contest: 0n } },
  'no liveness window': { windows: { liveness: 0n } },
  'a run too short to be asked': { windows: { run: 19n } },
  'a run that can be asked in one second': { windows: { run: 26n } },
  'no verifier': unjudged,
  'no verifier, the requester pays': { ...unjudged, payer: people.requester },
  'no arbiter': unruled,
  'neither verifier nor arbiter': { ...unjudged, ...unruled },
  'no arbiter and no challenge window': { ...unruled, windows: { challenge: 0n } },
  'no arbiter, silence of the verifier refunds': { ...unruled, rules: fallback(Fallback.Refund) },
  'one attempt': { rules: { maxAttempts: 1n } },
  'a price that ramps': { minPrice: 500n, rules: { maxAttempts: 1n } },
  'paid by the second': { rate: 30_000_000_000n, rules: { unitKind: BigInt(UnitKind.Seconds), maxAttempts: 1n } },
  'all of a stake burns': { rules: { slash: 10_000n, resign: 10_000n } },
  'no stake and no fees': { stake: 0n, verifierFee: 0n, arbiterFee: 0n, rules: { fee: 0n } },
  'one account in two roles': { payer: people.requester, verifier: people.requester, arbiter: people.requester },
}
