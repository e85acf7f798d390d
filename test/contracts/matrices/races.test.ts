import { expect } from 'chai'
import fc from 'fast-check'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { posted, travelling } from '../helpers/life.ts'
import { balances, byCall, noFunding, sign, startBalance, type Market, type OrderStruct } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { quoted } from '../helpers/quote.ts'
import { scene } from '../helpers/scene.ts'
import { unposted, wordOf, type Subject } from '../helpers/subject.ts'
import { done, refusal, said, saidInOneBlock, type Call } from '../helpers/wire.ts'
import { writers } from './letters.ts'

const { market, thenUndo, ethers } = await scene()

/** All orders of a few things. */
function permutations<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((one, i) => permutations(things.toSpliced(i, 1)).map((rest) => [one, ...rest]))
}

const amount = fc.bigInt({ min: 1n, max: 9_000_000n })
const least = (one: bigint, other: bigint) => (one < other ? one : other)
/** Terms on which four parties meet in one block. */
const terms = fc
  .sample(fc.record({ max: amount, one: amount, two: amount, stake: amount, again: amount }), { numRuns: 5, seed: 7 })
  .map(({ max, one, two, stake, again }) => ({
    max,
    prices: { first: least(one, max), second: least(two, max) },
    stake,
    cheaper: least(again, max),
  }))
type Terms = (typeof terms)[number]

async function soon(): Promise<bigint> {
  return BigInt((await ethers.provider.getBlock('latest'))?.timestamp ?? 0) + 10n
}

const lockOf = (maxPrice: bigint) => maxPrice + 40_000n
const orderTerms = (t: Terms) => ({
  maxPrice: t.max,
  minPrice: t.max,
  stake: t.stake,
  rules: { flags: flag.public },
})

/** The closure of an order by one of two providers, who carries it. */
async function closing(m: Market, { id, job }: Subject, who: 'provider' | 'rival', price: bigint): Promise<Call> {
  const { quote, signature } = await quoted(m, id, { provider: m[who].address, price }, m[who])
  const consent = await sign(m, m.requester, 'Order', job.order)
  const [move, args] =
    job.progress.state === JobState.Open
      ? ['closePosted', [travelling(job), quote, consent, signature]]
      : ['close', [job.order, quote, noFunding, consent, byCall, signature]]
  return { by: m[who], move, args }
}

/** A post that anybody carries. */
async function posting(m: Market, order: OrderStruct): Promise<Call> {
  const signature = await sign(m, m.requester, 'Order', order)
  return { by: m.stranger, move: 'post', args: [order, noFunding, signature, byCall] }
}

/** The job as it must be when `who` has it for `price` since `now`. */
function takenBy(m: Market, { job, id }: Subject, who: 'provider' | 'rival', price: bigint, now: bigint): Subject {
  const taken = { state: JobState.Contracted, attempt: 1n, provider: m[who].address, price, acceptedAt: now }
  return {
    id,
    job: { order: job.order, progress: { ...job.progress, ...taken, phaseEnd: now + 400n, challengeFrom: now + 100n } },
  }
}

/** The winner has exactly what it signed, and nobody else has anything locked. */
async function expectTaken(
  m: Market,
  subject: Subject,
  t: Terms,
  who: 'provider' | 'rival',
  now: bigint,
): Promise<void> {
  const price = who === 'provider' ? t.prices.first : t.prices.second
  expect(await m.lens.getFunction('isCurrent')(travelling(takenBy(m, subject, who, price, now).job))).to.equal(true)
  const now_ = await balances(m)
  const loser = who === 'provider' ? m.rival : m.provider
  expect(now_[m[who].address]).to.equal(startBalance - t.stake)
  expect(now_[loser.address]).to.equal(startBalance)
  expect(now_[m.requester.address]).to.equal(startBalance - lockOf(t.max))
}

type Racer = 'cancel' | 'provider' | 'rival' | 'again'
const racers: readonly Racer[] = ['cancel', 'provider', 'rival', 'again']

/** What each hears in this order: who comes first has the job, and the lane is free again only after a cancellation. */
function heard(m: Market, id: string, order: readonly Racer[]): string[] {
  let state: number = JobState.Open
  return order.map((racer) => {
    const before = state
    if (racer === 'again') {
      if (before !== JobState.Cancelled) return refusal('LaneBusy', m.requester.address, 0n, before)
      return done
    }
    if (before !== JobState.Open) return `JobNotCurrent(${id}`
    state = racer === 'cancel' ? JobState.Cancelled : JobState.Contracted
    return done
  })
}

describe('In one block, in every order,', function () {
  it('a cancellation, two closures and a cheaper order leave one job, on the terms that its sides signed', async function () {
    const m = await market()
    for (const t of terms) {
      await thenUndo(async () => {
        const open = await posted(m, orderTerms(t))
        const cancel = await sign(m, m.requester, 'Cancel', { job: open.id, word: await wordOf(m, open) })
        const cheaper = { ...open.job.order, maxPrice: t.cheaper, minPrice: t.cheaper, sequence: 2n }
        const calls: Record<Racer, Call> = {
          cancel: { by: m.verifier, move: 'cancel', args: [travelling(open.job), cancel] },
          provider: await closing(m, open, 'provider', t.prices.first),
          rival: await closing(m, open, 'rival', t.prices.second),
          again: await posting(m, cheaper),
        }
        const now = await soon()
        for (const order of permutations(racers)) {
          await thenUndo(async () => {
            const answers = await saidInOneBlock(
              m,
              now,
              order.map((racer) => calls[racer]),
            )
            const stale = `JobNotCurrent(${open.id}`
            const told = answers.map((answer) => (answer.startsWith(stale) ? stale : answer))
            expect(told, order.join()).to.deep.equal(heard(m, open.id, order))
            const winner = order.find((racer) => racer !== 'again')
            if (winner === 'provider' || winner === 'rival') return expectTaken(m, open, t, winner, now)
            const isAgain = told[order.indexOf('again')] === done
            const ledger = await balances(m)
            expect(ledger[m.requester.address]).to.equal(startBalance - (isAgain ? lockOf(t.cheaper) : 0n))
            expect([ledger[m.provider.address], ledger[m.rival.address]]).to.deep.equal([startBalance, startBalance])
          })
        }
      })
    }
  })

  it('of a skip, two closures and a cheaper order for the same sequence only the first is made', async function () {
    const m = await market()
    for (const t of terms) {
      await thenUndo(async () => {
        const fresh = await unposted(m, orderTerms(t))
        const calls: Record<Racer, Call> = {
          cancel: { by: m.requester, move: 'skip', args: [0n, 1n] },
          provider: await closing(m, fresh, 'provider', t.prices.first),
          rival: await closing(m, fresh, 'rival', t.prices.second),
          again: await posting(m, { ...fresh.job.order, maxPrice: t.cheaper, minPrice: t.cheaper }),
        }
        const now = await soon()
        for (const order of permutations(racers)) {
          await thenUndo(async () => {
            const answers = await saidInOneBlock(
              m,
              now,
              order.map((racer) => calls[racer]),
            )
            const [winner] = order
            const state = winner === 'again' ? JobState.Open : JobState.Contracted
            const late =
              winner === 'cancel'
                ? refusal('LaneSequenceWrong', m.requester.address, 0n, 1n, 2n)
                : refusal('LaneBusy', m.requester.address, 0n, state)
            expect(answers, order.join()).to.deep.equal([done, late, late, late])
            if (winner === 'provider' || winner === 'rival') await expectTaken(m, fresh, t, winner, now)
          })
        }
      })
    }
  })
})

describe('A call that is copied and sent first', function () {
  for (const [name, { order, reach, write }] of Object.entries(writers)) {
    it(`does the same for the same people: ${name}`, async function () {
      const m = await market()
      const input = await order?.(m)
      const subject =
        reach === undefined
          ? await unposted(m, { rules: { flags: flag.public } })
          : await reach(m, await posted(m, input ?? {}))
      const letter = await write(m, subject)
      const one = letter.carry(await letter.sign())
      const now = await soon()
      const ends: string[] = []
      for (const by of [m.stranger, m.feeTo, m.payer]) {
        await thenUndo(async () => {
          expect(await said(m, { ...one, by }, { at: now })).to.equal(done)
          ends.push(`${await wordOf(m, subject)} ${Object.values(await balances(m)).join()}`)
        })
      }
      expect(new Set(ends).size).to.equal(1)
      const twice = await saidInOneBlock(m, now, [
        { ...one, by: m.feeTo },
        { ...one, by: m.payer },
      ])
      expect(twice[0]).to.equal(done)
      expect(twice[1]).to.match(/^(JobNotCurrent|LaneBusy)\(/)
    })
  }
})
