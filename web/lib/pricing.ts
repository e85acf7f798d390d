import {
  askedPrice,
  decodeOffer,
  matchOffers,
  mismatches,
  RATE_UNITS,
  WASM_ENGINE,
  type JobNeed,
  type Match,
  type PublishedOffer,
} from '@millrace/sdk'
import { hexToBytes, zeroAddress, type Address } from 'viem'
import type { PageConfig } from './config.ts'
import type { PublishedOffer as OfferOnChain } from './jobs.ts'
import { secondsFor, type JobPlan } from './templates/job-plan.ts'

/** The offers whose bytes can be read, and how many could not: anyone may publish anything. */
export type ReadOffers = { readonly offers: readonly PublishedOffer[]; readonly unreadable: number }

/** Reads the published offers. An offer that cannot be read is counted and left out. */
export function readOffers(published: readonly OfferOnChain[]): ReadOffers {
  const offers: PublishedOffer[] = []
  let unreadable = 0
  for (const { provider, bytes } of published) {
    try {
      offers.push({ provider, offer: decodeOffer(hexToBytes(bytes)) })
    } catch {
      // Not an error of this page: the book takes any bytes.
      unreadable += 1
    }
  }
  return { offers, unreadable }
}

/** The share of the price that a provider puts at stake, as a divisor. */
const STAKE_DIVISOR = 10n

/** What a provider must stake for a price: a tenth, rounded down. */
export const stakeFor = (price: bigint): bigint => price / STAKE_DIVISOR

/** The rate at which `price` is used up exactly when all steps are. Rounded down, it still is at least the rate it came from. */
export const rateFor = (price: bigint, steps: bigint): bigint => (price * RATE_UNITS) / steps

/** What a plan asks of a provider at a price; without one, whatever it asks will be paid. The order's rate follows the price. */
export function needOfPlan(
  plan: JobPlan,
  market: PageConfig,
  requester: Address,
  price: bigint | undefined,
  nowSeconds: bigint,
): JobNeed {
  return {
    resources: resourcesOf(plan),
    runtime: { kind: 'wasm', engine: WASM_ENGINE },
    network: { kind: 'none' },
    runSeconds: secondsFor(plan.steps),
    token: market.token.address,
    price: price ?? UNBOUNDED,
    unitKind: 'Steps',
    units: plan.steps,
    verifier: market.verifier,
    stake: price === undefined ? 0n : stakeFor(price),
    excluded: [requester, market.verifier].filter((address) => address !== zeroAddress),
    now: Number(nowSeconds),
  }
}

/** More than any order can pay. */
const UNBOUNDED = 2n ** 96n - 1n

/** What a plan asks of the machine. */
export const resourcesOf = (plan: JobPlan) => ({
  cpu: 1,
  memoryBytes: plan.memoryBytes,
  diskBytes: plan.outputBytes,
  gpu: 0,
})

/** What each provider that can run the job would ask for it, the least first. */
export function askedPrices(
  plan: JobPlan,
  market: PageConfig,
  requester: Address,
  offers: readonly PublishedOffer[],
  nowSeconds: bigint,
): readonly bigint[] {
  const need = needOfPlan(plan, market, requester, undefined, nowSeconds)
  return offers
    .filter((offer) => mismatches(need, offer).length === 0)
    .flatMap(({ offer }) => askedPrice(need, offer) ?? [])
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** Who fits a plan at a price, who does not and why, and what would help. */
export const matchPlan = (
  plan: JobPlan,
  market: PageConfig,
  requester: Address,
  price: bigint,
  offers: readonly PublishedOffer[],
  nowSeconds: bigint,
): Match => matchOffers(needOfPlan(plan, market, requester, price, nowSeconds), offers, market.token)
