import {
  askedPrice,
  matchOffers,
  mismatches,
  secondsForSteps,
  stakeForPrice,
  WASM_ENGINE,
  type JobNeed,
  type Match,
  type PublishedOffer,
} from '@millrace/sdk'
import { zeroAddress, type Address } from 'viem'
import type { PageConfig } from './config.ts'
import type { JobPlan } from './templates/job-plan.ts'

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
    runSeconds: secondsForSteps(plan.steps),
    token: market.token.address,
    price: price ?? UNBOUNDED,
    unitKind: 'Steps',
    units: plan.steps,
    verifier: market.verifier,
    stake: price === undefined ? 0n : stakeForPrice(price),
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
