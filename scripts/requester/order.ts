import { digestOf, RATE_UNITS, type Deployment, type Order } from '@millrace/sdk'
import type { Contract } from 'ethers'

const zero = `0x${'00'.repeat(20)}` as const
const SEQUENCE_SHIFT = 216n
/** States in which a lane is free: none yet, Settled, Cancelled. */
const FREE: readonly bigint[] = [0n, 7n, 8n]

/** What a requester decides; the rest of an order follows. Amounts in the token's smallest unit, windows in seconds. */
export type Wish = {
  readonly requester: Order['requester']
  readonly specCid: string
  readonly maxPrice: bigint
  /** The step limit of the spec: at this many steps the price is used up. */
  readonly steps: bigint
  readonly openSeconds: number
  readonly runSeconds: number
  readonly verifySeconds: number
  /** The one provider that may accept while the order is open; left out: any. */
  readonly provider?: Order['provider']
}

/** The stake of an order: a tenth of its price. */
export const stakeFor = (maxPrice: bigint): bigint => maxPrice / 10n

/** The rate at which the price is used up exactly when all steps are. */
export const rateFor = (maxPrice: bigint, steps: bigint): bigint => (maxPrice * RATE_UNITS) / steps

/** An order verified by the market's committee, settled by its word: no challenge window, refunded when it stays silent. */
export function orderFor(wish: Wish, { token, verifier }: Deployment, lane: Lane): Order {
  const { requester, specCid, maxPrice, steps, openSeconds, runSeconds, verifySeconds, provider = zero } = wish
  return {
    requester,
    payer: requester,
    provider,
    token: token.address,
    verifier,
    arbiter: zero,
    feeTo: zero,
    maxPrice,
    minPrice: maxPrice,
    rate: rateFor(maxPrice, steps),
    stake: stakeFor(maxPrice),
    verifierFee: 0n,
    arbiterFee: 0n,
    // Past every open window that can be: whoever is asked alone stays alone.
    exclusiveUntil: provider === zero ? 0 : 2 ** 40 - 1,
    windows: {
      open: openSeconds,
      run: runSeconds,
      verify: verifySeconds,
      challenge: 0,
      contest: 0,
      ruling: 0,
      liveness: 0,
    },
    rules: {
      slash: 5_000,
      resign: 1_000,
      jobError: 5_000,
      specExceeded: 5_000,
      split: 0,
      fee: 0,
      maxAttempts: 1,
      fallback: 'Refund',
      unitKind: 'Steps',
      public: false,
      completable: false,
      sampled: false,
    },
    lane: lane.lane,
    sequence: lane.sequence,
    specHash: digestOf(specCid),
  }
}

/** A lane of the requester and the sequence that its next order needs. */
export type Lane = { readonly lane: number; readonly sequence: number }

/** The requester's first lane that holds no living job, of those not in `taken`. */
export async function freeLane(
  escrow: Contract,
  requester: string,
  taken: ReadonlySet<number> = new Set(),
): Promise<Lane> {
  for (let lane = 0; ; lane += 1) {
    if (taken.has(lane)) continue
    const word = BigInt(await escrow.getFunction('wordOf')(requester, lane))
    if (FREE.includes(word & 0xffn)) return { lane, sequence: Number(word >> SEQUENCE_SHIFT) + 1 }
  }
}
