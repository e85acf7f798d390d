import type { Address } from 'viem'
import type { UnitKind } from '../generated/enums.ts'
import type { Order } from '../job/order.ts'
import { priceOfUnits } from '../job/terms.ts'
import type { JobSpec, Network, Resources } from '../spec/job-spec.ts'

/** What an order asks of a provider, as the matching sees it. Amounts are in the token's smallest unit. */
export type JobNeed = {
  readonly resources: Resources
  readonly runtime: { readonly kind: 'wasm'; readonly engine: string } | { readonly kind: 'container' | 'native' }
  readonly network: Network
  /** The longest that the run can take, in seconds. */
  readonly runSeconds: number
  readonly token: Address
  /** What the provider would contract at: the order's price now. */
  readonly price: bigint
  /** What the order pays per 1,000,000,000 units; left out: not fixed yet, it will follow the price. */
  readonly rate?: bigint
  readonly unitKind: UnitKind
  /** The most units that the job can use: its step limit, or its run in seconds. */
  readonly units: bigint
  /** Zero for none. */
  readonly verifier: Address
  readonly stake: bigint
  /** Who cannot be the provider: the order's other roles, and who failed its last attempt. */
  readonly excluded: readonly Address[]
  /** Chain time, Unix seconds. */
  readonly now: number
}

/** What a spec under an order's terms asks of a provider, at a price and a time. */
export function needOf(spec: JobSpec, order: Order, price: bigint, nowSeconds: number): JobNeed {
  const { runtime, resources, network, limits } = spec
  return {
    resources,
    runtime: runtime.kind === 'wasm' ? { kind: 'wasm', engine: runtime.engine } : { kind: runtime.kind },
    network,
    runSeconds: limits.seconds,
    token: order.token,
    price,
    rate: order.rate,
    unitKind: order.rules.unitKind,
    units: order.rules.unitKind === 'Steps' ? limits.steps : BigInt(limits.seconds),
    verifier: order.verifier,
    stake: order.stake,
    excluded: [order.requester, order.payer, order.verifier, order.arbiter],
    now: nowSeconds,
  }
}

/** What a job of so many units costs at a rate: rate × units / 1,000,000,000, rounded up so that the whole of it is paid. */
export function estimatePrice(ratePerBillion: bigint, units: bigint): bigint {
  return priceOfUnits(ratePerBillion, units)
}
