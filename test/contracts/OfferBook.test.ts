import { expect } from 'chai'
import { call } from './helpers/market.ts'
import { scene } from './helpers/scene.ts'
import type { BaseContract, Contract } from 'ethers'

const { ethers, market, at, networkHelpers } = await scene()

async function book() {
  const m = await market()
  return { m, offers: (await ethers.deployContract('OfferBook')) as BaseContract & Contract }
}

describe('OfferBook', function () {
  it('tells of an offer in the name of the caller', async function () {
    const { m, offers } = await book()
    const until = 2n ** 40n - 1n
    const tx = await call(offers, 'publish', m.provider, until, '0xc0ffee')
    await expect(tx).to.emit(offers, 'OfferPublished').withArgs(m.provider.address, until, '0xc0ffee')
  })

  it('takes 2,048 bytes, and not one more', async function () {
    const { m, offers } = await book()
    await call(offers, 'publish', m.provider, 2n ** 40n - 1n, `0x${'11'.repeat(2_048)}`)
    const long = call(offers, 'publish', m.provider, 2n ** 40n - 1n, `0x${'11'.repeat(2_049)}`)
    await expect(long).to.be.revertedWithCustomError(offers, 'OfferTooLong').withArgs(2_049n, 2_048n)
  })

  it('takes an offer in its last second, and not one later', async function () {
    const { m, offers } = await book()
    const until = BigInt(await networkHelpers.time.latest()) + 50n
    await at(until)
    await call(offers, 'publish', m.provider, until, '0x')
    await at(until + 1n)
    const late = call(offers, 'publish', m.provider, until, '0x')
    await expect(late)
      .to.be.revertedWithCustomError(offers, 'OfferExpired')
      .withArgs(until, until + 1n)
  })

  it('tells that the caller withdrew its offer', async function () {
    const { m, offers } = await book()
    const tx = await call(offers, 'withdrawOffer', m.rival)
    await expect(tx).to.emit(offers, 'OfferWithdrawn').withArgs(m.rival.address)
  })
})
