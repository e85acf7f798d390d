import { expect } from 'chai'
import { hostileMarket, tokenMode } from '../helpers/hostile.ts'
import { call } from '../helpers/market.ts'
import { moved, refused, scene } from '../helpers/scene.ts'

const { market } = await scene()

describe('EscrowLedger.deposit', function () {
  it('credits the caller with exactly what arrived', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    const change = await moved(m, async () => {
      const tx = await call(m.escrow, 'deposit', m.stranger, token, 123n)
      await expect(tx).to.emit(m.escrow, 'Deposited').withArgs(token, m.stranger.address, 123n)
    })
    expect(change).to.deep.equal({ [m.stranger.address]: 123n })
  })

  it('credits what is left of a token that takes a fee', async function () {
    const m = await hostileMarket(await market())
    await call(m.token, 'setMode', m.stranger, tokenMode.feeOnTransfer)
    const token = await m.token.getAddress()
    const change = await moved(m, () => call(m.escrow, 'deposit', m.stranger, token, 1_000n))
    expect(change).to.deep.equal({ [m.stranger.address]: 900n })
  })

  it('refuses when nothing arrives', async function () {
    const m = await hostileMarket(await market())
    const token = await m.token.getAddress()
    await refused(m, call(m.escrow, 'deposit', m.stranger, token, 0n), 'NothingArrived', token, m.stranger.address)
    await call(m.token, 'setMode', m.stranger, tokenMode.movesNothing)
    await refused(m, call(m.escrow, 'deposit', m.stranger, token, 5n), 'NothingArrived', token, m.stranger.address)
  })

  it('refuses a token that says false, and an address without code', async function () {
    const m = await hostileMarket(await market())
    const token = await m.token.getAddress()
    await call(m.token, 'setMode', m.stranger, tokenMode.returnsFalse)
    await refused(m, call(m.escrow, 'deposit', m.stranger, token, 5n), 'SafeERC20FailedOperation', token)
    const nothing = call(m.escrow, 'deposit', m.stranger, m.rival.address, 5n)
    await expect(nothing).to.be.revertedWithoutReason(m.ethers)
  })

  it('takes a token that says nothing', async function () {
    const m = await hostileMarket(await market())
    const token = await m.token.getAddress()
    await call(m.token, 'setMode', m.stranger, tokenMode.returnsNothing)
    const change = await moved(m, () => call(m.escrow, 'deposit', m.stranger, token, 5n))
    expect(change).to.deep.equal({ [m.stranger.address]: 5n })
    await call(m.escrow, 'withdraw', m.stranger, token, m.stranger.address, 5n)
  })
})
