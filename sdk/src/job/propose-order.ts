import { zeroAddress, type Address } from 'viem'
import { digestOf } from '../content/cid.ts'
import { InvalidFieldError } from '../errors.ts'
import type { Limits } from '../spec/job-spec.ts'
import type { Lane } from './lane.ts'
import type { Order, Windows } from './order.ts'
import { RATE_UNITS } from './terms.ts'

/** What a requester decides; the rest of an order follows. Amounts are in the token's smallest unit. */
export type OrderWish = {
  readonly requester: Address
  readonly specCid: string
  /** The spec's own limits: the windows follow from the seconds, the rate from the steps. */
  readonly limits: Pick<Limits, 'seconds' | 'steps'>
  /** The price of all the steps, from the first second of the open window to the last. */
  readonly price: bigint
  /** How long the order waits for a provider. */
  readonly openSeconds: number
  /** The one provider that may accept it; left out: any. */
  readonly provider?: Address
  /** Windows that the requester wants otherwise than they are derived, in seconds. */
  readonly windows?: Partial<Pick<Windows, 'run' | 'verify'>>
}

/** Where an order is posted: a deployment, or a page's configuration. */
export type OrderMarket = {
  readonly token: { readonly address: Address }
  readonly verifier: Address
  /** What the verifier asks per attempt; left out: nothing. */
  readonly verifierFee?: bigint
}

/** Steps per second that the slowest honest machine is taken to manage. */
const SLOW_STEPS_PER_SECOND = 40_000_000n
/** Beside the run itself: starting it, and a machine that is busy. */
const SLACK_SECONDS = 60n

/** For a provider to store what came out and to have its proof in a block, in seconds. */
export const SUBMIT_SECONDS = 60
/** How much slower than the provider a verifier may be. */
export const VERIFIER_SLOWNESS = 4
/** For the members to fetch the proof, to exchange signatures and to have the bundle in a block, in seconds. */
export const EXCHANGE_SECONDS = 120
/** The longest window that the escrow knows. */
const MAX_WINDOW_SECONDS = 90 * 24 * 3600
/** The longest run of which a proposed order can be verified, in seconds. */
const MAX_RUN_SECONDS = Math.floor((MAX_WINDOW_SECONDS - EXCHANGE_SECONDS) / VERIFIER_SLOWNESS)

/** The price is this many times what the provider puts at stake. */
const PRICE_PER_STAKE = 10n
/** Shares in basis points: 10,000 is the whole. */
const HALF = 5_000
const TENTH = 1_000

/** A time limit for a run of so many steps, in seconds: what a slow machine needs, and some slack. */
export function secondsForSteps(steps: bigint): number {
  return Number((steps + SLOW_STEPS_PER_SECOND - 1n) / SLOW_STEPS_PER_SECOND + SLACK_SECONDS)
}

/** What a provider stakes for a price: a tenth, rounded down. */
export function stakeForPrice(price: bigint): bigint {
  return price / PRICE_PER_STAKE
}

/** The rate at which a price is used up exactly when all the steps are. Rounded down, it still reaches the rate it came from. */
export function rateForPrice(price: bigint, steps: bigint): bigint {
  return (price * RATE_UNITS) / steps
}

/**
 * The order that page and scripts propose: one price, one attempt, settled by the verifier's word without a challenge window.
 * The run window holds the longest run and the time to submit it; the verify window holds a re-run by a verifier that is
 * `VERIFIER_SLOWNESS` times slower and the members' exchange. When the verifier stays silent, the payer is refunded.
 *
 * @throws InvalidFieldError when the run is too long for any window, or the spec's CID is none.
 */
export function proposeOrder(wish: OrderWish, market: OrderMarket, { lane, sequence }: Lane): Order {
  const { requester, specCid, limits, price, openSeconds, provider = zeroAddress } = wish
  const { seconds, steps } = limits
  if (seconds > MAX_RUN_SECONDS)
    throw new InvalidFieldError('spec', 'limits.seconds', `at most ${MAX_RUN_SECONDS}, to be verified in time`, seconds)
  return {
    requester,
    payer: requester,
    provider,
    token: market.token.address,
    verifier: market.verifier,
    arbiter: zeroAddress,
    feeTo: zeroAddress,
    maxPrice: price,
    minPrice: price,
    rate: rateForPrice(price, steps),
    stake: stakeForPrice(price),
    verifierFee: market.verifierFee ?? 0n,
    arbiterFee: 0n,
    // Past every open window that can be: whoever is asked alone stays alone.
    exclusiveUntil: provider === zeroAddress ? 0 : 2 ** 40 - 1,
    windows: {
      open: openSeconds,
      run: seconds + SUBMIT_SECONDS,
      verify: seconds * VERIFIER_SLOWNESS + EXCHANGE_SECONDS,
      challenge: 0,
      contest: 0,
      ruling: 0,
      liveness: 0,
      ...wish.windows,
    },
    rules: {
      slash: HALF,
      resign: TENTH,
      // The provider did the work all the same; the verifier counts the steps.
      jobError: HALF,
      specExceeded: HALF,
      split: 0,
      fee: 0,
      maxAttempts: 1,
      fallback: 'Refund',
      unitKind: 'Steps',
      public: false,
      completable: false,
      sampled: false,
    },
    lane,
    sequence,
    specHash: digestOf(specCid),
  }
}
