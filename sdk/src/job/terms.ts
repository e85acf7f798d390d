import { assertNever } from '../errors.ts'
import type { Job, Progress } from './job.ts'
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

/**
 * The claim, which the chain computes whenever it needs it and keeps nowhere: what the provider is paid if its commitment stands,
 * before the fee to `feeTo`. It is min(price, rate × units), times the share of the outcome, in the token's smallest unit.
 * Rounded down twice, as the escrow does it, in the payer's favour. 0 before there is a commitment.
 */
export function claimOf(
  order: Order,
  { price, outcome, units }: Pick<Progress, 'price' | 'outcome' | 'units'>,
): bigint {
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

/** What opening a dispute over a commitment locks of the one who opens it: a tenth of the claim, rounded down, or the arbiter's fee if that is more. */
export function bondOf(job: Pick<Job, 'order' | 'progress'>): bigint {
  const tenth = claimOf(job.order, job.progress) / 10n
  return tenth > job.order.arbiterFee ? tenth : job.order.arbiterFee
}
