import {
  defaultConditions,
  matchOffers,
  mismatches,
  needOf,
  orderMismatches,
  orderNeedOf,
  proposeOrder,
  type Offer,
  type Order,
  type PublishedOffer,
} from '@millrace/sdk'
import { expect } from 'chai'
import { zeroAddress } from 'viem'
import { exampleOrder, exampleSpec } from './example.ts'
import { need, offer, otherToken, provider, terms, token, verifier } from './market.ts'

const money = { symbol: 'mUSD', decimals: 6 }

describe('matching with the terms of an order', function () {
  it('names all that the nearest offer needs when no single change helps', function () {
    const near = { ...offer, maxRunSeconds: 50, resources: { ...offer.resources, cpu: 1 } }
    const nearer = { ...offer, maxRunSeconds: 55, resources: { ...offer.resources, gpu: 0 } }
    const far = { ...near, resources: { ...near.resources, gpu: 0 } }
    const parties = [provider, verifier, otherToken] as const
    const list: readonly PublishedOffer[] = [near, nearer, far].map((each, index) => ({
      provider: parties[index] ?? provider,
      offer: each,
    }))
    // Half of the cores and a sixth of the time is less than all GPUs and a twelfth of the time.
    expect(matchOffers(need, list, money).relaxation?.sentence).to.equal(
      'Ask for 1 core and limit the run to 50 seconds: 1 provider fits.',
    )
    expect(matchOffers(need, [...list].slice(2), money).relaxation?.sentence).to.equal(
      'Ask for 1 core, do without a GPU and limit the run to 50 seconds: 1 provider fits.',
    )
    const over = list.map((published) => ({ ...published, offer: { ...published.offer, validUntil: 1 } }))
    expect(matchOffers(need, over, money).relaxation).to.equal(undefined)
  })

  it('counts the units again when it shortens a run that is paid by seconds', function () {
    const bySeconds = {
      ...need,
      unitKind: 'Seconds',
      units: 60n,
      steps: 1n,
      price: 550n,
      rate: 10_000_000_000n,
    } as const
    const slow: Offer = {
      ...offer,
      maxRunSeconds: 55,
      tokens: [{ token, perBillionSeconds: 10_000_000_000n, minPrice: 1n, maxStake: 500_000n }],
    }
    const { relaxation } = matchOffers(bySeconds, [{ provider, offer: slow }])
    // 60 s would cost 600; the advised 55 s cost just the 550 that are there.
    expect(relaxation?.need).to.deep.include({ runSeconds: 55, units: 55n, price: 550n })
    expect(relaxation?.changes).to.deep.equal(['seconds'])
  })

  it('knows a bad order before it knows the spec', function () {
    const order: Order = {
      ...exampleOrder(),
      token,
      verifier,
      stake: 1n,
      rate: 2_000_000n,
      windows: { ...exampleOrder().windows, ...terms.windows },
      rules: { ...exampleOrder().rules, ...terms.rules },
    }
    const told = (changed: Order, price = 100n) =>
      orderMismatches(orderNeedOf(changed, price, need.now, provider), { provider: otherToken, offer }).map(
        ({ constraint }) => constraint,
      )
    expect(told(order)).to.deep.equal([])
    expect(told(order, 99n)).to.deep.equal(['price'])
    expect(told({ ...order, rules: { ...order.rules, jobError: 0 } })).to.deep.equal(['jobError'])
    expect(told({ ...order, windows: { ...order.windows, verify: 3, run: 3 } })).to.deep.equal([
      'runWindow',
      'verifyWindow',
    ])
  })

  it('takes no share for granted that only a verifier can award', function () {
    const unverified = { ...need, verifier: zeroAddress }
    const lenient = { ...offer, verifiers: 'any' as const }
    expect(mismatches(unverified, { provider, offer: lenient }).map(({ constraint }) => constraint)).to.deep.equal([
      'jobError',
      'specExceeded',
    ])
  })

  it('finds nothing in a proposed order that the default conditions refuse', function () {
    for (const [seconds, steps] of [
      [1, 1n],
      [120, 2_000_000_000n],
      [5_060, 10n ** 12n],
    ] as const) {
      const wish = {
        requester: otherToken,
        specCid: exampleSpec.inputs[0]?.cid ?? '',
        limits: { seconds, steps },
        price: 5_000_000_000n,
        openSeconds: 60,
      } as const
      const order = proposeOrder(wish, { token: { address: token }, verifier }, { lane: 0, sequence: 1 })
      const spec = { ...exampleSpec, limits: { ...exampleSpec.limits, seconds, steps } }
      const able: Offer = {
        ...offer,
        conditions: defaultConditions,
        maxRunSeconds: 10_000,
        stepsPerSecond: 200_000_000n,
        resources: { cpu: 1, memoryBytes: 2n ** 30n, diskBytes: 2n ** 30n, gpu: 0 },
        tokens: [{ token, perBillionSteps: 1n, minPrice: 1n, maxStake: 10n ** 12n }],
      }
      expect(mismatches(needOf(spec, order, order.maxPrice, need.now), { provider, offer: able })).to.deep.equal([])
    }
  })
})
