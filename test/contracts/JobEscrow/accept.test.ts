import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { after, contracted, next, posted, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, emptyProgress, noFunding, orderOf, sign, zeroAddress, type Market } from '../helpers/market.ts'
import { moved, refused, scene, timeOf, wordOf } from '../helpers/scene.ts'

const { market, at, thenUndo } = await scene()
const stake = 1_000_001n

const accept = (m: Market, life: Life, who = m.provider) => next(m, life, 'accept', who, who.address, byCall)
const tryAccept = (m: Market, { job }: Life, who = m.provider, provider = who.address) =>
  call(m.escrow, 'accept', who, travelling(job), provider, byCall)

async function failedOnce(m: Market): Promise<Life> {
  const life = await contracted(m, { minPrice: 1_000_000n })
  await at(life.job.progress.phaseEnd + 1n)
  return next(m, life, 'poke', m.stranger)
}

describe('JobEscrow.accept', function () {
  it('contracts the job and locks the stake', async function () {
    const m = await market()
    const life = await posted(m)
    const change = await moved(m, async () => {
      const { job, tx } = await accept(m, life)
      const time = await timeOf(tx)
      const args = [life.id, m.provider.address, 1n, 5_000_000n, time]
      await expect(tx)
        .to.emit(m.escrow, 'JobContracted')
        .withArgs(...args)
      expect(job.progress).to.include({ state: JobState.Contracted, phaseEnd: time + 400n, challengeFrom: time + 100n })
      expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
    })
    expect(change).to.deep.equal({ [m.provider.address]: -stake })
  })

  it('refuses a provider whose balance is below the stake', async function () {
    const m = await market()
    const life = await posted(m)
    const token = await m.token.getAddress()
    await call(m.escrow, 'withdraw', m.provider, token, m.provider.address, 1_000_000_000n - stake + 1n)
    await refused(m, tryAccept(m, life), 'BalanceTooLow', token, m.provider.address, stake - 1n, stake)
  })

  it("takes the provider's signature over this lane word", async function () {
    const m = await market()
    const life = await posted(m)
    const message = { job: life.id, word: await wordOf(m, life), provider: m.provider.address }
    const signature = await sign(m, m.provider, 'Accept', message)
    const { job } = await next(m, life, 'accept', m.stranger, m.provider.address, signature)
    expect(job.progress.provider).to.equal(m.provider.address)
  })

  it('refuses a call for another without its signature', async function () {
    const m = await market()
    const life = await posted(m)
    const message = { job: life.id, word: await wordOf(m, life), provider: m.provider.address }
    const wrongWord = await sign(m, m.provider, 'Accept', { ...message, word: message.word + 1n })
    for (const signature of [byCall, await sign(m, m.rival, 'Accept', message), wrongWord]) {
      const attempt = call(m.escrow, 'accept', m.stranger, travelling(life.job), m.provider.address, signature)
      await refused(m, attempt, 'NotAuthorized', m.provider.address, m.stranger.address)
    }
  })

  it('starts at minPrice in the second of the posting', async function () {
    const m = await market()
    const life = await posted(m, { minPrice: 1_000_000n })
    await at(await timeOf(life.tx))
    expect((await accept(m, life)).job.progress.price).to.equal(1_000_000n)
  })

  it("rounds down between, in the payer's favour", async function () {
    const m = await market()
    const life = await posted(m, { minPrice: 4_999_000n, maxPrice: 4_999_999n })
    const start = await timeOf(life.tx)
    for (const seconds of [1n, 333n, 500n, 999n]) {
      await thenUndo(async () => {
        await at(start + seconds)
        const { price } = (await accept(m, life)).job.progress
        expect(price).to.equal(4_999_000n + (999n * seconds) / 1_000n)
      })
    }
  })

  it('reaches maxPrice in the last second', async function () {
    const m = await market()
    const life = await posted(m, { minPrice: 1_000_000n })
    await at(life.job.progress.phaseEnd)
    expect((await accept(m, life)).job.progress.price).to.equal(5_000_000n)
  })

  it('takes the named provider at once', async function () {
    const m = await market()
    const life = await posted(m, { provider: m.provider.address, exclusiveUntil: 2n ** 40n - 1n })
    expect((await accept(m, life)).job.progress.provider).to.equal(m.provider.address)
  })

  it('refuses another until the last exclusive second', async function () {
    const m = await market()
    const start = (await timeOf((await posted(m, { lane: 1n })).tx)) + 100n
    const life = await posted(m, { provider: m.provider.address, exclusiveUntil: start })
    for (const time of [start - 1n, start]) {
      await at(time)
      await refused(m, tryAccept(m, life, m.rival), 'ProviderNotExclusive', life.id, m.provider.address, start)
    }
  })

  it('takes another one second later', async function () {
    const m = await market()
    const start = (await timeOf((await posted(m, { lane: 1n })).tx)) + 100n
    const life = await posted(m, { provider: m.provider.address, exclusiveUntil: start })
    await at(start + 1n)
    expect((await accept(m, life, m.rival)).job.progress.provider).to.equal(m.rival.address)
  })

  it('refuses requester, payer, verifier, arbiter and zero', async function () {
    const m = await market()
    const order = await orderOf(m, { payer: m.payer.address })
    const payerSigned = await sign(m, m.payer, 'Order', order)
    const tx = await call(m.escrow, 'post', m.requester, order, noFunding, byCall, payerSigned)
    const job = await after(m, { order, progress: emptyProgress }, tx)
    const life = { job, tx, id: await m.escrow.getFunction('idOf')(order) }
    for (const who of [m.requester, m.payer, m.verifier, m.arbiter]) {
      await refused(m, tryAccept(m, life, who), 'ProviderHasOtherRole', life.id, who.address)
    }
    // Nobody can call from address zero, and no key signs for it.
    const zero = tryAccept(m, life, m.stranger, zeroAddress)
    await refused(m, zero, 'NotAuthorized', zeroAddress, m.stranger.address)
  })

  it('refuses that provider', async function () {
    const m = await market()
    const life = await failedOnce(m)
    await refused(m, tryAccept(m, life), 'ProviderFailedBefore', life.id, m.provider.address)
  })

  it('takes another, at a fresh ramp and the second attempt', async function () {
    const m = await market()
    const life = await failedOnce(m)
    await at(life.job.progress.phaseEnd - 1_000n)
    const { progress } = (await accept(m, life, m.rival)).job
    expect(progress).to.include({ attempt: 2n, provider: m.rival.address, price: 1_000_000n })
  })

  it('refuses a job that is contracted already', async function () {
    const m = await market()
    const life = await contracted(m)
    await refused(m, tryAccept(m, life, m.rival), 'JobStateWrong', life.id, JobState.Contracted)
  })
})
