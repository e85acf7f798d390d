import { expect } from 'chai'
import type { BaseContract, Contract } from 'ethers'
import { network } from 'hardhat'
import { Outcome, Verdict } from '../../sdk/src/generated/enums.ts'
import { evidence, next, proofHash, steps, travelling, verifying } from './helpers/life.ts'
import { call, deployMarket, sign, type Market } from './helpers/market.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}

describe('A contract account as verifier', function () {
  async function judged(m: Market) {
    const wallet = (await ethers.deployContract('Wallet1271', [m.verifier.address])) as BaseContract & Contract
    const life = await verifying(m, { verifier: await wallet.getAddress() })
    const committed = { job: life.id, attempt: 1, provider: m.provider.address, proofHash, outcome: Outcome.Success }
    const message = { ...committed, units: steps, verdict: Verdict.Valid, evidence }
    const by = (who: Market['requester']) => sign(m, who, 'Verdict', message)
    return { wallet, life, by }
  }

  it('signs through its owner, by ERC-1271', async function () {
    const m = await networkHelpers.loadFixture(deploy)
    const { wallet, life, by } = await judged(m)
    const { job } = await next(m, life, 'deliverVerdict', m.stranger, Verdict.Valid, evidence, await by(m.verifier))
    expect(job.progress.verdict).to.equal(Verdict.Valid)
    const token = await m.token.getAddress()
    expect(await m.escrow.getFunction('balanceOf')(token, await wallet.getAddress())).to.equal(20_000n)
  })

  for (const [mood, name] of [
    [1, 'burns its gas'],
    [2, 'returns a bomb'],
    [3, 'answers in four bytes'],
  ] as const) {
    it(`has not signed when it ${name}, and costs at most 200,000 gas`, async function () {
      const m = await networkHelpers.loadFixture(deploy)
      const { wallet, life, by } = await judged(m)
      await call(wallet, 'setMood', m.stranger, mood)
      const args = [travelling(life.job), Verdict.Valid, evidence, await by(m.verifier), { gasLimit: 200_000n }]
      await expect(call(m.escrow, 'deliverVerdict', m.stranger, ...args))
        .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
        .withArgs(await wallet.getAddress(), m.stranger.address)
    })
  }
})
