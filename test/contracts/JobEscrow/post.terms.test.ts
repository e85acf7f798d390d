import { expect } from 'chai'
import { encodeBytes32String } from 'ethers'
import { posted } from '../helpers/life.ts'
import { byCall, call, noFunding, orderOf, zeroAddress, type Market, type OrderInput } from '../helpers/market.ts'
import type { RulesInput, WindowsInput } from '../helpers/pack.ts'
import { refused, scene } from '../helpers/scene.ts'

const { market, thenUndo } = await scene()
const ninetyDays = 7_776_000n
const most = 2n ** 96n - 1n

async function refuses(m: Market, input: OrderInput, error: string, ...args: unknown[]) {
  const order = await orderOf(m, input)
  const who = order.requester === zeroAddress ? m.stranger : m.requester
  await refused(m, call(m.escrow, 'post', who, order, noFunding, byCall, byCall), error, ...args)
}

const outOfBounds = (m: Market, input: OrderInput, field: string, value: bigint, least: bigint, top: bigint) =>
  refuses(m, input, 'OrderTermOutOfBounds', encodeBytes32String(field), value, least, top)

const conflict = (m: Market, input: OrderInput, rule: string) =>
  refuses(m, input, 'OrderTermsConflict', encodeBytes32String(rule))

const takes = (m: Market, input: OrderInput) => thenUndo(async () => void (await posted(m, input)))

const unjudged = { verifier: zeroAddress, verifierFee: 0n, windows: { verify: 0n } }
const unruled = { arbiter: zeroAddress, arbiterFee: 0n, windows: { ruling: 0n } }

describe('The terms of an order', function () {
  it('names the address that is missing', async function () {
    const m = await market()
    const missing = (input: OrderInput, field: string) =>
      refuses(m, input, 'OrderAddressMissing', encodeBytes32String(field))
    await missing({ payer: zeroAddress }, 'payer')
    await missing({ token: zeroAddress }, 'token')
    await missing({ feeTo: zeroAddress }, 'feeTo')
    await takes(m, { feeTo: zeroAddress, rules: { fee: 0n } })
    await takes(m, unjudged)
    await takes(m, unruled)
  })

  it('names the amount that is out of bounds', async function () {
    const m = await market()
    await outOfBounds(m, { maxPrice: 0n, minPrice: 0n }, 'maxPrice', 0n, 1n, most)
    await outOfBounds(m, { maxPrice: most + 1n }, 'maxPrice', most + 1n, 1n, most)
    await outOfBounds(m, { minPrice: 5_000_001n }, 'minPrice', 5_000_001n, 0n, 5_000_000n)
    for (const field of ['rate', 'stake', 'verifierFee', 'arbiterFee'] as const) {
      await outOfBounds(m, { [field]: most + 1n }, field, most + 1n, 0n, most)
    }
    await outOfBounds(m, { exclusiveUntil: 2n ** 40n }, 'exclusiveUntil', 2n ** 40n, 0n, 2n ** 40n - 1n)
    await outOfBounds(m, { lane: 2n ** 32n }, 'lane', 2n ** 32n, 0n, 2n ** 32n - 1n)
    await takes(m, { lane: 2n ** 32n - 1n, exclusiveUntil: 2n ** 40n - 1n })
    await takes(m, { maxPrice: 1n, minPrice: 1n })
    await takes(m, { minPrice: 0n, rate: 0n, stake: 0n })
  })

  it('names the window that is out of bounds, and takes both ends', async function () {
    const m = await market()
    const names = ['open', 'run', 'verify', 'challenge', 'contest', 'ruling', 'liveness'] as const
    const needed = new Set<keyof WindowsInput>(['open', 'run', 'verify', 'ruling'])
    for (const name of names) {
      for (const value of [1n, 9n, ninetyDays + 1n, 2n ** 24n - 1n]) {
        await outOfBounds(m, { windows: { [name]: value } }, `windows.${name}`, value, 10n, ninetyDays)
      }
      for (const value of [10n, ninetyDays]) await takes(m, { windows: { [name]: value } })
      if (needed.has(name)) await outOfBounds(m, { windows: { [name]: 0n } }, `windows.${name}`, 0n, 10n, ninetyDays)
      else await takes(m, { windows: { [name]: 0n } })
    }
    const nobodyJudges = { ...unjudged, windows: { verify: 0n, challenge: 0n } }
    await outOfBounds(m, nobodyJudges, 'windows.challenge', 0n, 10n, ninetyDays)
  })

  it('names the rule that is out of bounds, and takes both ends', async function () {
    const m = await market()
    const bounds: [keyof RulesInput, bigint, bigint][] = [
      ['slash', 0n, 10_000n],
      ['resign', 0n, 5_000n],
      ['jobError', 0n, 10_000n],
      ['specExceeded', 0n, 10_000n],
      ['split', 0n, 10_000n],
      ['fee', 0n, 500n],
      ['fallback', 0n, 2n],
      ['unitKind', 0n, 1n],
      ['maxAttempts', 1n, 8n],
    ]
    for (const [name, least, top] of bounds) {
      await outOfBounds(m, { rules: { [name]: top + 1n } }, `rules.${name}`, top + 1n, least, top)
      await takes(m, { rules: { resign: 0n, [name]: top } })
      await takes(m, { rules: { resign: 0n, [name]: least } })
    }
    await outOfBounds(m, { rules: { maxAttempts: 0n } }, 'rules.maxAttempts', 0n, 1n, 8n)
    await outOfBounds(m, { rules: { flags: 8n } }, 'rules.flags', 8n, 0n, 7n)
    await outOfBounds(m, { rules: { slash: 999n } }, 'rules.resign', 1_000n, 0n, 999n)
  })

  it('names the terms that contradict each other', async function () {
    const m = await market()
    await conflict(m, { ...unjudged, verifierFee: 1n }, 'verifierFee without verifier')
    await conflict(m, { ...unruled, arbiterFee: 1n }, 'arbiterFee without arbiter')
    await conflict(m, { ...unruled, rules: { fallback: 2n } }, 'fallback Disputed, no arbiter')
    await conflict(m, { rules: { flags: 6n } }, 'sampled and completable')
    await conflict(m, { windows: { liveness: 10n + (1n << 24n) } }, 'windows: unused bits set')
    await conflict(m, { rules: { flags: 1n << 8n } }, 'rules: unused bits set')
  })

  it('refuses to lock more than 96 bits hold', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    await refuses(m, { maxPrice: most, verifierFee: 1n }, 'AmountTooLarge', most + 2n)
    // One unit less is a matter of the balance only.
    const fits = { maxPrice: most - 2n, verifierFee: 1n }
    await refuses(m, fits, 'BalanceTooLow', token, m.requester.address, 1_000_000_000n, most)
  })

  it('refuses an address with bits beyond its width, in whichever field', async function () {
    const m = await market()
    const order = await orderOf(m)
    const clean = m.escrow.interface.encodeFunctionData('post', [order, noFunding, byCall, byCall])
    const escrow = await m.escrow.getAddress()
    for (const word of [0, 1, 2, 3, 4, 5, 6]) {
      const at = 10 + 64 * word
      const data = `${clean.slice(0, at)}01${clean.slice(at + 2)}`
      const post = m.requester.sendTransaction({ to: escrow, data, gasLimit: 1_000_000n })
      if (word === 0) await expect(post, 'the requester').to.be.revertedWithoutReason(m.ethers)
      else await refused(m, post, 'OrderTermsConflict', encodeBytes32String('an address wider than 160 bits'))
    }
    await m.requester.sendTransaction({ to: escrow, data: clean })
  })
})
