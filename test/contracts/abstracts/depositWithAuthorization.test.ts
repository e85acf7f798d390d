import { expect } from 'chai'
import { ZeroHash } from 'ethers'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { fundingByAuthorization } from '../helpers/authorization.ts'
import { hostileMarket } from '../helpers/hostile.ts'
import { after } from '../helpers/life.ts'
import { byCall, call, emptyProgress, orderOf, sign, startBalance, type Market } from '../helpers/market.ts'
import { moved, refused, scene } from '../helpers/scene.ts'

const { market, at } = await scene()

async function deposit(m: Market, from: string, amount: bigint, authorization: string) {
  return call(m.escrow, 'depositWithAuthorization', m.stranger, await m.token.getAddress(), from, amount, authorization)
}

/** The requester has nothing in the escrow and has approved nothing. */
async function newcomer(m: Market): Promise<void> {
  const token = await m.token.getAddress()
  await call(m.escrow, 'withdraw', m.requester, token, m.stranger.address, startBalance)
  await call(m.token, 'approve', m.requester, await m.escrow.getAddress(), 0n)
}

describe('EscrowLedger.depositWithAuthorization', function () {
  it('credits the account that signed it, which needs no allowance', async function () {
    const m = await market()
    await newcomer(m)
    const { authorization } = await fundingByAuthorization(m, m.requester, 77n)
    const change = await moved(m, async () => {
      const tx = deposit(m, m.requester.address, 77n, authorization)
      await expect(tx)
        .to.emit(m.escrow, 'Deposited')
        .withArgs(await m.token.getAddress(), m.requester.address, 77n)
    })
    expect(change).to.deep.equal({ [m.requester.address]: 77n })
  })

  it('credits exactly what arrived', async function () {
    const m = await market()
    const { authorization } = await fundingByAuthorization(m, m.payer, startBalance)
    const before: bigint = await m.token.getFunction('balanceOf')(await m.escrow.getAddress())
    const change = await moved(m, () => deposit(m, m.payer.address, startBalance, authorization))
    const arrived = (await m.token.getFunction('balanceOf')(await m.escrow.getAddress())) - before
    expect(change).to.deep.equal({ [m.payer.address]: arrived })
    expect(arrived).to.equal(startBalance)
  })

  it('refuses another amount, account or recipient, and one that is not valid now', async function () {
    const m = await market()
    const { authorization } = await fundingByAuthorization(m, m.requester, 77n)
    const otherAmount = deposit(m, m.requester.address, 78n, authorization)
    await expect(otherAmount).to.be.revertedWithCustomError(m.token, 'AuthorizationSignedByOther')
    const otherAccount = deposit(m, m.payer.address, 77n, authorization)
    await expect(otherAccount).to.be.revertedWithCustomError(m.token, 'AuthorizationSignedByOther')
    const forOther = await fundingByAuthorization(m, m.requester, 77n, { to: m.stranger.address })
    const otherRecipient = deposit(m, m.requester.address, 77n, forOther.authorization)
    await expect(otherRecipient).to.be.revertedWithCustomError(m.token, 'AuthorizationSignedByOther')
    const now = BigInt((await m.ethers.provider.getBlock('latest'))?.timestamp ?? 0) + 100n
    const timed = await fundingByAuthorization(m, m.requester, 77n, { validAfter: now, validBefore: now + 2n })
    for (const late of [now, now + 2n]) {
      await at(late)
      const attempt = deposit(m, m.requester.address, 77n, timed.authorization)
      await expect(attempt).to.be.revertedWithCustomError(m.token, 'AuthorizationNotValidNow')
    }
  })

  it('refuses it a second time', async function () {
    const m = await market()
    const { authorization, nonce } = await fundingByAuthorization(m, m.requester, 77n)
    await deposit(m, m.requester.address, 77n, authorization)
    const again = deposit(m, m.requester.address, 77n, authorization)
    await expect(again).to.be.revertedWithCustomError(m.token, 'AuthorizationUsed').withArgs(m.requester.address, nonce)
  })

  it('funds the order', async function () {
    const m = await market()
    await newcomer(m)
    const order = await orderOf(m)
    const funding = await fundingByAuthorization(m, m.requester, 5_040_000n)
    const tx = await call(m.escrow, 'post', m.requester, order, funding, byCall, byCall)
    const { progress } = await after(m, { order, progress: emptyProgress }, tx)
    expect(progress.state).to.equal(JobState.Open)
    const token = await m.token.getAddress()
    expect(await m.escrow.getFunction('balanceOf')(token, m.requester.address)).to.equal(0n)
  })

  it('goes on by the balance when somebody carried it before', async function () {
    const m = await market()
    await newcomer(m)
    const order = await orderOf(m)
    const funding = await fundingByAuthorization(m, m.requester, 5_040_000n)
    const post = () => call(m.escrow, 'post', m.requester, order, funding, byCall, byCall)
    await deposit(m, m.requester.address, 5_040_000n, funding.authorization)
    expect(await moved(m, post)).to.deep.equal({ [m.requester.address]: -5_040_000n })
  })

  it("takes nobody's tokens but the payer's", async function () {
    const m = await market()
    const order = await orderOf(m, { payer: m.payer.address })
    const payerSignature = await sign(m, m.payer, 'Order', order)
    const ofRequester = await fundingByAuthorization(m, m.requester, 5_040_000n)
    const post = call(m.escrow, 'post', m.requester, order, ofRequester, byCall, payerSignature)
    await expect(post).to.be.revertedWithCustomError(m.token, 'AuthorizationSignedByOther')
  })

  it('refuses, and credits nothing', async function () {
    const m = await hostileMarket(await market())
    const encoded = `0x${'00'.repeat(6 * 32)}`
    const change = await moved(m, async () => {
      await expect(deposit(m, m.stranger.address, 77n, encoded)).to.be.revert(m.ethers)
    })
    expect(change).to.deep.equal({})
    const token = await m.ethers.deployContract('TestDollar')
    expect(await token.getFunction('authorizationState')(m.stranger.address, ZeroHash)).to.equal(false)
    await refused(
      m,
      call(m.escrow, 'withdraw', m.stranger, await token.getAddress(), m.stranger.address, 1n),
      'BalanceTooLow',
      await token.getAddress(),
      m.stranger.address,
      0n,
      1n,
    )
  })
})
