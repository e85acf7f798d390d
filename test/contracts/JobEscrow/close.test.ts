import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { travelling } from '../helpers/life.ts'
import { byCall, sign } from '../helpers/market.ts'
import { closed, matched, tryClose } from '../helpers/quote.ts'
import { moved, refused, scene, timeOf } from '../helpers/scene.ts'

const { market, at, networkHelpers } = await scene()
const ramp = { minPrice: 4_000_000n }

describe('JobEscrow.close', function () {
  it('contracts at the quoted price, in one transaction', async function () {
    const m = await market()
    const match = await matched(m, ramp, { price: 4_500_000n })
    const change = await moved(m, async () => {
      const { job, tx } = await closed(m, match)
      expect(job.progress).to.include({ state: JobState.Contracted, price: 4_500_000n, attempt: 1n })
      const told = Object.values(match.order)
      await expect(tx)
        .to.emit(m.escrow, 'MatchClosed')
        .withArgs(match.id, m.requester.address, m.provider.address, told, 4_500_000n, await timeOf(tx))
        .and.not.to.emit(m.escrow, 'JobPosted')
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({ [m.requester.address]: -5_040_000n, [m.provider.address]: -1_000_001n })
  })

  it('may agree to a price above the ramp, and to another than the exclusive provider', async function () {
    const m = await market()
    const match = await matched(m, { ...ramp, provider: m.rival.address, exclusiveUntil: 2n ** 40n - 1n })
    const { job } = await closed(m, match)
    expect(job.progress).to.include({ price: 5_000_000n, provider: m.provider.address })
  })

  it("takes the requester's signature over order and quote", async function () {
    const m = await market()
    const match = await matched(m, ramp)
    const requester = await sign(m, m.requester, 'Close', { order: match.id, quote: match.quote })
    expect((await closed(m, match, m.stranger, { requester })).job.progress.price).to.equal(5_000_000n)
  })

  it("takes the order's signature alone, up to the ramp's price", async function () {
    const m = await market()
    const match = await matched(m, ramp, { price: 4_000_000n })
    const requester = await sign(m, m.requester, 'Order', match.order)
    expect((await closed(m, match, m.stranger, { requester })).job.progress.price).to.equal(4_000_000n)
  })

  it("refuses more than the ramp's price by the order alone", async function () {
    const m = await market()
    const match = await matched(m, ramp, { price: 4_000_001n })
    const requester = await sign(m, m.requester, 'Order', match.order)
    const close = tryClose(m, match, m.stranger, { requester })
    await refused(m, close, 'PriceTooHigh', match.id, 4_000_001n, 4_000_000n)
  })

  it('refuses another than the exclusive provider by the order alone', async function () {
    const m = await market()
    const until = 2n ** 40n - 1n
    const match = await matched(m, { provider: m.rival.address, exclusiveUntil: until })
    const requester = await sign(m, m.requester, 'Order', match.order)
    const close = tryClose(m, match, m.stranger, { requester })
    await refused(m, close, 'ProviderNotExclusive', match.id, m.rival.address, until)
  })

  it("refuses without the requester's, and without the provider's, consent", async function () {
    const m = await market()
    const match = await matched(m)
    const other = await sign(m, m.requester, 'Close', { order: match.id, quote: { ...match.quote, price: 1n } })
    for (const requester of [byCall, other, match.signature]) {
      const close = tryClose(m, match, m.stranger, { requester })
      await refused(m, close, 'NotAuthorized', m.requester.address, m.stranger.address)
    }
    for (const provider of [byCall, await sign(m, m.rival, 'Quote', match.quote)]) {
      const close = tryClose(m, match, m.requester, { provider })
      await refused(m, close, 'NotAuthorized', m.provider.address, m.requester.address)
    }
  })

  it('needs no signature of its own on the quote', async function () {
    const m = await market()
    const match = await matched(m)
    const requester = await sign(m, m.requester, 'Order', match.order)
    const { job } = await closed(m, match, m.provider, { requester, provider: byCall })
    expect(job.progress.provider).to.equal(m.provider.address)
  })

  it("takes no money without the payer's consent", async function () {
    const m = await market()
    const match = await matched(m, { payer: m.payer.address })
    await refused(m, tryClose(m, match), 'NotAuthorized', m.payer.address, m.requester.address)
    const payer = await sign(m, m.payer, 'Order', match.order)
    const change = await moved(m, () => closed(m, match, m.requester, { payer }))
    expect(change).to.deep.equal({ [m.payer.address]: -5_040_000n, [m.provider.address]: -1_000_001n })
  })

  it('refuses another order and another attempt', async function () {
    const m = await market()
    const other = await matched(m, { lane: 1n })
    const match = await matched(m)
    const wrongOrder = tryClose(m, { ...other, order: match.order })
    await refused(m, wrongOrder, 'QuoteForOther', match.id, other.id, 1n, 1n)
    const second = await matched(m, {}, { attempt: 2n })
    await refused(m, tryClose(m, second), 'QuoteForOther', match.id, match.id, 1n, 2n)
  })

  it('takes the quote in its last second, and not one later', async function () {
    const m = await market()
    const validUntil = BigInt(await networkHelpers.time.latest()) + 50n
    const match = await matched(m, {}, { validUntil })
    await at(validUntil + 1n)
    await refused(m, tryClose(m, match), 'QuoteExpired', match.id, validUntil, validUntil + 1n)
    const later = await matched(m, {}, { validUntil: validUntil + 10n })
    await at(validUntil + 10n)
    await closed(m, later)
  })

  it('refuses even the requester', async function () {
    const m = await market()
    const match = await matched(m, {}, { price: 5_000_001n })
    await refused(m, tryClose(m, match), 'PriceTooHigh', match.id, 5_000_001n, 5_000_000n)
  })
})
