import { expect } from 'chai'
import { network } from 'hardhat'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import {
  after,
  claimed,
  commitment,
  contracted,
  evidence,
  next,
  posted,
  proofHash,
  steps,
  travelling,
  verifying,
} from '../helpers/life.ts'
import { byCall, call, deployMarket, emptyProgress, noFunding, orderOf, sign, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}
const fixture = () => networkHelpers.loadFixture(deploy)
const wordOf = (m: Market) => m.escrow.getFunction('wordOf')(m.requester.address, 0n)

describe('Anybody may carry a signature', function () {
  it('of the requester on a public order, and only for that order', async function () {
    const m = await fixture()
    const order = await orderOf(m, { rules: { flags: flag.public } })
    const signature = await sign(m, m.requester, 'Order', order)
    const other = { ...order, maxPrice: order.maxPrice + 1n }
    await expect(call(m.escrow, 'post', m.stranger, other, noFunding, signature, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
      .withArgs(m.requester.address, m.stranger.address)
    await call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall)
    await expect(call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'LaneBusy')
      .withArgs(m.requester.address, 0n, JobState.Open)
  })

  it('of each role, from acceptance to approval', async function () {
    const m = await fixture()
    const life = await posted(m)
    const provider = m.provider.address
    const accept = await sign(m, m.provider, 'Accept', { job: life.id, word: await wordOf(m), provider })
    const running = await next(m, life, 'accept', m.stranger, provider, accept)
    const committed = { job: life.id, attempt: 1, provider, proofHash, outcome: Outcome.Success, units: steps }
    const proof = await sign(m, m.provider, 'Commitment', committed)
    const judged = await next(m, running, 'submit', m.stranger, commitment(), proof)
    const said = await sign(m, m.verifier, 'Verdict', { ...committed, verdict: Verdict.Valid, evidence })
    const valid = await next(m, judged, 'deliverVerdict', m.stranger, Verdict.Valid, evidence, said)
    const approve = await sign(m, m.requester, 'Approve', { job: life.id, word: await wordOf(m) })
    const { job } = await next(m, valid, 'approve', m.stranger, approve)
    expect(job.progress.state).to.equal(JobState.Settled)
  })

  it('of provider and verifier at once', async function () {
    const m = await fixture()
    const life = await contracted(m, { rules: { flags: flag.completable }, windows: { challenge: 0n } })
    const provider = m.provider.address
    const committed = { job: life.id, attempt: 1, provider, proofHash, outcome: Outcome.Success, units: steps }
    const proof = await sign(m, m.provider, 'Commitment', committed)
    const said = await sign(m, m.verifier, 'Verdict', { ...committed, verdict: Verdict.Valid, evidence })
    const args = [commitment(), Verdict.Valid, evidence, proof, said]
    const { job } = await next(m, life, 'complete', m.stranger, ...args)
    expect(job.progress.state).to.equal(JobState.Settled)
  })

  it('but a move that names a lane word works once, and only there', async function () {
    const m = await fixture()
    const first = await posted(m)
    const signature = await sign(m, m.requester, 'Cancel', { job: first.id, word: await wordOf(m) })
    await next(m, first, 'cancel', m.stranger, signature)
    const second = await posted(m, { sequence: 2n })
    await expect(call(m.escrow, 'cancel', m.stranger, travelling(second.job), signature))
      .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
      .withArgs(m.requester.address, m.stranger.address)
  })

  it('but a verdict on another commitment, attempt, verdict or evidence is none', async function () {
    const m = await fixture()
    const { job, id } = await verifying(m)
    const right = {
      job: id,
      attempt: 1,
      provider: m.provider.address,
      proofHash,
      outcome: Outcome.Success,
      units: steps,
      verdict: Verdict.Valid,
      evidence,
    }
    const wrongs = [
      { units: steps + 1n },
      { attempt: 2 },
      { provider: m.rival.address },
      { outcome: Outcome.JobError },
      { verdict: Verdict.Invalid },
      { evidence: proofHash },
      { proofHash: evidence },
      { job: evidence },
    ]
    for (const wrong of wrongs) {
      const signature = await sign(m, m.verifier, 'Verdict', { ...right, ...wrong })
      await expect(call(m.escrow, 'deliverVerdict', m.stranger, travelling(job), Verdict.Valid, evidence, signature))
        .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
        .withArgs(m.verifier.address, m.stranger.address)
    }
  })
})

describe('A match is closed in one transaction', function () {
  async function quoted(m: Market, price: bigint, change: object = {}) {
    const order = await orderOf(m, { minPrice: 1_000_000n })
    const id: string = await m.escrow.getFunction('idOf')(order)
    const quote = { order: id, attempt: 1n, provider: m.provider.address, price, validUntil: 2n ** 40n - 1n, ...change }
    return { order, id, quote, signature: await sign(m, m.provider, 'Quote', quote) }
  }

  it('by the requester, at any price up to its highest', async function () {
    const m = await fixture()
    const { order, quote, signature } = await quoted(m, 4_000_000n)
    const tx = await call(m.escrow, 'close', m.requester, order, quote, noFunding, byCall, byCall, signature)
    const job = await after(m, { order, progress: emptyProgress }, tx)
    expect(job.progress).to.include({ state: JobState.Contracted, price: 4_000_000n })
    expect(await m.escrow.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })

  it('by anyone with its signature over order and quote', async function () {
    const m = await fixture()
    const { order, id, quote, signature } = await quoted(m, 4_000_000n)
    const both = await sign(m, m.requester, 'Close', { order: id, quote })
    await call(m.escrow, 'close', m.stranger, order, quote, noFunding, both, byCall, signature)
  })

  it('with its order alone at the ramp’s price at most', async function () {
    const m = await fixture()
    const dear = await quoted(m, 1_000_001n)
    const alone = await sign(m, m.requester, 'Order', dear.order)
    const close = ({ order, quote, signature }: Awaited<ReturnType<typeof quoted>>) =>
      call(m.escrow, 'close', m.provider, order, quote, noFunding, alone, byCall, signature)
    await expect(close(dear))
      .to.be.revertedWithCustomError(m.escrow, 'PriceTooHigh')
      .withArgs(dear.id, 1_000_001n, 1_000_000n)
    await close(await quoted(m, 1_000_000n))
  })

  it('never with a quote that expired, or is for another attempt, or above the highest price', async function () {
    const m = await fixture()
    const cases: [object, bigint, string][] = [
      [{ validUntil: 1n }, 4_000_000n, 'QuoteExpired'],
      [{ attempt: 2n }, 4_000_000n, 'QuoteForOther'],
      [{}, 5_000_001n, 'PriceTooHigh'],
    ]
    for (const [change, price, error] of cases) {
      const { order, quote, signature } = await quoted(m, price, change)
      const close = call(m.escrow, 'close', m.requester, order, quote, noFunding, byCall, byCall, signature)
      await expect(close, error).to.be.revertedWithCustomError(m.escrow, error)
    }
  })
})

describe('Silence is no consent', function () {
  it('of the payer: its tokens are not touched without its signature', async function () {
    const m = await fixture()
    const order = await orderOf(m, { payer: m.payer.address })
    await expect(call(m.escrow, 'post', m.requester, order, noFunding, byCall, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
      .withArgs(m.payer.address, m.requester.address)
  })

  it('of the verifier: an Inconclusive verdict changes nothing', async function () {
    const m = await fixture()
    const life = await verifying(m)
    const { job } = await next(m, life, 'deliverVerdict', m.verifier, Verdict.Inconclusive, evidence, byCall)
    expect(job).to.deep.equal(life.job)
    expect(await m.escrow.getFunction('isCurrent')(travelling(job))).to.equal(true)
    const paid = await claimed(m, { lane: 1n })
    expect(paid.job.progress.feesPaid).to.equal(1n)
  })
})
