import { zeroAddress, type Address } from 'viem'
import type { UnitKind } from '../generated/enums.ts'
import type { Order, Rules, Windows } from '../job/order.ts'
import type { JobSpec, Network, Resources } from '../spec/job-spec.ts'

/** What an order says beside money and parties, as far as it can hurt a provider. Windows in seconds, shares in basis points. */
export type OrderTerms = {
  readonly windows: Pick<Windows, 'run' | 'verify' | 'challenge' | 'liveness'>
  readonly rules: Pick<Rules, 'slash' | 'jobError' | 'specExceeded' | 'fee' | 'fallback'>
  /** Zero for none. */
  readonly arbiter: Address
}

/** What an order alone asks of a provider: known before its spec is. Amounts are in the token's smallest unit. */
export type OrderNeed = {
  readonly token: Address
  /** What the provider would contract at: the order's price now. */
  readonly price: bigint
  /** What the order pays per 1,000,000,000 units; left out: not fixed yet, it will follow the price. */
  readonly rate?: bigint
  readonly unitKind: UnitKind
  /** Zero for none. */
  readonly verifier: Address
  readonly stake: bigint
  /** Left out: the order is not written yet, and will say what an offer wants. */
  readonly terms?: OrderTerms
  /** Who cannot be the provider: the order's other roles, and who failed its last attempt. */
  readonly excluded: readonly Address[]
  /** Chain time, Unix seconds. */
  readonly now: number
}

/** What an order and its spec ask of a provider, as the matching sees it. */
export type JobNeed = OrderNeed & {
  readonly resources: Resources
  /** Bytes of all inputs together; left out: none. */
  readonly inputBytes?: bigint
  readonly runtime: { readonly kind: 'wasm'; readonly engine: string } | { readonly kind: 'container' | 'native' }
  readonly network: Network
  /** The longest that the run can take, in seconds. */
  readonly runSeconds: number
  /** The step limit; left out: the units of an order that counts steps. */
  readonly steps?: bigint
  /** The most units that the job can use: its step limit, or its run in seconds. */
  readonly units: bigint
}

/** What an order asks of a provider, at a price and a time. `lastProvider` failed the last attempt; zero for none. */
export function orderNeedOf(
  order: Order,
  price: bigint,
  nowSeconds: number,
  lastProvider: Address = zeroAddress,
): OrderNeed {
  const { requester, payer, verifier, arbiter, token, rate, stake, windows, rules } = order
  return {
    token,
    price,
    rate,
    unitKind: rules.unitKind,
    verifier,
    stake,
    terms: { windows, rules, arbiter },
    excluded: [requester, payer, verifier, arbiter, ...(lastProvider === zeroAddress ? [] : [lastProvider])],
    now: nowSeconds,
  }
}

/** What a spec under an order's terms asks of a provider, at a price and a time. `lastProvider` as in `orderNeedOf`. */
export function needOf(
  spec: JobSpec,
  order: Order,
  price: bigint,
  nowSeconds: number,
  lastProvider: Address = zeroAddress,
): JobNeed {
  const { runtime, resources, network, limits, inputs } = spec
  return {
    ...orderNeedOf(order, price, nowSeconds, lastProvider),
    resources,
    inputBytes: inputs.reduce((sum, { size }) => sum + BigInt(size), 0n),
    runtime: runtime.kind === 'wasm' ? { kind: 'wasm', engine: runtime.engine } : { kind: runtime.kind },
    network,
    runSeconds: limits.seconds,
    steps: limits.steps,
    units: order.rules.unitKind === 'Steps' ? limits.steps : BigInt(limits.seconds),
  }
}

/** The step limit of a need, as far as it is known. */
export function stepsOf({ steps, unitKind, units }: Pick<JobNeed, 'steps' | 'unitKind' | 'units'>): bigint | undefined {
  return steps ?? (unitKind === 'Steps' ? units : undefined)
}
