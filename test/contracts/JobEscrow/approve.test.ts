import { expect } from 'chai'
import { JobState, Outcome } from '../../../sdk/src/generated/enums.ts'
import { claimed, contracted, next, posted, rejected, travelling, verifying, type Life } from '../helpers/life.ts'
import { byCall, call, sign, type Market } from '../helpers/market.ts'
import { moved, refused, scene, wordOf } from '../helpers/scene.ts'

const { market } = await scene()
const lock = 5_040_000n
const fee = 20_000n
const stake = 1_000_001n

/** All that an approval moves when the provider claimed `claim`, of which 2.5 % go to the page. */
async function approved(m: Market, life: Life) {
  return moved(m, async () => {
    const { job } = await next(m, life, 'approve', m.requester, byCall)
    expect(job.progress.state).to.equal(JobState.Settled)
    expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })
}

describe('JobEscrow.approve', function () {
  it("pays claim and verifier's fee out of Verifying", async function () {
    const m = await market()
    expect(await approved(m, await verifying(m))).to.deep.equal({
      [m.provider.address]: 2_925_000n + stake,
      [m.feeTo.address]: 75_000n,
      [m.verifier.address]: fee,
      [m.requester.address]: lock - 3_000_000n - fee,
    })
  })

  it('pays the claim out of Claimed, and the verifier no second fee', async function () {
    const m = await market()
    expect(await approved(m, await claimed(m))).to.deep.equal({
      [m.provider.address]: 2_925_000n + stake,
      [m.feeTo.address]: 75_000n,
      [m.requester.address]: lock - 3_000_000n - fee,
    })
  })

  it('pays the claim out of Rejected, against the verdict', async function () {
    const m = await market()
    expect(await approved(m, await rejected(m))).to.deep.equal({
      [m.provider.address]: 2_925_000n + stake,
      [m.feeTo.address]: 75_000n,
      [m.requester.address]: lock - 3_000_000n - fee,
    })
  })

  it('pays the share of a job error without a verdict', async function () {
    const m = await market()
    expect(await approved(m, await verifying(m, {}, Outcome.JobError))).to.deep.equal({
      [m.provider.address]: 1_170_000n + stake,
      [m.feeTo.address]: 30_000n,
      [m.verifier.address]: fee,
      [m.requester.address]: lock - 1_200_000n - fee,
    })
  })

  it("takes the requester's signature over this lane word", async function () {
    const m = await market()
    const life = await verifying(m)
    const signature = await sign(m, m.requester, 'Approve', { job: life.id, word: await wordOf(m, life) })
    const { job } = await next(m, life, 'approve', m.stranger, signature)
    expect(job.progress.state).to.equal(JobState.Settled)
  })

  it('refuses anybody else, and a signature over another word', async function () {
    const m = await market()
    const before = await verifying(m)
    const stale = await sign(m, m.requester, 'Approve', { job: before.id, word: await wordOf(m, before) })
    const life = await next(m, before, 'deliverVerdict', m.verifier, 2, before.id, byCall)
    const message = { job: life.id, word: await wordOf(m, life) }
    const cancel = await sign(m, m.requester, 'Cancel', message)
    for (const signature of [byCall, stale, cancel, await sign(m, m.provider, 'Approve', message)]) {
      const approve = call(m.escrow, 'approve', m.provider, travelling(life.job), signature)
      await refused(m, approve, 'NotAuthorized', m.requester.address, m.provider.address)
    }
  })

  it('refuses a job that is open, contracted or over', async function () {
    const m = await market()
    const lives = [await posted(m), await contracted(m, { lane: 1n }), await verifying(m, { lane: 2n })]
    const [open, running, proven] = lives
    if (!open || !running || !proven) throw new Error('No lives')
    const over = await next(m, proven, 'approve', m.requester, byCall)
    for (const { job, id } of [open, running, over]) {
      const approve = call(m.escrow, 'approve', m.requester, travelling(job), byCall)
      await refused(m, approve, 'JobStateWrong', id, job.progress.state)
    }
  })
})
