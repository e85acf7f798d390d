import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { contracted, next, posted, travelling } from '../helpers/life.ts'
import { byCall, call, sign } from '../helpers/market.ts'
import { moved, refused, scene, wordOf } from '../helpers/scene.ts'

const { market, at } = await scene()
const lock = 5_040_000n

describe('JobEscrow.cancel', function () {
  it('gives the payer everything back and ends the job', async function () {
    const m = await market()
    const life = await posted(m, { requester: m.rival.address, payer: m.rival.address })
    const change = await moved(m, async () => {
      const { job, tx } = await next(m, life, 'cancel', m.rival, byCall)
      expect(job.progress.state).to.equal(JobState.Cancelled)
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
      await expect(tx).to.emit(m.escrow, 'JobCancelled').withArgs(life.id, lock)
    })
    expect(change).to.deep.equal({ [m.rival.address]: lock })
  })

  it("takes the requester's signature over this lane word", async function () {
    const m = await market()
    const life = await posted(m)
    const signature = await sign(m, m.requester, 'Cancel', { job: life.id, word: await wordOf(m, life) })
    const { job } = await next(m, life, 'cancel', m.stranger, signature)
    expect(job.progress.state).to.equal(JobState.Cancelled)
  })

  it('refuses the payer, a stranger, and a signature of another', async function () {
    const m = await market()
    const life = await posted(m)
    const message = { job: life.id, word: await wordOf(m, life) }
    const attempts = [
      [m.payer, byCall],
      [m.stranger, byCall],
      [m.stranger, await sign(m, m.rival, 'Cancel', message)],
      [m.stranger, await sign(m, m.requester, 'Approve', message)],
    ] as const
    for (const [who, signature] of attempts) {
      const cancel = call(m.escrow, 'cancel', who, travelling(life.job), signature)
      await refused(m, cancel, 'NotAuthorized', m.requester.address, who.address)
    }
  })

  it('refuses a signature made for an earlier word', async function () {
    const m = await market()
    const first = await posted(m)
    const signature = await sign(m, m.requester, 'Cancel', { job: first.id, word: await wordOf(m, first) })
    const taken = await next(m, first, 'accept', m.provider, m.provider.address, byCall)
    await at(taken.job.progress.phaseEnd + 1n)
    const again = await next(m, taken, 'poke', m.stranger)
    expect(again.job.progress.state).to.equal(JobState.Open)
    const cancel = call(m.escrow, 'cancel', m.stranger, travelling(again.job), signature)
    await refused(m, cancel, 'NotAuthorized', m.requester.address, m.stranger.address)
  })

  it('refuses a contracted job', async function () {
    const m = await market()
    const life = await contracted(m)
    const cancel = call(m.escrow, 'cancel', m.requester, travelling(life.job), byCall)
    await refused(m, cancel, 'JobStateWrong', life.id, JobState.Contracted)
  })

  it('refuses whatever is not the job as the chain knows it', async function () {
    const m = await market()
    const life = await posted(m)
    const word = await wordOf(m, life)
    const idOf = m.escrow.getFunction('idOf')
    const { order, progress } = travelling(life.job)
    const later = { order, progress: { ...progress, phase: progress.phase + (1n << 88n) } }
    const dirty = { order, progress: { ...progress, phase: progress.phase | (1n << 255n) } }
    const richer = { order: { ...order, maxPrice: order.maxPrice + 1n }, progress }
    const bonded = { order, progress: { ...progress, work: 1n << 160n } }
    for (const job of [later, dirty, richer, bonded]) {
      expect(await m.lens.getFunction('isCurrent')(job)).to.equal(false)
      const cancel = call(m.escrow, 'cancel', m.requester, job, byCall)
      await refused(m, cancel, 'JobNotCurrent', await idOf(job.order), word)
    }
    const elsewhere = { order: { ...order, lane: 1n }, progress }
    const cancel = call(m.escrow, 'cancel', m.requester, elsewhere, byCall)
    await refused(m, cancel, 'JobNotCurrent', await idOf(elsewhere.order), 0n)
  })
})
