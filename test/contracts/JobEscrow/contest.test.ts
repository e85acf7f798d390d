import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { claimed, next, reason, rejected, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, sign, startBalance, zeroAddress, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market, at } = await scene()
const contest = (m: Market, life: Life, who = m.provider, signature = byCall) =>
  call(m.escrow, 'contest', who, travelling(life.job), reason, signature)

describe('JobEscrow.contest', function () {
  it('locks its bond and gives the arbiter its window', async function () {
    const m = await market()
    const life = await rejected(m)
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, life, 'contest', m.provider, reason, byCall)
      const phaseEnd = (await timeOf(tx)) + 500n
      const told = [life.id, m.provider.address, reason, 300_000n, phaseEnd] as const
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
    expect(change).to.deep.equal({ [m.provider.address]: -300_000n })
  })

  it("takes the provider's signature over this lane word and reason, and no other", async function () {
    const m = await market()
    const life = await rejected(m)
    const right = { job: life.id, word: await wordOf(m, life), reason }
    const others = [
      { ...right, job: zeroHash },
      { ...right, word: right.word + 1n },
      { ...right, reason: zeroHash },
    ]
    const wrong = await Promise.all(others.map((other) => sign(m, m.provider, 'Contest', other)))
    const byAnother = await sign(m, m.requester, 'Contest', right)
    const otherType = await sign(m, m.provider, 'Challenge', right)
    for (const signature of [byCall, byAnother, otherType, ...wrong]) {
      const attempt = contest(m, life, m.stranger, signature)
      await refused(m, attempt, 'NotAuthorized', m.provider.address, m.stranger.address)
    }
    await contest(m, life, m.stranger, await sign(m, m.provider, 'Contest', right))
  })

  it('refuses a bond that is not there', async function () {
    const m = await market()
    const token = await m.token.getAddress()
    const life = await rejected(m)
    const rest = startBalance - 1_000_001n
    await call(m.escrow, 'withdraw', m.provider, token, m.provider.address, rest - 299_999n)
    await refused(m, contest(m, life), 'BalanceTooLow', token, m.provider.address, 299_999n, 300_000n)
  })

  it('refuses an order without an arbiter, and one without a contest window', async function () {
    const m = await market()
    const noArbiter = await rejected(m, { arbiter: zeroAddress, arbiterFee: 0n, windows: { ruling: 0n } })
    await refused(m, contest(m, noArbiter), 'MoveNotInOrder', noArbiter.id)
    // Within the very second of the rejection, which is before its deadline.
    const noWindow = await rejected(m, { lane: 1n, windows: { contest: 0n } })
    await at(noWindow.job.progress.phaseEnd)
    await refused(m, contest(m, noWindow), 'MoveNotInOrder', noWindow.id)
  })

  it('refuses a job that was not rejected', async function () {
    const m = await market()
    const life = await claimed(m)
    await refused(m, contest(m, life), 'JobStateWrong', life.id, JobState.Claimed)
  })
})
