import {
  constraints,
  matchOffers,
  mismatches,
  needOf,
  priceOfUnits,
  type Conditions,
  type Constraint,
  type JobNeed,
  type Offer,
} from '@millrace/sdk'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { exampleOrder, exampleSpec } from './example.ts'
import { markets, need, needs, offer, otherToken, provider, terms, token, verifier } from './market.ts'

const money = { symbol: 'mUSD', decimals: 6 }

const demanding = (change: Partial<Conditions>): Partial<Offer> => ({ conditions: { ...offer.conditions, ...change } })

/** For each constraint, an offer that misses by it alone, and the advice that follows. */
const misses: Record<Constraint, [Partial<Offer>, string | undefined]> = {
  cpu: [{ resources: { ...offer.resources, cpu: 1 } }, 'Ask for 1 core: 1 provider fits.'],
  memory: [{ resources: { ...offer.resources, memoryBytes: 999n } }, 'Ask for 999 bytes of memory: 1 provider fits.'],
  disk: [{ resources: { ...offer.resources, diskBytes: 999n } }, 'Ask for 999 bytes of disk: 1 provider fits.'],
  gpu: [{ resources: { ...offer.resources, gpu: 0 } }, 'Do without a GPU: 1 provider fits.'],
  runtime: [
    { runtimes: [{ kind: 'container' }, { kind: 'wasm', engines: ['millrace-wasm/0'] }] },
    'Build the job for container: 1 provider fits.',
  ],
  network: [{ network: { kind: 'allow', hosts: ['example.com'] } }, 'Do without the network: 1 provider fits.'],
  inputs: [{}, 'Bring at most 1000 bytes of inputs: 1 provider fits.'],
  seconds: [{ maxRunSeconds: 59 }, 'Limit the run to 59 seconds: 1 provider fits.'],
  // The verifier would be slower too, but has enough time.
  steps: [
    { stepsPerSecond: 33_000_000n, conditions: { ...offer.conditions, minVerifySeconds: 30 } },
    'Limit the run to 1980000000 steps: 1 provider fits.',
  ],
  runWindow: [demanding({ marginSeconds: 31 }), 'Give the run a window of 91 seconds: 1 provider fits.'],
  verifyWindow: [demanding({ minVerifySeconds: 61 }), 'Give the verifier a window of 101 seconds: 1 provider fits.'],
  challengeWindow: [
    demanding({ maxChallengeSeconds: 599 }),
    'Shorten the challenge window to 599 seconds: 1 provider fits.',
  ],
  liveness: [{}, 'Do without liveness challenges: 1 provider fits.'],
  jobError: [demanding({ minJobError: 5_001 }), 'Pay 50.01 % for a job that fails by itself: 1 provider fits.'],
  specExceeded: [demanding({ minSpecExceeded: 7_500 }), 'Pay 75 % for a job that passes its limits: 1 provider fits.'],
  slash: [demanding({ maxSlash: 4_999 }), 'Burn at most 49.99 % of the stake: 1 provider fits.'],
  fee: [demanding({ maxFee: 0 }), 'Lower the fee to 0 %: 1 provider fits.'],
  fallback: [demanding({ fallbacks: ['Claimed'] }), "Let the verifier's silence end in Claimed: 1 provider fits."],
  arbiter: [demanding({ arbiters: [verifier] }), `Take ${verifier} as the arbiter: 1 provider fits.`],
  token: [
    { tokens: [{ token: otherToken, perBillionSteps: 1n, minPrice: 1n, maxStake: 500_000n }] },
    `Pay in the token ${otherToken}: 1 provider fits.`,
  ],
  unit: [{ tokens: [{ token, perBillionSeconds: 1n, minPrice: 1n, maxStake: 500_000n }] }, undefined],
  price: [
    { tokens: [{ token, perBillionSteps: 2_000_000n, minPrice: 4_200_000n, maxStake: 500_000n }] },
    'Raise the price to 4.2 mUSD: 1 provider fits.',
  ],
  rate: [{}, 'Raise the rate to 2 mUSD per 1,000,000,000 steps: 1 provider fits.'],
  verifier: [{ verifiers: [otherToken] }, `Take ${otherToken} as the verifier: 1 provider fits.`],
  stake: [
    { tokens: [{ token, perBillionSteps: 2_000_000n, minPrice: 1n, maxStake: 499_999n }] },
    'Lower the stake to 0.499999 mUSD: 1 provider fits.',
  ],
  validity: [{ validUntil: 1_699_999_999 }, undefined],
  provider: [{}, undefined],
}

/** The need under which only the named constraint can fail. */
function needFor(constraint: Constraint): JobNeed {
  if (constraint === 'rate') return { ...need, rate: 1_999_999n }
  if (constraint === 'inputs') return { ...need, inputBytes: 1_001n }
  if (constraint === 'liveness') return { ...need, terms: { ...terms, windows: { ...terms.windows, liveness: 10 } } }
  return constraint === 'provider' ? { ...need, excluded: [provider] } : need
}

describe('matching', function () {
  it('lets an offer fit that has just what is asked, at the last second of its validity', function () {
    expect(mismatches(need, { provider, offer })).to.deep.equal([])
  })

  for (const constraint of constraints) {
    it(`removes an offer by ${constraint} alone, says so, and says what would help`, function () {
      const [change, sentence] = misses[constraint]
      const published = { provider, offer: { ...offer, ...change } } as const
      const asked = needFor(constraint)
      expect(mismatches(asked, published).map((mismatch) => mismatch.constraint)).to.deep.equal([constraint])
      const other = { ...published, offer: { ...published.offer, validUntil: 1 } }
      const match = matchOffers(asked, [published, other], money)
      expect(match.fits).to.deep.equal([])
      const expected = constraint === 'validity' ? { removed: 2, alone: 2 } : { removed: 2, alone: 1 }
      expect(match.eliminated).to.deep.include({ constraint, ...expected })
      expect(match.relaxation?.sentence).to.equal(sentence)
    })
  }

  it('never depends on the order in which offers came', function () {
    const shuffled = markets.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(needs, shuffled, (asked, [list, other]) => {
        expect(matchOffers(asked, other)).to.deep.equal(matchOffers(asked, list))
      }),
      { numRuns: 500 },
    )
  })

  it('counts what each constraint removes, and leaves every offer either fitting or removed', function () {
    fc.assert(
      fc.property(needs, markets, (asked, list) => {
        const { fits, eliminated } = matchOffers(asked, list)
        const removed = list.filter((published) => mismatches(asked, published).length > 0)
        expect(fits.length + removed.length).to.equal(list.length)
        for (const { constraint, removed: count, alone } of eliminated) {
          const by = removed.filter((published) =>
            mismatches(asked, published).some((m) => m.constraint === constraint),
          )
          expect(by.length).to.equal(count)
          expect(alone).to.be.at.most(count)
        }
        expect(fits.map((fit) => fit.rank)).to.deep.equal(fits.map((_, index) => index + 1))
        for (const [index, fit] of fits.entries()) expect(fit.price >= (fits[index - 1]?.price ?? 0n)).to.equal(true)
      }),
      { numRuns: 500 },
    )
  })

  it('advises only what really helps, and the smallest change of its kind', function () {
    let advised = 0
    fc.assert(
      fc.property(needs, markets, (asked, list) => {
        const { relaxation } = matchOffers(asked, list)
        if (relaxation === undefined) return
        advised++
        expect(matchOffers(relaxation.need, list).fits.length).to.equal(relaxation.fits).and.be.above(0)
        if (relaxation.changes.join() !== 'price') return
        const less = { ...relaxation.need, price: relaxation.need.price - 1n }
        expect(matchOffers(less, list).fits).to.deep.equal([])
      }),
      { numRuns: 2000 },
    )
    expect(advised).to.be.above(20)
  })

  it('takes the smallest relative change of all', function () {
    const dear = {
      ...offer,
      tokens: [{ token, perBillionSteps: 2_000_000n, minPrice: 8_000_000n, maxStake: 500_000n }],
    } as const
    const slow = { ...offer, maxRunSeconds: 55 }
    const [a, b] = [
      { provider, offer: dear },
      { provider: verifier, offer: slow },
    ] as const
    expect(matchOffers(need, [a, b], money).relaxation?.sentence).to.equal(
      'Limit the run to 55 seconds: 1 provider fits.',
    )
  })

  it('chooses the same advice and the same order among equals, whoever came first', function () {
    const others = [otherToken, provider] as const
    const list = others.map((known, index) => ({
      provider: others[1 - index] ?? provider,
      offer: { ...offer, verifiers: [known] },
    }))
    expect(matchOffers(need, list).relaxation)
      .to.deep.equal(matchOffers(need, list.toReversed()).relaxation)
      .and.not.equal(undefined)
    const equals = others.map((address) => ({ provider: address, offer }))
    const [first, second] = matchOffers(need, equals).fits
    expect(matchOffers(need, equals.toReversed()).fits).to.deep.equal([first, second])
    expect(second?.sentence).to.include('the lower address goes first')
  })

  it('lets a provider with any network and any verifier fit', function () {
    expect(
      mismatches(need, { provider, offer: { ...offer, network: { kind: 'any' }, verifiers: 'any' } }),
    ).to.deep.equal([])
  })

  it('takes what a job needs from its spec and its order', async function () {
    const order = exampleOrder()
    const asked = needOf(exampleSpec, order, 7n, 1_700_000_000)
    expect(asked).to.deep.include({
      price: 7n,
      units: exampleSpec.limits.steps,
      unitKind: 'Steps',
      runSeconds: 60,
      rate: order.rate,
    })
    expect(asked).to.deep.include({ steps: exampleSpec.limits.steps, inputBytes: 8n })
    expect(asked.terms).to.deep.equal({ windows: order.windows, rules: order.rules, arbiter: order.arbiter })
    const roles = [order.requester, order.payer, order.verifier, order.arbiter]
    expect(asked.excluded).to.deep.equal(roles)
    expect(needOf(exampleSpec, order, 7n, 0, provider).excluded).to.deep.equal([...roles, provider])
    expect(asked.runtime).to.deep.equal({ kind: 'wasm', engine: 'millrace-wasm/1' })
    const bySeconds = needOf(exampleSpec, { ...order, rules: { ...order.rules, unitKind: 'Seconds' } }, 7n, 0)
    expect(bySeconds).to.deep.include({ units: 60n, unitKind: 'Seconds' })
  })

  it('rounds an estimate up, so that the whole of the work is paid', function () {
    expect(priceOfUnits(1n, 1n)).to.equal(1n)
    expect(priceOfUnits(2_000_000n, 1_500_000_000n)).to.equal(3_000_000n)
    expect(priceOfUnits(3n, 1_000_000_001n)).to.equal(4n)
    expect(priceOfUnits(0n, 5n)).to.equal(0n)
  })

  it('says why each fit has its rank', function () {
    const cheaper = {
      ...offer,
      tokens: [{ token, perBillionSteps: 1_000_000n, minPrice: 100n, maxStake: 500_000n }],
    } as const
    const { fits } = matchOffers(
      need,
      [
        { provider, offer },
        { provider: verifier, offer: cheaper },
      ],
      money,
    )
    expect(fits.map((fit) => fit.sentence)).to.deep.equal([
      'Asks 2 mUSD, the least of the 2 that fit.',
      'Asks 4 mUSD, 2 mUSD more than the one before.',
    ])
  })
})
