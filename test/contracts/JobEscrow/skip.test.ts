import { expect } from 'chai'
import { next, posted } from '../helpers/life.ts'
import { byCall, call, noFunding, orderOf, sign } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { refused, scene } from '../helpers/scene.ts'

const { market } = await scene()

describe('JobEscrow.skip', function () {
  it('moves the lane on by one, and says so', async function () {
    const m = await market()
    const skip = call(m.escrow, 'skip', m.requester, 7n, 1n)
    await expect(skip).to.emit(m.escrow, 'LaneSkipped').withArgs(m.requester.address, 7n, 1n)
    const word: bigint = await m.escrow.getFunction('wordOf')(m.requester.address, 7n)
    // Sequence 1, no commitment, Cancelled: never zero again.
    expect(word).to.equal((1n << 216n) | 8n)

    await next(m, await posted(m), 'cancel', m.requester, byCall)
    await call(m.escrow, 'skip', m.requester, 0n, 2n)
  })

  it('makes an order void that was signed for that sequence', async function () {
    const m = await market()
    const order = await orderOf(m, { rules: { flags: flag.public } })
    const signature = await sign(m, m.requester, 'Order', order)
    await call(m.escrow, 'skip', m.requester, 0n, 1n)
    const post = call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall)
    await refused(m, post, 'LaneSequenceWrong', m.requester.address, 0n, 1n, 2n)
  })

  it('refuses to skip over a live job', async function () {
    const m = await market()
    await posted(m)
    await refused(m, call(m.escrow, 'skip', m.requester, 0n, 2n), 'LaneBusy', m.requester.address, 0n, 1n)
  })

  it('refuses, naming the one that is expected', async function () {
    const m = await market()
    for (const given of [0n, 2n]) {
      const skip = call(m.escrow, 'skip', m.requester, 0n, given)
      await refused(m, skip, 'LaneSequenceWrong', m.requester.address, 0n, given, 1n)
    }
  })
})
