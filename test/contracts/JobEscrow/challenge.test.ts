import { expect } from 'chai'
import { JobState, Outcome } from '../../../sdk/src/generated/enums.ts'
import { challenged, claimed, next, reason, travelling, verifying, type Life } from '../helpers/life.ts'
import { byCall, call, sign, startBalance, zeroAddress, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market } = await scene()
const challenge = (m: Market, life: Life, who = m.requester, signature = byCall) =>
  call(m.escrow, 'challenge', who, travelling(life.job), reason, signature)

describe('JobEscrow.challenge', function () {
  it('locks a tenth of the claim and gives the arbiter its window', async function () {
    const m = await market()
    const life = await claimed(m)
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, life, 'challenge', m.requester, reason, byCall)
      const phaseEnd = (await timeOf(tx)) + 500n
      const told = [life.id, m.requester.address, reason, 300_000n, phaseEnd] as const
      await expect(tx)
        .to.emit(m.escrow, 'JobDisputed')
        .withArgs(...told)
      expect(job.progress).to.deep.equal({
        ...life.job.progress,
        state: JobState.Disputed,
        bond: 300_000n,
        phaseEnd,
      })
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({ [m.requester.address]: -300_000n })
  })

  it("locks the arbiter's fee where that is more", async function () {
    const m = await market()
    const dear = await challenged(m, { arbiterFee: 300_001n })
    expect(dear.job.progress.bond).to.equal(300_001n)
    // A job error claims four tenths of 3,000,000: a tenth of that is 120,000.
    const small = await challenged(m, { lane: 1n, arbiterFee: 119_999n }, Outcome.JobError)
    expect(small.job.progress.bond).to.equal(120_000n)
  })

  it("takes the requester's signature over this lane word and reason, and no other", async function () {
    const m = await market()
    const life = await claimed(m)
    const right = { job: life.id, word: await wordOf(m, life), reason }
    const others = [
      { ...right, job: zeroHash },
      { ...right, word: right.word + 1n },
      { ...right, reason: zeroHash },
    ]
    const wrong = await Promise.all(others.map((other) => sign(m, m.requester, 'Challenge', other)))
    const byAnother = await sign(m, m.provider, 'Challenge', right)
    const otherType = await sign(m, m.requester, 'Contest', right)
    for (const signature of [byCall, byAnother, otherType, ...wrong]) {
      const attempt = challenge(m, life, m.stranger, signature)
      await refused(m, attempt, 'NotAuthorized', m.requester.address, m.stranger.address)
    }
    const signature = await sign(m, m.requester, 'Challenge', right)
    const change = await moved(m, () => challenge(m, life, m.stranger, signature))
    expect(change).to.deep.equal({ [m.requester.address]: -300_000n })
  })

  it('takes the bond from the requester and leaves the payer alone', async function () {
    const m = await market()
    const life = await claimed(m, { payer: m.payer.address })
    const change = await moved(m, () => challenge(m, life))
    expect(change).to.deep.equal({ [m.requester.address]: -300_000n })
    const byPayer = challenge(m, await claimed(m, { lane: 1n, payer: m.payer.address }), m.payer)
    await refused(m, byPayer, 'NotAuthorized', m.requester.address, m.payer.address)
  })

  it('refuses a bond that is not there', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    const life = await claimed(m)
    const rest = startBalance - 5_040_000n
    await call(m.escrow, 'withdraw', m.requester, token, m.requester.address, rest - 299_999n)
    await refused(m, challenge(m, life), 'BalanceTooLow', token, m.requester.address, 299_999n, 300_000n)
  })

  it('refuses an order without an arbiter', async function () {
    const m = await market()
    const life = await claimed(m, { arbiter: zeroAddress, arbiterFee: 0n, windows: { ruling: 0n } })
    await refused(m, challenge(m, life), 'MoveNotInOrder', life.id)
  })

  it('refuses a job that is not claimed', async function () {
    const m = await market()
    const life = await verifying(m)
    await refused(m, challenge(m, life), 'JobStateWrong', life.id, JobState.Verifying)
    const disputed = await challenged(m, { lane: 1n })
    await refused(m, challenge(m, disputed), 'JobStateWrong', disputed.id, JobState.Disputed)
  })
})
