import { zeroAddress, minWindow, startBalance, type OrderInput } from '../../helpers/market.ts'
import { flag } from '../../helpers/pack.ts'
import { arg, ascii, made, most96, type Fault } from './fault.ts'
import type { Given } from './valid.ts'

const longest = BigInt(90 * 24 * 3600)

/** A field of the order beyond its bounds. */
function beyond(field: string, order: OrderInput, value: bigint, least: bigint, most: bigint): Fault {
  return {
    of: 'post',
    order: () => order,
    error: 'OrderTermOutOfBounds',
    args: () => [ascii(field), value, least, most],
  }
}

function conflict(rule: string, order: OrderInput): Fault {
  return { of: 'post', order: () => order, error: 'OrderTermsConflict', args: () => [ascii(rule)] }
}

function missing(field: string, order: OrderInput): Fault {
  return { of: 'post', order: () => order, error: 'OrderAddressMissing', args: () => [ascii(field)] }
}

/** The order at argument 0 with one more bit in a packed word. */
const bit = (field: 'windows' | 'rules', shift: bigint) =>
  made(0, ({ life: { job } }: Given) => ({ ...job.order, [field]: job.order[field] | (1n << shift) }))

/** An address that is wider than an address: the word of the order's `place`th field, from the beginning of its calldata. */
function wide(place: number, of: 'post' | 'close' = 'post'): Fault {
  const start = 10 + 64 * place
  const bend = (data: string) => `${data.slice(0, start)}01${data.slice(start + 2)}`
  return {
    of,
    edit: () => ({ bend }),
    error: 'OrderTermsConflict',
    args: () => [ascii('an address wider than 160 bits')],
  }
}

const windows = Object.fromEntries(
  (['open', 'run', 'verify', 'challenge', 'contest', 'ruling', 'liveness'] as const).flatMap((name) => [
    [
      `a ${name} window too short`,
      beyond(`windows.${name}`, { windows: { [name]: minWindow - 1n } }, minWindow - 1n, minWindow, longest),
    ],
    [
      `a ${name} window too long`,
      beyond(`windows.${name}`, { windows: { [name]: longest + 1n } }, longest + 1n, minWindow, longest),
    ],
  ]),
)

const needed = Object.fromEntries(
  (['open', 'run', 'verify', 'ruling'] as const).map((name) => [
    `no ${name} window`,
    beyond(`windows.${name}`, { windows: { [name]: 0n } }, 0n, minWindow, longest),
  ]),
)

const amounts = Object.fromEntries(
  (['rate', 'stake', 'verifierFee', 'arbiterFee'] as const).map((field) => [
    `a ${field} beyond 96 bits`,
    beyond(field, { [field]: most96 + 1n }, most96 + 1n, 0n, most96),
  ]),
)

const shares = Object.fromEntries(
  (['slash', 'jobError', 'specExceeded', 'split'] as const).map((name) => [
    `more than the whole for ${name}`,
    beyond(`rules.${name}`, { rules: { [name]: 10_001n } }, 10_001n, 0n, 10_000n),
  ]),
)

/** What is wrong with an order. */
export const orderFaults: Record<string, Fault> = {
  'no requester': {
    of: 'close, by order and quote',
    order: () => ({ requester: zeroAddress }),
    error: 'OrderAddressMissing',
    args: () => [ascii('requester')],
  },
  'no payer': missing('payer', { payer: zeroAddress }),
  'no token': missing('token', { token: zeroAddress }),
  'no feeTo for a fee': missing('feeTo', { feeTo: zeroAddress }),
  'no price': beyond('maxPrice', { maxPrice: 0n, minPrice: 0n }, 0n, 1n, most96),
  'a price beyond 96 bits': beyond('maxPrice', { maxPrice: most96 + 1n }, most96 + 1n, 1n, most96),
  'a ramp that falls': beyond('minPrice', { minPrice: 5_000_001n }, 5_000_001n, 0n, 5_000_000n),
  ...amounts,
  'exclusive until after 40 bits': beyond(
    'exclusiveUntil',
    { exclusiveUntil: 2n ** 40n },
    2n ** 40n,
    0n,
    2n ** 40n - 1n,
  ),
  'a lane beyond 32 bits': beyond('lane', { lane: 2n ** 32n }, 2n ** 32n, 0n, 2n ** 32n - 1n),
  'all that is locked beyond 96 bits': {
    of: 'post',
    order: () => ({ maxPrice: most96 - 39_999n }),
    error: 'AmountTooLarge',
    args: () => [most96 + 1n],
  },
  ...windows,
  ...needed,
  'no challenge window where nobody verifies': beyond(
    'windows.challenge',
    { verifier: zeroAddress, verifierFee: 0n, windows: { challenge: 0n } },
    0n,
    minWindow,
    longest,
  ),
  'a bit beyond the windows': {
    of: 'post',
    edit: bit('windows', 168n),
    error: 'OrderTermsConflict',
    args: () => [ascii('windows: unused bits set')],
  },
  'a bit beyond the rules': {
    of: 'post',
    edit: bit('rules', 128n),
    error: 'OrderTermsConflict',
    args: () => [ascii('rules: unused bits set')],
  },
  ...shares,
  'a resignation dearer than a failure': beyond('rules.resign', { rules: { resign: 5_001n } }, 5_001n, 0n, 5_000n),
  'a fee above 5 %': beyond('rules.fee', { rules: { fee: 501n } }, 501n, 0n, 500n),
  'no attempts': beyond('rules.maxAttempts', { rules: { maxAttempts: 0n } }, 0n, 1n, 8n),
  'nine attempts': beyond('rules.maxAttempts', { rules: { maxAttempts: 9n } }, 9n, 1n, 8n),
  'an unknown unit': beyond('rules.unitKind', { rules: { unitKind: 2n } }, 2n, 0n, 1n),
  'an unknown fallback': beyond('rules.fallback', { rules: { fallback: 3n } }, 3n, 0n, 2n),
  'an unknown flag': beyond('rules.flags', { rules: { flags: 8n } }, 8n, 0n, 7n),
  'a sampled check in one call': conflict('sampled and completable', {
    rules: { flags: flag.completable | flag.sampled },
  }),
  'a fee for no verifier': conflict('verifierFee without verifier', { verifier: zeroAddress }),
  'a fee for no arbiter': conflict('arbiterFee without arbiter', { arbiter: zeroAddress }),
  'no arbiter to fall back on': conflict('fallback Disputed, no arbiter', {
    arbiter: zeroAddress,
    arbiterFee: 0n,
    rules: { fallback: 2n },
  }),
  ...Object.fromEntries(
    ['requester', 'payer', 'provider', 'token', 'verifier', 'arbiter', 'feeTo'].map((name, place) => [
      `a ${name} wider than an address`,
      // Where the requester calls, Solidity looks at its address before the escrow does.
      wide(place, place === 0 ? 'close' : 'post'),
    ]),
  ),
  'a sequence ahead of its time': {
    of: 'post',
    order: () => ({ sequence: 2n }),
    error: 'LaneSequenceWrong',
    args: ({ m }) => [m.requester.address, 0n, 2n, 1n],
  },
  'a sequence that was': {
    of: 'post',
    order: () => ({ sequence: 0n }),
    error: 'LaneSequenceWrong',
    args: ({ m }) => [m.requester.address, 0n, 0n, 1n],
  },
  'a price that is not there': {
    of: 'post',
    order: () => ({ maxPrice: startBalance }),
    error: 'BalanceTooLow',
    args: async ({ m }) => [await m.token.getAddress(), m.requester.address, startBalance, startBalance + 40_000n],
  },
  'more of the money of another than the order locks': {
    of: 'post, carried',
    edit: arg(1, { kind: 1, amount: 5_040_001n, authorization: '0x' }),
    error: 'FundingTooLarge',
    args: ({ life }) => [life.id, 5_040_001n, 5_040_000n],
  },
  'money that does not come': {
    of: 'post, with money',
    edit: arg(1, { kind: 1, amount: 0n, authorization: '0x' }),
    error: 'NothingArrived',
    args: async ({ m }) => [await m.token.getAddress(), m.requester.address],
  },
}
