import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { contracted, next, posted, type Life } from '../helpers/life.ts'
import { byCall, sign, type Market } from '../helpers/market.ts'
import { quoted, tryClosePosted } from '../helpers/quote.ts'
import { after } from '../helpers/life.ts'
import { moved, refused, scene } from '../helpers/scene.ts'

const { market, at } = await scene()
const ramp = { minPrice: 4_000_000n }

async function reopened(m: Market): Promise<Life> {
  const life = await contracted(m)
  await at(life.job.progress.phaseEnd + 1n)
  return next(m, life, 'poke', m.stranger)
}

describe('JobEscrow.closePosted', function () {
  it('contracts the open job at the quoted price', async function () {
    const m = await market()
    const life = await posted(m, ramp)
    const quote = await quoted(m, life.id, { price: 4_700_000n })
    const change = await moved(m, async () => {
      const job = await after(m, life.job, await tryClosePosted(m, life, quote, m.requester))
      expect(job.progress).to.include({ state: JobState.Contracted, price: 4_700_000n, attempt: 1n })
    })
    expect(change).to.deep.equal({ [m.provider.address]: -1_000_001n })
  })

  it("lets the requester's Close signature agree to any price up to maxPrice", async function () {
    const m = await market()
    const life = await posted(m, ramp)
    const best = await quoted(m, life.id)
    const requester = await sign(m, m.requester, 'Close', { order: life.id, quote: best.quote })
    const job = await after(m, life.job, await tryClosePosted(m, life, best, m.stranger, { requester }))
    expect(job.progress.price).to.equal(5_000_000n)
  })

  it("lets the order's signature agree to the ramp's price of this second", async function () {
    const m = await market()
    const life = await posted(m, ramp)
    const requester = await sign(m, m.requester, 'Order', life.job.order)
    const half = life.job.progress.phaseEnd - 500n
    const over = await quoted(m, life.id, { price: 4_500_001n })
    await at(half)
    const early = tryClosePosted(m, life, over, m.stranger, { requester })
    await refused(m, early, 'PriceTooHigh', life.id, 4_500_001n, 4_500_000n)
    await at(half + 1n)
    await tryClosePosted(m, life, over, m.stranger, { requester })
  })

  it('refuses without either', async function () {
    const m = await market()
    const life = await posted(m)
    const quote = await quoted(m, life.id)
    const close = tryClosePosted(m, life, quote, m.stranger)
    await refused(m, close, 'NotAuthorized', m.requester.address, m.stranger.address)
    const unquoted = tryClosePosted(m, life, quote, m.requester, { provider: byCall })
    await refused(m, unquoted, 'NotAuthorized', m.provider.address, m.requester.address)
  })

  it('refuses a quote of the provider that failed', async function () {
    const m = await market()
    const life = await reopened(m)
    const quote = await quoted(m, life.id, { attempt: 2n })
    const close = tryClosePosted(m, life, quote, m.requester)
    await refused(m, close, 'ProviderFailedBefore', life.id, m.provider.address)
  })

  it('refuses to use a quote for the next attempt', async function () {
    const m = await market()
    const life = await reopened(m)
    const old = await quoted(m, life.id, {}, m.rival)
    await refused(m, tryClosePosted(m, life, old, m.requester), 'QuoteForOther', life.id, life.id, 2n, 1n)
    await tryClosePosted(m, life, await quoted(m, life.id, { attempt: 2n }, m.rival), m.requester)
  })

  it('refuses to contract it twice', async function () {
    const m = await market()
    const life = await contracted(m)
    const quote = await quoted(m, life.id, { attempt: 2n }, m.rival)
    const close = tryClosePosted(m, life, quote, m.requester)
    await refused(m, close, 'JobStateWrong', life.id, JobState.Contracted)
  })
})
