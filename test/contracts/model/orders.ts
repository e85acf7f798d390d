import * as fc from 'fast-check'
import { flag } from '../helpers/pack.ts'
import { zeroAddress } from '../helpers/market.ts'
import type { Terms } from './terms.ts'

/** The accounts of a market, by the names of the design. */
export type Names = Readonly<
  Record<'requester' | 'payer' | 'provider' | 'rival' | 'verifier' | 'arbiter' | 'feeTo' | 'stranger', string>
>

/** What an order is made from, before it has a lane's sequence. Roles are names; `now` is when it is made. */
export type Input = (names: Names, tokens: readonly string[], now: bigint) => Omit<Terms, 'id' | 'sequence'>

const amount = (most: bigint) => fc.bigInt({ min: 0n, max: most })
const window = fc.constantFrom(10n, 40n, 97n, 400n)
const windowOrNone = fc.constantFrom(0n, 10n, 40n, 200n)
const share = fc.oneof(fc.constantFrom(0n, 10_000n), amount(10_000n))

/** Valid orders of every shape, with every role that can be left out left out at times, and accounts in several roles. */
export const inputs: fc.Arbitrary<Input> = fc
  .record({
    requester: fc.constantFrom('requester', 'payer'),
    payer: fc.constantFrom('requester', 'requester', 'payer'),
    provider: fc.constantFrom('', '', 'provider', 'rival'),
    verifier: fc.constantFrom('verifier', 'verifier', 'verifier', 'requester', ''),
    arbiter: fc.constantFrom('arbiter', 'arbiter', 'arbiter', 'verifier', 'payer', ''),
    feeTo: fc.constantFrom('feeTo', 'provider', 'requester'),
    token: fc.nat(1),
    prices: fc.tuple(amount(9_999_999n), amount(9_999_999n), fc.boolean()),
    rate: amount(9_000_000n),
    stake: fc.oneof(fc.constant(0n), amount(3_333_333n)),
    fees: fc.tuple(amount(99_999n), amount(999_999n)),
    exclusive: fc.constantFrom(0n, 5n, 30n, 5_000n),
    windows: fc.record({ open: window, run: window, verify: window, ruling: window }),
    optional: fc.record({ challenge: windowOrNone, contest: windowOrNone, liveness: fc.constantFrom(0n, 10n, 20n) }),
    shares: fc.record({ jobError: share, specExceeded: share, split: share, fee: amount(500n) }),
    slash: fc.tuple(share, share),
    maxAttempts: fc.bigInt({ min: 1n, max: 3n }),
    fallback: fc.bigInt({ min: 0n, max: 2n }),
    unitKind: fc.constantFrom(0n, 0n, 1n),
    flags: fc.constantFrom(0n, flag.public, flag.completable, flag.public | flag.completable),
    lane: fc.bigInt({ min: 0n, max: 2n }),
    specHash: fc.constantFrom('11', '22').map((byte) => `0x${byte.repeat(32)}`),
  })
  .map((drawn): Input => (names, tokens, now) => {
    const who = (name: string) => Object.entries(names).find(([known]) => known === name)?.[1] ?? zeroAddress
    const [verifier, arbiter] = [who(drawn.verifier), who(drawn.arbiter)]
    const isJudged = verifier !== zeroAddress
    const isRuled = arbiter !== zeroAddress
    const [one, other, isFlat] = drawn.prices
    const maxPrice = (one > other ? one : other) + 1n
    const { challenge } = drawn.optional
    const [slash, resign] = drawn.slash
    return {
      requester: who(drawn.requester),
      payer: who(drawn.payer),
      provider: who(drawn.provider),
      verifier,
      arbiter,
      feeTo: who(drawn.feeTo),
      token: tokens[drawn.token] ?? zeroAddress,
      maxPrice,
      minPrice: isFlat ? maxPrice : one < other ? one : other,
      rate: drawn.rate,
      stake: drawn.stake,
      verifierFee: isJudged ? drawn.fees[0] : 0n,
      arbiterFee: isRuled ? drawn.fees[1] : 0n,
      exclusiveUntil: drawn.exclusive === 0n ? 0n : now + drawn.exclusive,
      windows: { ...drawn.windows, ...drawn.optional, challenge: isJudged || challenge > 0n ? challenge : 10n },
      rules: {
        ...drawn.shares,
        slash: slash > resign ? slash : resign,
        resign: slash > resign ? resign : slash,
        maxAttempts: drawn.maxAttempts,
        fallback: drawn.fallback === 2n && !isRuled ? 1n : drawn.fallback,
        unitKind: drawn.unitKind,
        flags: drawn.flags,
      },
      lane: drawn.lane,
      specHash: drawn.specHash,
    }
  })
