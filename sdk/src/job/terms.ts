import { assertNever } from '../errors.ts'
import type { Outcome } from '../generated/enums.ts'
import type { Job } from './job.ts'
import type { Order } from './order.ts'

/** A rate is per this many units. */
export const RATE_UNITS = 1_000_000_000n
/** Basis points of the whole. */
export const WHOLE = 10_000n

/** What the payer locks for the whole life of the job, in the token's smallest unit. */
export function lockOf(order: Order): bigint {
  return order.maxPrice + order.verifierFee * BigInt(order.rules.maxAttempts)
}

/**
 * The price at which an open job can be accepted at `atSeconds`: a straight line from minPrice at the opening to maxPrice at the
 * end of the open window, rounded down. Before and after the window, its ends.
 */
export function rampPrice({ order, progress }: Job, atSeconds: number): bigint {
  const window = BigInt(order.windows.open)
  const past = window - (BigInt(progress.phaseEnd) - BigInt(atSeconds))
  const clamped = past < 0n ? 0n : past > window ? window : past
  return order.minPrice + ((order.maxPrice - order.minPrice) * clamped) / window
}

/** What a commitment is worth: min(price, rate × units), times the share of its outcome. Rounded down twice, like the escrow. */
export function claimOf(order: Order, price: bigint, outcome: Outcome, units: bigint): bigint {
  const worth = (order.rate * units) / RATE_UNITS
  const capped = worth > price ? price : worth
  switch (outcome) {
    case 'JobError':
      return (capped * BigInt(order.rules.jobError)) / WHOLE
    case 'SpecExceeded':
      return (capped * BigInt(order.rules.specExceeded)) / WHOLE
    case 'None':
    case 'Success':
      return capped
    default:
      return assertNever(outcome)
  }
}

/** The most that `units` can cost at a rate, rounded up: what to offer so that the whole of it is paid. */
export function priceOfUnits(rate: bigint, units: bigint): bigint {
  return (rate * units + RATE_UNITS - 1n) / RATE_UNITS
}
