import { expect } from 'chai'
import { FailReason, JobState } from '../../../sdk/src/generated/enums.ts'
import { contracted, next, posted, reason, travelling, verifying, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroAddress, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market } = await scene()
const resign = (m: Market, life: Life, who = m.provider, signature = byCall) =>
  call(m.escrow, 'resign', who, travelling(life.job), reason, signature)

describe('JobEscrow.resign', function () {
  it('burns the smaller share, returns the rest and opens the job again', async function () {
    const m = await market()
    const life = await contracted(m)
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, life, 'resign', m.provider, reason, byCall)
      const phaseEnd = (await timeOf(tx)) + 1_000n
      await expect(tx).to.emit(m.escrow, 'JobResigned').withArgs(life.id, reason)
      await expect(tx)
        .to.emit(m.escrow, 'AttemptFailed')
        .withArgs(life.id, m.provider.address, 1n, FailReason.Resigned, 100_000n, phaseEnd)
      expect(job.progress).to.include({ state: JobState.Open, attempt: 1n, provider: m.provider.address, phaseEnd })
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({ [m.provider.address]: 900_001n, [zeroAddress]: 100_000n })
  })

  it('cancels after the last attempt', async function () {
    const m = await market()
    const life = await contracted(m, { rules: { maxAttempts: 1n } })
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, life, 'resign', m.provider, reason, byCall)
      await expect(tx).to.emit(m.escrow, 'JobCancelled').withArgs(life.id, 5_020_000n)
      expect(job.progress.state).to.equal(JobState.Cancelled)
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({
      [m.requester.address]: 5_020_000n,
      [m.provider.address]: 900_001n,
      [zeroAddress]: 100_000n,
    })
  })

  it("takes the provider's signature over this lane word and reason, and no other", async function () {
    const m = await market()
    const life = await contracted(m)
    const right = { job: life.id, word: await wordOf(m, life), reason }
    const others = [
      { ...right, job: zeroHash },
      { ...right, word: right.word + 1n },
      { ...right, reason: zeroHash },
    ]
    const wrong = await Promise.all(others.map((other) => sign(m, m.provider, 'Resign', other)))
    const otherType = await sign(m, m.provider, 'Contest', right)
    for (const signature of [byCall, await sign(m, m.requester, 'Resign', right), otherType, ...wrong]) {
      const attempt = resign(m, life, m.stranger, signature)
      await refused(m, attempt, 'NotAuthorized', m.provider.address, m.stranger.address)
    }
    await resign(m, life, m.stranger, await sign(m, m.provider, 'Resign', right))
  })

  it('keeps the provider that resigned from the next attempt', async function () {
    const m = await market()
    const again = await next(m, await contracted(m), 'resign', m.provider, reason, byCall)
    const accept = call(m.escrow, 'accept', m.provider, travelling(again.job), m.provider.address, byCall)
    await refused(m, accept, 'ProviderFailedBefore', again.id, m.provider.address)
    const second = await next(m, again, 'accept', m.rival, m.rival.address, byCall)
    expect(second.job.progress.attempt).to.equal(2n)
  })

  it('refuses an open and a proven job', async function () {
    const m = await market()
    const open = await posted(m)
    await refused(m, resign(m, open), 'JobStateWrong', open.id, JobState.Open)
    const proven = await verifying(m, { lane: 1n })
    await refused(m, resign(m, proven), 'JobStateWrong', proven.id, JobState.Verifying)
  })
})
