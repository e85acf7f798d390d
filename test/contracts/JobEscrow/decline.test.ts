import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { contracted, next, posted, reason, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, wordOf } from '../helpers/scene.ts'

const { market, at } = await scene()
const forever = 2n ** 40n - 1n

const exclusive = (m: Market, exclusiveUntil = forever) => posted(m, { provider: m.provider.address, exclusiveUntil })
const decline = (m: Market, life: Life, who = m.provider, signature = byCall) =>
  call(m.escrow, 'decline', who, travelling(life.job), reason, signature)

describe('JobEscrow.decline', function () {
  it('opens the order to all and says why', async function () {
    const m = await market()
    const life = await exclusive(m)
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, life, 'decline', m.provider, reason, byCall)
      await expect(tx).to.emit(m.escrow, 'JobDeclined').withArgs(life.id, m.provider.address, reason)
      expect(job.progress).to.deep.equal({ ...life.job.progress, declined: true })
      const taken = await next(m, { ...life, job }, 'accept', m.rival, m.rival.address, byCall)
      expect(taken.job.progress.provider).to.equal(m.rival.address)
    })
    expect(change).to.deep.equal({ [m.rival.address]: -1_000_001n })
  })

  it('leaves the order open to all after a failed attempt', async function () {
    const m = await market()
    const declined = await next(m, await exclusive(m), 'decline', m.provider, reason, byCall)
    const taken = await next(m, declined, 'accept', m.rival, m.rival.address, byCall)
    const again = await next(m, taken, 'resign', m.rival, reason, byCall)
    expect(again.job.progress).to.include({ state: JobState.Open, declined: true })
    const second = await next(m, again, 'accept', m.stranger, m.stranger.address, byCall)
    expect(second.job.progress.attempt).to.equal(2n)
  })

  it("takes the provider's signature over this lane word and reason", async function () {
    const m = await market()
    const life = await exclusive(m)
    const message = { job: life.id, word: await wordOf(m, life), reason }
    await decline(m, life, m.stranger, await sign(m, m.provider, 'Decline', message))
  })

  it('refuses a stranger, and a signature over something else', async function () {
    const m = await market()
    const life = await exclusive(m)
    const right = { job: life.id, word: await wordOf(m, life), reason }
    const others = [
      { ...right, job: zeroHash },
      { ...right, word: right.word + 1n },
      { ...right, reason: zeroHash },
    ]
    const wrong = await Promise.all(others.map((other) => sign(m, m.provider, 'Decline', other)))
    const byAnother = await sign(m, m.rival, 'Decline', right)
    const otherType = await sign(m, m.provider, 'Resign', right)
    for (const signature of [byCall, byAnother, otherType, ...wrong]) {
      const attempt = decline(m, life, m.stranger, signature)
      await refused(m, attempt, 'NotAuthorized', m.provider.address, m.stranger.address)
    }
  })

  it('refuses an order that is open to all, or that was declined before', async function () {
    const m = await market()
    const open = await posted(m)
    await refused(m, decline(m, open), 'NotExclusive', open.id)
    const named = await posted(m, { lane: 1n, provider: m.provider.address, exclusiveUntil: forever })
    const once = await next(m, named, 'decline', m.provider, reason, byCall)
    await refused(m, decline(m, once), 'NotExclusive', once.id)
  })

  it('takes the last exclusive second and refuses the next one', async function () {
    const m = await market()
    const now = BigInt((await m.ethers.provider.getBlock('latest'))?.timestamp ?? 0)
    const life = await exclusive(m, now + 100n)
    await at(now + 101n)
    await refused(m, decline(m, life), 'NotExclusive', life.id)
    const other = await posted(m, { lane: 1n, provider: m.provider.address, exclusiveUntil: now + 300n })
    await at(now + 300n)
    await decline(m, other)
  })

  it('refuses a job that is not open', async function () {
    const m = await market()
    const life = await contracted(m, { provider: m.provider.address, exclusiveUntil: forever })
    await refused(m, decline(m, life), 'JobStateWrong', life.id, JobState.Contracted)
  })
})
