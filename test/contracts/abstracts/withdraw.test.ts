import { expect } from 'chai'
import { hostileMarket } from '../helpers/hostile.ts'
import { call, startBalance, zeroAddress } from '../helpers/market.ts'
import { moved, refused, scene } from '../helpers/scene.ts'

const { market } = await scene()

describe('EscrowLedger.withdraw', function () {
  it('sends the balance to whom the account names', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    const change = await moved(m, async () => {
      const tx = await call(m.escrow, 'withdraw', m.stranger, token, m.rival.address, 400n)
      await expect(tx).to.changeTokenBalances(m.ethers, m.token, [m.rival, m.escrow], [400n, -400n])
      await expect(tx).to.emit(m.escrow, 'Withdrawn').withArgs(token, m.stranger.address, m.rival.address, 400n)
    })
    expect(change).to.deep.equal({ [m.stranger.address]: -400n })
  })

  it('refuses more than the balance', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    const withdraw = call(m.escrow, 'withdraw', m.stranger, token, m.stranger.address, startBalance + 1n)
    const args = [token, m.stranger.address, startBalance, startBalance + 1n]
    await refused(m, withdraw, 'BalanceTooLow', ...args)
    await call(m.escrow, 'withdraw', m.stranger, token, m.stranger.address, startBalance)
  })

  it('refuses to send to zero or to the escrow itself', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    for (const to of [zeroAddress, await m.escrow.getAddress()]) {
      await refused(m, call(m.escrow, 'withdraw', m.stranger, token, to, 1n), 'RecipientInvalid', to)
    }
  })

  it('fails alone for a token that shrank, and the other token pays', async function () {
    const m = await market()
    const hostile = await hostileMarket(m)
    const shrunk = await hostile.token.getAddress()
    const sound = await m.token.getAddress()
    await call(hostile.token, 'shrink', m.stranger, await m.escrow.getAddress(), 2n * startBalance + 1n)
    const withdraw = call(m.escrow, 'withdraw', m.stranger, shrunk, m.stranger.address, startBalance)
    await expect(withdraw).to.be.revertedWithCustomError(hostile.token, 'ERC20InsufficientBalance')
    const paid = await call(m.escrow, 'withdraw', m.stranger, sound, m.stranger.address, startBalance)
    await expect(paid).to.changeTokenBalances(m.ethers, m.token, [m.stranger], [startBalance])
  })
})
