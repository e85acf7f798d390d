import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { contracted, next, posted, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, sign, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market, at } = await scene()
// The run takes 400 seconds, an answer 20.
const ask = (m: Market, life: Life, who = m.requester, signature = byCall) =>
  call(m.escrow, 'challengeLiveness', who, travelling(life.job), signature)
const asked = (m: Market, life: Life) => next(m, life, 'challengeLiveness', m.requester, byCall)

describe('JobEscrow.challengeLiveness', function () {
  it('opens the answer window and moves the deadline', async function () {
    const m = await market()
    const life = await contracted(m)
    await at(life.job.progress.acceptedAt + 150n)
    const change = await moved(m, async () => {
      const { job, tx } = await asked(m, life)
      const answerBy = (await timeOf(tx)) + 20n
      await expect(tx).to.emit(m.escrow, 'LivenessChallenged').withArgs(life.id, answerBy)
      expect(job.progress).to.deep.equal({ ...life.job.progress, answerBy })
      expect(await m.lens.getFunction('deadlineOf')(travelling(job).progress)).to.equal(answerBy)
    })
    expect(change).to.deep.equal({})
  })

  it('lets anyone poke one second after the answer window', async function () {
    const m = await market()
    const life = await contracted(m)
    await at(life.job.progress.acceptedAt + 150n)
    const pending = await asked(m, life)
    const { answerBy } = pending.job.progress
    await at(answerBy)
    const poke = call(m.escrow, 'poke', m.stranger, travelling(pending.job))
    await refused(m, poke, 'DeadlineNotPassed', life.id, answerBy, answerBy)
    await at(answerBy + 1n)
    const failed = await next(m, pending, 'poke', m.stranger)
    expect(failed.job.progress.state).to.equal(JobState.Open)
  })

  it("takes the requester's signature over this lane word, and no other", async function () {
    const m = await market()
    const life = await contracted(m)
    const word = await wordOf(m, life)
    await at(life.job.progress.acceptedAt + 150n)
    for (const signature of [
      byCall,
      await sign(m, m.rival, 'ChallengeLiveness', { job: life.id, word }),
      await sign(m, m.requester, 'ChallengeLiveness', { job: zeroHash, word }),
      await sign(m, m.requester, 'ChallengeLiveness', { job: life.id, word: word + 1n }),
      await sign(m, m.requester, 'Cancel', { job: life.id, word }),
    ]) {
      await refused(m, ask(m, life, m.stranger, signature), 'NotAuthorized', m.requester.address, m.stranger.address)
    }
    await ask(m, life, m.stranger, await sign(m, m.requester, 'ChallengeLiveness', { job: life.id, word }))
  })

  it('refuses the first quarter of the run, and takes its first second after', async function () {
    const m = await market()
    const life = await contracted(m)
    const { acceptedAt, phaseEnd } = life.job.progress
    const from = acceptedAt + 100n
    await at(from - 1n)
    await refused(m, ask(m, life), 'LivenessTooSoonOrLate', life.id, from, phaseEnd - 40n, from - 1n)
    await at(from)
    await ask(m, life)
  })

  it('takes the last second from which two answer windows remain, and refuses the next', async function () {
    const m = await market()
    const [life, other] = [await contracted(m), await contracted(m, { lane: 1n })]
    const until = life.job.progress.phaseEnd - 40n
    await at(until)
    await ask(m, life)
    const late = other.job.progress.phaseEnd - 39n
    await at(late)
    const from = other.job.progress.acceptedAt + 100n
    await refused(m, ask(m, other), 'LivenessTooSoonOrLate', other.id, from, late - 1n, late)
  })

  it('refuses a run shorter than two answer windows', async function () {
    const m = await market()
    const life = await contracted(m, { windows: { run: 30n } })
    const { acceptedAt, phaseEnd } = life.job.progress
    const now = acceptedAt + 8n
    await at(now)
    await refused(m, ask(m, life), 'LivenessTooSoonOrLate', life.id, acceptedAt + 7n, phaseEnd - 40n, now)
  })

  it('refuses while the answer is pending', async function () {
    const m = await market()
    const life = await contracted(m)
    await at(life.job.progress.acceptedAt + 150n)
    const pending = await asked(m, life)
    await refused(m, ask(m, pending), 'LivenessPending', life.id, pending.job.progress.answerBy)
  })

  it('leaves the provider alone for a quarter of the run after its answer', async function () {
    const m = await market()
    const life = await contracted(m)
    const { acceptedAt, phaseEnd } = life.job.progress
    await at(acceptedAt + 150n)
    const pending = await asked(m, life)
    await at(acceptedAt + 160n)
    const answered = await next(m, pending, 'heartbeat', m.provider, zeroHash, 7n, byCall)
    const from = acceptedAt + 260n
    await at(from - 1n)
    await refused(m, ask(m, answered), 'LivenessTooSoonOrLate', life.id, from, phaseEnd - 40n, from - 1n)
    await at(from)
    await ask(m, answered)
  })

  it('refuses an order without an answer window', async function () {
    const m = await market()
    const life = await contracted(m, { windows: { liveness: 0n } })
    await at(life.job.progress.acceptedAt + 150n)
    await refused(m, ask(m, life), 'MoveNotInOrder', life.id)
  })

  it('refuses a job that does not run', async function () {
    const m = await market()
    const life = await posted(m)
    await refused(m, ask(m, life), 'JobStateWrong', life.id, JobState.Open)
  })
})
