import { expect } from 'chai'
import { hostileMarket, tokenMode } from '../helpers/hostile.ts'
import { call } from '../helpers/market.ts'
import { fundingByPermit } from '../helpers/permit.ts'
import { moved, scene } from '../helpers/scene.ts'

const { market } = await scene()

describe('EscrowLedger.depositWithPermit', function () {
  it('deposits without an allowance before', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    await call(m.token, 'approve', m.stranger, await m.escrow.getAddress(), 0n)
    const { authorization } = await fundingByPermit(m, m.stranger, 77n)
    const deposit = () => call(m.escrow, 'depositWithPermit', m.stranger, token, 77n, authorization)
    expect(await moved(m, deposit)).to.deep.equal({ [m.stranger.address]: 77n })
    await expect(deposit()).to.be.revertedWithCustomError(m.token, 'ERC20InsufficientAllowance')
  })

  it('goes on by the allowance when the permit was used first', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    const escrow = await m.escrow.getAddress()
    await call(m.token, 'approve', m.stranger, escrow, 0n)
    const { authorization, parts } = await fundingByPermit(m, m.stranger, 77n)
    await call(m.token, 'permit', m.rival, m.stranger.address, escrow, 77n, ...parts)
    const deposit = () => call(m.escrow, 'depositWithPermit', m.stranger, token, 77n, authorization)
    expect(await moved(m, deposit)).to.deep.equal({ [m.stranger.address]: 77n })
  })

  it('refuses a permit of another owner, and an expired one', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    await call(m.token, 'approve', m.stranger, await m.escrow.getAddress(), 0n)
    const ofAnother = await fundingByPermit(m, m.payer, 77n)
    const expired = await fundingByPermit(m, m.stranger, 77n, 1n)
    for (const { authorization } of [ofAnother, expired]) {
      const deposit = call(m.escrow, 'depositWithPermit', m.stranger, token, 77n, authorization)
      await expect(deposit).to.be.revertedWithCustomError(m.token, 'ERC20InsufficientAllowance')
    }
  })

  it('never takes a swallowed permit for an authority', async function () {
    const m = await hostileMarket(await market())
    const token = await m.token.getAddress()
    await call(m.token, 'setMode', m.stranger, tokenMode.swallowsPermit)
    await call(m.token, 'approve', m.stranger, await m.escrow.getAddress(), 0n)
    const authorization = `0x${'00'.repeat(128)}`
    const change = await moved(m, async () => {
      const deposit = call(m.escrow, 'depositWithPermit', m.stranger, token, 77n, authorization)
      await expect(deposit).to.be.revertedWithCustomError(m.token, 'ERC20InsufficientAllowance')
    })
    expect(change).to.deep.equal({})
  })
})
