import {
  askedPrice,
  cidOfDigest,
  matchOffers,
  mismatches,
  proposeOrder,
  secondsForSteps,
  WASM_ENGINE,
  type JobNeed,
  type Match,
  type PublishedOffer,
} from '@millrace/sdk'
import { zeroAddress, zeroHash, type Address } from 'viem'
import type { PageConfig } from './config.ts'
import type { JobPlan } from './templates/job-plan.ts'

/**
 * What a plan asks of a provider at a price, by the very terms of the order that it would become; without a price, whatever the
 * provider asks will be paid. The order's rate follows the price.
 */
export function needOfPlan(
  plan: JobPlan,
  market: PageConfig,
  requester: Address,
  price: bigint | undefined,
  nowSeconds: bigint,
): JobNeed {
  const limits = { seconds: secondsForSteps(plan.steps), steps: plan.steps }
  const wish = { requester, specCid: NO_SPEC, limits, price: price ?? 0n, openSeconds: 1 }
  const { windows, rules, arbiter, ...order } = proposeOrder(wish, market, { lane: 0, sequence: 1 })
  return {
    resources: resourcesOf(plan),
    inputBytes: plan.inputs.reduce((sum, { bytes }) => sum + BigInt(bytes.length), 0n),
    runtime: { kind: 'wasm', engine: WASM_ENGINE },
    network: { kind: 'none' },
    runSeconds: limits.seconds,
    token: order.token,
    price: price ?? UNBOUNDED,
    unitKind: rules.unitKind,
    units: plan.steps,
    verifier: order.verifier,
    stake: order.stake,
    terms: { windows, rules, arbiter },
    excluded: [requester, order.verifier].filter((address) => address !== zeroAddress),
    now: Number(nowSeconds),
  }
}

/** In place of the CID of a spec that is not stored yet: no term depends on it. */
const NO_SPEC = cidOfDigest(zeroHash, 'dag-cbor')

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
