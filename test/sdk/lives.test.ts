import {
  actionsFor,
  claimOf,
  deadlineOf,
  jobEscrowAbi,
  jobLensAbi,
  jobStruct,
  laneWord,
  outcomeNames,
  type Job,
  type Order,
} from '@millrace/sdk'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { zeroAddress } from 'viem'
import { people, startEscrow, type LocalEscrow } from './local-escrow.ts'
import { disputable, makeMove, walk, ways, type Choice, type Step } from './moves.ts'

let market: LocalEscrow
let lane = 0

before(async function () {
  market = await startEscrow()
})

/** The job that the events tell is the one that the chain committed to, and its claim is the one that the chain computes. */
async function expectCurrent(job: Job): Promise<void> {
  const { client, escrow, lens } = market
  const { requester, lane: number } = job.order
  const args = [requester, number] as const
  const word = await client.readContract({ address: escrow, abi: jobEscrowAbi, functionName: 'wordOf', args })
  expect(
    laneWord(job),
    JSON.stringify(job.progress, (_, value: unknown) => String(value)),
  ).to.equal(word)
  const { order, progress } = jobStruct(job)
  const read = { address: lens, abi: jobLensAbi } as const
  const claim = await client.readContract({ ...read, functionName: 'claimOf', args: [order, progress] })
  expect(claimOf(job.order, job.progress)).to.equal(claim)
}

/** They end most lives, so they are made less often. */
const ends = ['agree', 'cancel', 'approve', 'resign'] as const

const bit = fc.boolean()
const life = fc.record({
  terms: fc.record({
    arbiter: fc.constantFrom(true, true, true, false),
    verifier: fc.constantFrom(true, true, false),
    seconds: bit,
    exclusive: bit,
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    fallback: fc.constantFrom('Claimed' as const, 'Refund' as const, 'Disputed' as const),
  }),
  picks: fc.array(
    fc.record({
      which: fc.nat(),
      mayEnd: fc.constantFrom(true, false, false, false),
      when: fc.constantFrom(
        'now' as const,
        'now' as const,
        'now' as const,
        'asking' as const,
        'asking' as const,
        'late' as const,
      ),
      outcome: fc.constantFrom(...outcomeNames.slice(1)),
      units: fc.bigInt(0n, 4n * 10n ** 9n),
      verdict: fc.constantFrom('Valid' as const, 'Invalid' as const),
      share: fc.constantFrom(0n, 1n, 3_333n, 10_000n),
      toProvider: fc.bigInt(0n, 5_000_000n),
    }),
    { minLength: 8, maxLength: 16 },
  ),
})

function orderOf({ terms }: typeof life extends fc.Arbitrary<infer T> ? T : never, now: number): Order {
  const order = market.orderFor(++lane, disputable(market))
  const { rules, windows } = order
  const disputes = terms.arbiter ? {} : { arbiter: zeroAddress, arbiterFee: 0n }
  const judged = terms.verifier ? {} : { verifier: zeroAddress, verifierFee: 0n }
  const exclusive = terms.exclusive ? { provider: market.who('provider').address, exclusiveUntil: now + 500 } : {}
  return {
    ...order,
    ...disputes,
    ...judged,
    ...exclusive,
    rate: terms.seconds ? 10n ** 13n : order.rate,
    windows: {
      ...windows,
      ...(terms.verifier ? {} : { verify: 0, contest: 0 }),
      ...(terms.arbiter ? {} : { ruling: 0 }),
    },
    rules: {
      ...rules,
      maxAttempts: terms.maxAttempts,
      unitKind: terms.seconds ? 'Seconds' : 'Steps',
      fallback: terms.fallback === 'Disputed' && !terms.arbiter ? 'Refund' : terms.fallback,
    },
  }
}

describe('a job rebuilt from its events', function () {
  it('is the one that the escrow committed to, after every move of any life', async function () {
    const made = new Set<string>()
    await fc.assert(
      fc.asyncProperty(life, async ({ terms, picks }) => {
        const { client, who } = market
        const now = async () => Number((await client.getBlock()).timestamp)
        let job = await market.post(orderOf({ terms, picks }, await now()))
        await expectCurrent(job)
        for (const { which, when, mayEnd, ...decided } of picks) {
          const next = (await now()) + 1
          const asking = when === 'asking' ? job.progress.challengeFrom : 0
          const at = Math.max(next, when === 'late' ? (deadlineOf(job) ?? 0) + 1 : asking)
          const able = people.flatMap((person) =>
            actionsFor(job, who(person).address, at).actions.map(({ move }) => [person, move] as const),
          )
          const lasting = able.filter(([, move]) => !ends.some((end) => end === move))
          const from = mayEnd || lasting.length === 0 ? able : lasting
          const [person, move] = from[which % Math.max(from.length, 1)] ?? []
          if (person === undefined || move === undefined || move === 'closePosted' || move === 'complete') continue
          const elapsed = BigInt(at - job.progress.acceptedAt)
          const units = terms.seconds ? decided.units % (elapsed + 1n) : decided.units
          const choice: Partial<Choice> = { ...decided, units }
          job = await makeMove(market, job, [person, move, choice], at)
          made.add(move)
          await expectCurrent(job)
        }
      }),
      { numRuns: 120 },
    )
    expect(made.size, [...made].join(', ')).to.be.at.least(10)
  })

  const endings: readonly (readonly [string, Step])[] = [
    ['the arbiter gives the provider nothing', ['arbiter', 'rule', { share: 0n }]],
    ['the arbiter gives it a part', ['arbiter', 'rule', { share: 3_333n }]],
    ['the arbiter gives it all', ['arbiter', 'rule', { share: 10_000n }]],
    ['both agree', ['requester', 'agree', { toProvider: 1_234_567n }]],
    ['the arbiter says nothing', ['stranger', 'poke']],
  ]
  const disputes = {
    'after a challenge': [ways['Disputed by the requester'], 'Claimed'],
    'after a challenge of an unjudged claim': [ways['Disputed by the requester after silence'], 'Claimed'],
    'after a contest': [ways['Disputed by the provider'], 'Claimed'],
    'after a verifier’s silence': [[...ways.Verifying, ['stranger', 'poke']], 'Disputed'],
  } as const
  it('is refunded with its stake when nobody judged a failed job that was challenged', async function () {
    const order = market.orderFor(++lane, disputable(market))
    const windows = { ...order.windows, verify: 0, contest: 0 }
    const unjudged = { ...order, windows, verifier: zeroAddress, verifierFee: 0n }
    const failed = await walk(market, await market.post(unjudged), ways['Verifying a failed job'])
    const disputed = await walk(market, failed, [['requester', 'challenge']])
    await expectCurrent(disputed)
    const over = await walk(market, disputed, [['stranger', 'poke']])
    await expectCurrent(over)
    expect(over.progress).to.include({ state: 'Cancelled', bond: 0n })
  })

  for (const [which, [way, fallback]] of Object.entries(disputes)) {
    for (const [how, ending] of endings) {
      for (const maxAttempts of [1, 2]) {
        it(`is that after each move of a dispute ${which}, when ${how}, with ${maxAttempts} attempts`, async function () {
          const order = market.orderFor(++lane, disputable(market))
          let job = await market.post({ ...order, rules: { ...order.rules, fallback, maxAttempts } })
          const before: Job[] = []
          for (const step of [...way, ending]) {
            before.push(job)
            job = await walk(market, job, [step])
            await expectCurrent(job)
          }
          expect(job.progress.bond).to.equal(0n)
        })
      }
    }
  }

  it('is asked, answers and is asked again only after a quarter of its run, and can resign', async function () {
    const order = market.orderFor(++lane, disputable(market))
    const open = await market.post(order)
    let job = await walk(market, open, ways.Contracted)
    for (let beats = 0; beats < 2; beats++) {
      job = await makeMove(market, job, ['requester', 'challengeLiveness'], job.progress.challengeFrom)
      await expectCurrent(job)
      expect(deadlineOf(job)).to.equal(job.progress.answerBy)
      job = await makeMove(market, job, ['provider', 'heartbeat'], job.progress.answerBy)
      await expectCurrent(job)
    }
    job = await walk(market, job, [['provider', 'resign']])
    await expectCurrent(job)
    expect(job.progress.state).to.equal('Open')
  })
})
