import { expect } from 'chai'
import { defaultConditions, encodeSpec, lockOf, type PublishedOffer } from '@millrace/sdk'
import { parseConfig } from '../../web/lib/config.ts'
import { askedPrices, matchPlan } from '../../web/lib/pricing.ts'
import { typicalPlan } from '../../web/lib/templates/templates.ts'
import { lockFor, orderOf, specOf } from '../../web/features/post-job/order.ts'
import { priceChoices, priceInHand } from '../../web/features/post-job/price.ts'
import { canAct, nextPostStep, postLabel, promptWords, type PostFacts } from '../../web/features/post-job/step.ts'

const escrow = '0x00000000000000000000000000000000000000e1'
const verifier = '0x00000000000000000000000000000000000000b1'
const requester = '0x00000000000000000000000000000000000000d1'
const tokenAddress = '0x00000000000000000000000000000000000000a1'
const url = 'http://127.0.0.1:8080'
const token = { address: tokenAddress, symbol: 'mUSD', decimals: 6 } as const
const market = parseConfig({
  chainId: 31337,
  rpcUrl: url,
  escrow,
  offerBook: escrow,
  token,
  verifier,
  verifierFee: '5',
  gateways: [url],
  uploadUrl: url,
  startBlock: 0,
})
const now = 1_700_000_000n
const cid = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'

function offer(end: 'c1' | 'c2' | 'c3', perBillionSteps: bigint, memoryBytes = 2n ** 30n): PublishedOffer {
  return {
    provider: `0x00000000000000000000000000000000000000${end}`,
    offer: {
      v: 1,
      name: end,
      gateway: url,
      resources: { cpu: 1, memoryBytes, diskBytes: 2n ** 30n, gpu: 0 },
      runtimes: [{ kind: 'wasm', engines: ['millrace-wasm/1'] }],
      network: { kind: 'none' },
      maxRunSeconds: 3600,
      stepsPerSecond: 500_000_000n,
      tokens: [{ token: tokenAddress, perBillionSteps, minPrice: 1n, maxStake: 10n ** 12n }],
      verifiers: 'any',
      conditions: defaultConditions,
      validUntil: Number(now) + 100,
    },
  }
}

const facts: PostFacts = {
  wallet: 'connected',
  mistake: undefined,
  funding: { kind: 'ledger' },
  fits: 1,
  postUnfit: false,
}

describe('The next step of posting', function () {
  it('tells a mistake before it asks for a wallet', function () {
    expect(nextPostStep({ ...facts, wallet: 'none', mistake: 'Choose a CSV file.' })).to.deep.equal({
      kind: 'incomplete',
      why: 'Choose a CSV file.',
    })
    expect(nextPostStep({ ...facts, wallet: 'none' })).to.deep.equal({ kind: 'connect' })
    expect(nextPostStep({ ...facts, wallet: 'wrongChain' })).to.deep.equal({ kind: 'switchChain' })
    expect(nextPostStep({ ...facts, wallet: 'settling' })).to.deep.equal({ kind: 'loading' })
    expect(nextPostStep({ ...facts, funding: undefined })).to.deep.equal({ kind: 'loading' })
    expect(nextPostStep({ ...facts, funding: { kind: 'tooLittle', missing: 3n } })).to.deep.equal({
      kind: 'tooLittle',
      missing: 3n,
    })
    expect(nextPostStep(facts)).to.deep.equal({ kind: 'post', funding: { kind: 'ledger' } })
  })

  it('locks no money for a job that nobody fits, until the reader says so', function () {
    const unfit = { ...facts, fits: 0 }
    expect(nextPostStep(unfit)).to.deep.equal({ kind: 'confirm' })
    expect(promptWords(nextPostStep(unfit), token)).to.match(/^No provider fits/)
    expect(canAct(nextPostStep(unfit))).to.equal(false)
    expect(canAct(nextPostStep({ ...unfit, postUnfit: true }))).to.equal(true)
    expect(nextPostStep({ ...unfit, postUnfit: true })).to.have.property('kind', 'post')
    expect(nextPostStep({ ...facts, fits: undefined, postUnfit: true })).to.deep.equal({ kind: 'loading' })
    expect(nextPostStep({ ...unfit, funding: { kind: 'tooLittle', missing: 1n } })).to.have.property(
      'kind',
      'tooLittle',
    )
    expect(nextPostStep({ ...unfit, wallet: 'none' })).to.deep.equal({ kind: 'connect' })
  })

  it('is the label of the button, with the whole amount that is locked', function () {
    const label = (change: Partial<PostFacts>) =>
      postLabel(nextPostStep({ ...facts, ...change }), undefined, 1_500_000n, 'Local chain', token)
    expect(label({})).to.equal('Post for 1.50 mUSD')
    expect(label({ funding: { kind: 'approve', amount: 1n } })).to.equal('Allow and post for 1.50 mUSD')
    expect(label({ wallet: 'wrongChain' })).to.equal('Switch to Local chain')
    expect(postLabel(nextPostStep(facts), { file: 2, files: 5 }, 1n, 'x', token)).to.equal('Storing file 2 of 5…')
    expect(postLabel(nextPostStep(facts), 'mining', 1n, 'x', token)).to.equal('Waiting for a block…')
  })

  it('says how often the wallet will ask', function () {
    expect(promptWords(nextPostStep(facts), token)).to.match(/asks once/)
    expect(promptWords(nextPostStep({ ...facts, funding: { kind: 'approve', amount: 1n } }), token)).to.match(
      /asks twice/,
    )
    expect(
      promptWords(nextPostStep({ ...facts, funding: { kind: 'tooLittle', missing: 2_000_000n } }), token),
    ).to.match(/2 mUSD short/)
  })
})

describe('The price that the page proposes', function () {
  const plan = typicalPlan('picture')
  const offers = [offer('c1', 400_000n), offer('c2', 900_000n), offer('c3', 100_000n, 1024n)]

  it('is what providers who can run the job ask, the least first', function () {
    const asked = askedPrices(plan, market, requester, offers, now)
    expect(asked).to.deep.equal([(400_000n * plan.steps) / 10n ** 9n, (900_000n * plan.steps) / 10n ** 9n])
    expect(priceChoices(asked).map(({ fits }) => fits)).to.deep.equal([1, 2])
    expect(priceInHand(undefined, priceChoices(asked), token)).to.deep.equal({ units: asked[1] })
    expect(priceInHand('0', [], token)).to.have.property('error')
    expect(priceInHand(undefined, [], token)).to.have.property('error')
  })

  it('reaches exactly as many providers as it says, once it is an order', function () {
    const asked = askedPrices(plan, market, requester, offers, now)
    for (const { price, fits } of priceChoices(asked))
      expect(matchPlan(plan, market, requester, price, offers, now).fits).to.have.length(fits)
    const below = matchPlan(plan, market, requester, (asked[0] ?? 0n) - 1n, offers, now)
    expect(below.fits).to.have.length(0)
    expect(below.eliminated.map(({ constraint }) => constraint)).to.include.members(['price', 'memory'])
  })

  it('counts nobody who would refuse the terms of the order that the page posts', function () {
    const fair = offer('c1', 400_000n)
    const wary = { ...fair, offer: { ...fair.offer, conditions: { ...defaultConditions, maxSlash: 4_999 } } }
    const match = matchPlan(plan, market, requester, 10n ** 9n, [wary], now)
    expect(match.fits).to.have.length(0)
    expect(match.eliminated.map(({ constraint }) => constraint)).to.deep.equal(['slash'])
    expect(matchPlan(plan, market, requester, 10n ** 9n, [fair], now).fits).to.have.length(1)
  })
})

describe('The order of the page', function () {
  const plan = typicalPlan('report')
  const spec = specOf(plan, { module: cid, inputs: [cid] }, `0x${'07'.repeat(32)}`)
  const order = orderOf(plan, cid, 1_000_000n, requester, { lane: 3, sequence: 9 }, market)

  it('is over a spec that the sdk takes', function () {
    expect(encodeSpec(spec).length).to.be.greaterThan(100)
    expect(spec.limits.steps).to.equal(plan.steps)
  })

  it('locks what the page shows, in the lane it was given, with time to submit after the longest run', function () {
    expect(lockOf(order)).to.equal(lockFor(1_000_000n, market))
    expect(order).to.include({ lane: 3, sequence: 9, requester, payer: requester, verifier })
    expect(order.windows.run).to.be.greaterThan(spec.limits.seconds)
  })
})
