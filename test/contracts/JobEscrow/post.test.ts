import { expect } from 'chai'
import { posted, travelling } from '../helpers/life.ts'
import { byCall, call, noFunding, orderOf, sign, zeroAddress, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { fundingByPermit } from '../helpers/permit.ts'
import { moved, refused, scene, timeOf } from '../helpers/scene.ts'

const { market } = await scene()
const lock = 5_040_000n
const isPublic = { rules: { flags: flag.public } }
const allowance = { kind: 1, amount: 7_000_000n, authorization: '0x' }

const idOf = (m: Market, order: object): Promise<string> => m.escrow.getFunction('idOf')(order)

describe('JobEscrow.post', function () {
  it('opens the job and commits to it', async function () {
    const m = await market()
    const { job, id, tx } = await posted(m)
    const phaseEnd = (await timeOf(tx)) + 1_000n
    await expect(tx)
      .to.emit(m.escrow, 'JobPosted')
      .withArgs(id, m.requester.address, Object.values(job.order), phaseEnd)
    expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })

  it("locks the price and the verifier fee of every attempt, of the payer's balance", async function () {
    const m = await market()
    expect(await moved(m, () => posted(m))).to.deep.equal({ [m.requester.address]: -lock })
  })

  it('refuses a private order, even with the signature', async function () {
    const m = await market()
    const order = await orderOf(m)
    const signature = await sign(m, m.requester, 'Order', order)
    const post = call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall)
    await refused(m, post, 'OrderNotPublic', await idOf(m, order))
  })

  it("posts a public order with the requester's signature", async function () {
    const m = await market()
    const order = await orderOf(m, isPublic)
    const signature = await sign(m, m.requester, 'Order', order)
    const change = await moved(m, () => call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall))
    expect(change).to.deep.equal({ [m.requester.address]: -lock })
  })

  it("refuses a public order without, or with another's, signature", async function () {
    const m = await market()
    const order = await orderOf(m, isPublic)
    const other = await sign(m, m.requester, 'Order', { ...order, maxPrice: order.maxPrice + 1n })
    for (const signature of [byCall, await sign(m, m.rival, 'Order', order), other]) {
      const post = call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall)
      await refused(m, post, 'NotAuthorized', m.requester.address, m.stranger.address)
    }
  })

  it('refuses an order that the payer neither called nor signed', async function () {
    const m = await market()
    const order = await orderOf(m, { payer: m.payer.address })
    for (const signature of [byCall, await sign(m, m.requester, 'Order', order)]) {
      const post = call(m.escrow, 'post', m.requester, order, noFunding, byCall, signature)
      await refused(m, post, 'NotAuthorized', m.payer.address, m.requester.address)
    }
  })

  it('takes the price of a payer that signed, and nothing of the requester', async function () {
    const m = await market()
    const order = await orderOf(m, { payer: m.payer.address })
    const signature = await sign(m, m.payer, 'Order', order)
    const change = await moved(m, () => call(m.escrow, 'post', m.requester, order, noFunding, byCall, signature))
    expect(change).to.deep.equal({ [m.payer.address]: -lock })
  })

  it("takes the price of a payer that calls with the requester's signature", async function () {
    const m = await market()
    const order = await orderOf(m, { ...isPublic, payer: m.payer.address })
    const signature = await sign(m, m.requester, 'Order', order)
    const change = await moved(m, () => call(m.escrow, 'post', m.payer, order, noFunding, signature, byCall))
    expect(change).to.deep.equal({ [m.payer.address]: -lock })
  })

  it('pulls by allowance, and credits exactly what arrived', async function () {
    const m = await market()
    const order = await orderOf(m)
    const change = await moved(m, () => call(m.escrow, 'post', m.requester, order, allowance, byCall, byCall))
    expect(change).to.deep.equal({ [m.requester.address]: allowance.amount - lock })
  })

  it('pulls by permit', async function () {
    const m = await market()
    await call(m.token, 'approve', m.requester, await m.escrow.getAddress(), 0n)
    const funding = await fundingByPermit(m, m.requester, 6_000_000n)
    const order = await orderOf(m)
    const change = await moved(m, () => call(m.escrow, 'post', m.requester, order, funding, byCall, byCall))
    expect(change).to.deep.equal({ [m.requester.address]: 6_000_000n - lock })
  })

  it('goes on by the allowance when somebody used the permit first', async function () {
    const m = await market()
    const funding = await fundingByPermit(m, m.requester, 6_000_000n)
    const escrow = await m.escrow.getAddress()
    await call(m.token, 'permit', m.stranger, m.requester.address, escrow, 6_000_000n, ...funding.parts)
    const order = await orderOf(m)
    const change = await moved(m, () => call(m.escrow, 'post', m.requester, order, funding, byCall, byCall))
    expect(change).to.deep.equal({ [m.requester.address]: 6_000_000n - lock })
  })

  it('never pulls from anybody but the payer', async function () {
    const m = await market()
    const order = await orderOf(m, { payer: m.payer.address })
    const signature = await sign(m, m.payer, 'Order', order)
    const wallets = () => Promise.all(m.everybody.slice(0, -1).map((who) => m.token.getFunction('balanceOf')(who)))
    const before = await wallets()
    await call(m.escrow, 'post', m.requester, order, { ...allowance, amount: lock }, byCall, signature)
    const now = await wallets()
    const payer = m.everybody.indexOf(m.payer.address)
    expect(now.map((balance, i) => before[i] - balance)).to.deep.equal(now.map((_, i) => (i === payer ? lock : 0n)))
  })

  it('refuses, naming balance and need', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    await call(m.escrow, 'withdraw', m.requester, token, m.requester.address, 1_000_000_000n - lock + 1n)
    const post = call(m.escrow, 'post', m.requester, await orderOf(m), noFunding, byCall, byCall)
    await refused(m, post, 'BalanceTooLow', token, m.requester.address, lock - 1n, lock)
  })

  it('refuses with LaneBusy', async function () {
    const m = await market()
    await posted(m)
    const order = await orderOf(m, { sequence: 2n })
    const post = call(m.escrow, 'post', m.requester, order, noFunding, byCall, byCall)
    await refused(m, post, 'LaneBusy', m.requester.address, 0n, 1n)
  })

  it('refuses a used, an early and a skipped sequence', async function () {
    const m = await market()
    await call(m.escrow, 'skip', m.requester, 0n, 1n)
    for (const sequence of [0n, 1n, 3n, 2n ** 40n - 1n]) {
      const post = call(m.escrow, 'post', m.requester, await orderOf(m, { sequence }), noFunding, byCall, byCall)
      await refused(m, post, 'LaneSequenceWrong', m.requester.address, 0n, sequence, 2n)
    }
    await posted(m, { sequence: 2n })
  })

  it('is the same job in no other lane, and in no other requester’s lane', async function () {
    const m = await market()
    await posted(m)
    const first = await m.escrow.getFunction('wordOf')(m.requester.address, 0n)
    await posted(m, { lane: 2n ** 32n - 1n })
    await posted(m, { requester: m.rival.address, payer: m.rival.address })
    expect(await m.escrow.getFunction('wordOf')(m.requester.address, 0n)).to.equal(first)
    expect(await m.escrow.getFunction('wordOf')(zeroAddress, 0n)).to.equal(0n)
  })

  it("takes no more of the payer's tokens than the order locks when another carries it", async function () {
    const m = await market()
    const order = await orderOf(m, { rules: { flags: flag.public } })
    const signature = await sign(m, m.requester, 'Order', order)
    const id = await m.escrow.getFunction('idOf')(order)
    const funding = (amount: bigint) => ({ kind: 1, amount, authorization: '0x' })
    const post = (amount: bigint) => call(m.escrow, 'post', m.stranger, order, funding(amount), signature, byCall)
    await refused(m, post(5_040_001n), 'FundingTooLarge', id, 5_040_001n, 5_040_000n)
    await post(5_040_000n)
    // The payer itself brings what it likes.
    const own = await orderOf(m, { lane: 1n })
    await call(m.escrow, 'post', m.requester, own, funding(5_040_001n), byCall, byCall)
  })
})
