import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import type { OrderStruct, ProgressStruct } from './market.ts'

/** What a move makes due, by role. */
export type Due = Partial<Record<'provider' | 'payer' | 'verifier' | 'feeTo' | 'burned', bigint>>

const byte = (order: OrderStruct, shift: bigint) => (order.rules >> shift) & 0xffn
const share = (order: OrderStruct, shift: bigint) => (order.rules >> shift) & 0xffffn
const window = (order: OrderStruct, index: bigint) => (order.windows >> (24n * index)) & 0xffffffn
const partOf = (amount: bigint, points: bigint) => (amount * points) / 10_000n

export const attemptsOf = (order: OrderStruct) => byte(order, 96n)

/** All that an order locks of its payer. */
export const lockOf = (order: OrderStruct) => order.maxPrice + order.verifierFee * attemptsOf(order)

/** What a commitment claims, written from the design's table. */
export function claimOf(order: OrderStruct, price: bigint, outcome: number, units: bigint): bigint {
  const worth = (order.rate * units) / 1_000_000_000n
  const capped = worth < price ? worth : price
  if (outcome === Outcome.Success) return capped
  return partOf(capped, share(order, outcome === Outcome.JobError ? 32n : 48n))
}

const claimed = (order: OrderStruct, p: ProgressStruct) => claimOf(order, p.price, p.outcome, p.units)

const left = (order: OrderStruct, feesPaid: bigint) => lockOf(order) - order.verifierFee * feesPaid

function settle(order: OrderStruct, feesPaid: bigint, paid: bigint): Due {
  const feeTo = partOf(paid, share(order, 80n))
  return { provider: paid - feeTo + order.stake, feeTo, payer: left(order, feesPaid) - paid }
}

function fail(order: OrderStruct, p: ProgressStruct): Due {
  const burned = partOf(order.stake, share(order, 0n))
  const due = { burned, provider: order.stake - burned }
  return p.attempt < attemptsOf(order) ? due : { ...due, payer: left(order, p.feesPaid) }
}

/** A verdict out of Verifying. */
export function onVerdict(order: OrderStruct, p: ProgressStruct, verdict: number): Due {
  if (verdict === Verdict.Inconclusive) return {}
  const verifier = order.verifierFee
  if (verdict === Verdict.Invalid || window(order, 3n) !== 0n) return { verifier }
  return { ...settle(order, p.feesPaid + 1n, claimed(order, p)), verifier }
}

/** The requester's approval. */
export function onApprove(order: OrderStruct, p: ProgressStruct): Due {
  if (p.state !== JobState.Verifying) return settle(order, p.feesPaid, claimed(order, p))
  return { ...settle(order, p.feesPaid + 1n, claimed(order, p)), verifier: order.verifierFee }
}

/** A poke after the deadline. */
export function onPoke(order: OrderStruct, p: ProgressStruct): Due {
  const refunded = { payer: left(order, p.feesPaid), provider: order.stake }
  const pays = p.outcome === Outcome.Success || p.verdict === Verdict.Valid
  const fallback = byte(order, 104n)
  switch (p.state) {
    case JobState.Open:
      return { payer: left(order, p.feesPaid) }
    case JobState.Contracted:
    case JobState.Rejected:
      return fail(order, p)
    case JobState.Verifying:
      if (!pays || fallback === 1n) return refunded
      return fallback === 0n && window(order, 3n) === 0n ? settle(order, p.feesPaid, claimed(order, p)) : {}
    case JobState.Disputed:
      return settle(order, p.feesPaid, partOf(claimed(order, p), share(order, 64n)))
    default:
      return pays ? settle(order, p.feesPaid, claimed(order, p)) : refunded
  }
}
