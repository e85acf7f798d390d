import type { Address, Hex } from 'viem'
import { Fallback, fallbackNames, UnitKind, unitKindNames } from '../generated/enums.ts'

/** The seven windows of an order, in seconds. 0 means that the move it belongs to does not exist. */
export type Windows = {
  readonly open: number
  readonly run: number
  readonly verify: number
  readonly challenge: number
  readonly contest: number
  readonly ruling: number
  readonly liveness: number
}

/** The shares (in basis points: 10,000 is the whole) and switches of an order. */
export type Rules = {
  /** Of the stake: burns for lateness, loss, an Invalid verdict or a ruling of 0. */
  readonly slash: number
  /** Of the stake: burns when the provider resigns. */
  readonly resign: number
  /** Of rate × units: paid for the outcome JobError. */
  readonly jobError: number
  /** Of rate × units: paid for the outcome SpecExceeded. */
  readonly specExceeded: number
  /** Of the claim: paid when verifier and arbiter both stayed silent. */
  readonly split: number
  /** Of what the provider is paid: goes to `feeTo`. At most 500. */
  readonly fee: number
  /** 1 to 8. */
  readonly maxAttempts: number
  readonly fallback: Fallback
  readonly unitKind: UnitKind
  /** Anybody may post the order with the requester's signature. */
  readonly public: boolean
  /** Proof and verdict may come in one call. */
  readonly completable: boolean
  /** The verifier draws a sample after the proof was committed. */
  readonly sampled: boolean
}

/** The terms that a requester signs: contracts/types/Order.sol. Amounts are in the token's smallest unit. */
export type Order = {
  readonly requester: Address
  readonly payer: Address
  /** The exclusive provider, or zero. */
  readonly provider: Address
  readonly token: Address
  readonly verifier: Address
  readonly arbiter: Address
  readonly feeTo: Address
  readonly maxPrice: bigint
  readonly minPrice: bigint
  /** Token units per 1,000,000,000 units of work. */
  readonly rate: bigint
  readonly stake: bigint
  readonly verifierFee: bigint
  readonly arbiterFee: bigint
  /** Unix seconds, inclusive. */
  readonly exclusiveUntil: number
  readonly windows: Windows
  readonly rules: Rules
  readonly lane: number
  readonly sequence: number
  /** The sha-256 digest in the CID of the spec. */
  readonly specHash: Hex
}

/** An order as the ABI and EIP-712 have it: windows and rules packed. */
export type OrderStruct = Omit<Order, WholeWord> & { readonly [Name in WholeWord]: bigint }

/** What is a whole word in the contracts and less here. */
type WholeWord = 'windows' | 'rules' | 'exclusiveUntil' | 'lane' | 'sequence'

const windowNames = ['open', 'run', 'verify', 'challenge', 'contest', 'ruling', 'liveness'] as const
const shareNames = ['slash', 'resign', 'jobError', 'specExceeded', 'split', 'fee'] as const
const WINDOW_BITS = 24n
const SHARE_BITS = 16n

/** The layout of contracts/types/Windows.sol. */
export function packWindows(windows: Windows): bigint {
  return windowNames.reduce((word, name, i) => word | (BigInt(windows[name]) << (BigInt(i) * WINDOW_BITS)), 0n)
}

/** The windows of an order's word. */
export function unpackWindows(word: bigint): Windows {
  const at = (i: number) => Number((word >> (BigInt(i) * WINDOW_BITS)) & 0xffffffn)
  return { open: at(0), run: at(1), verify: at(2), challenge: at(3), contest: at(4), ruling: at(5), liveness: at(6) }
}

/** The layout of contracts/types/Rules.sol. */
export function packRules(rules: Rules): bigint {
  const shares = shareNames.reduce((word, name, i) => word | (BigInt(rules[name]) << (BigInt(i) * SHARE_BITS)), 0n)
  const flags = (rules.public ? 1n : 0n) | (rules.completable ? 2n : 0n) | (rules.sampled ? 4n : 0n)
  return (
    shares |
    (BigInt(rules.maxAttempts) << 96n) |
    (BigInt(Fallback[rules.fallback]) << 104n) |
    (BigInt(UnitKind[rules.unitKind]) << 112n) |
    (flags << 120n)
  )
}

/** The rules of an order's word. */
export function unpackRules(word: bigint): Rules {
  const share = (i: number) => Number((word >> (BigInt(i) * SHARE_BITS)) & 0xffffn)
  const byte = (shift: bigint) => Number((word >> shift) & 0xffn)
  const flags = byte(120n)
  return {
    slash: share(0),
    resign: share(1),
    jobError: share(2),
    specExceeded: share(3),
    split: share(4),
    fee: share(5),
    maxAttempts: byte(96n),
    fallback: fallbackNames[byte(104n)] ?? 'Claimed',
    unitKind: unitKindNames[byte(112n)] ?? 'Steps',
    public: (flags & 1) !== 0,
    completable: (flags & 2) !== 0,
    sampled: (flags & 4) !== 0,
  }
}

/** The order as calls and signatures take it. */
export function orderStruct(order: Order): OrderStruct {
  return {
    ...order,
    exclusiveUntil: BigInt(order.exclusiveUntil),
    windows: packWindows(order.windows),
    rules: packRules(order.rules),
    lane: BigInt(order.lane),
    sequence: BigInt(order.sequence),
  }
}

/** The order in an event or a call. */
export function orderOf(struct: OrderStruct): Order {
  return {
    ...struct,
    // The escrow keeps these within 40 bits.
    exclusiveUntil: Number(struct.exclusiveUntil),
    windows: unpackWindows(struct.windows),
    rules: unpackRules(struct.rules),
    lane: Number(struct.lane),
    sequence: Number(struct.sequence),
  }
}
