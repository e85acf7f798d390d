import { expect } from 'chai'
import * as fc from 'fast-check'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, evidence, next, posted, travelling, type Life } from '../helpers/life.ts'
import { balances, byCall, startBalance, zeroAddress, type Market, type OrderInput } from '../helpers/market.ts'
import { claimOf, lockOf, onApprove, onPoke, onVerdict, type Due } from '../helpers/model.ts'
import { quoted } from '../helpers/quote.ts'
import { scene } from '../helpers/scene.ts'

const { at, market, networkHelpers } = await scene()

/** The ledger as the model counts it, the lane's job, and what that job has locked. */
type Model = { ledger: Record<string, bigint>; locked: bigint }
type Real = { m: Market; life: Life | undefined; sequence: bigint }
type Step = fc.AsyncCommand<Model, Real>

const reached = new Set<string>()
const live = (r: Real, ...states: number[]) => states.includes(r.life?.job.progress.state ?? JobState.None)
const over = (r: Real) => live(r, JobState.None, JobState.Settled, JobState.Cancelled)
const lifeOf = (r: Real): Life => {
  if (r.life === undefined) throw new Error('No job')
  return r.life
}

/** A step that the state allows, or none: fast-check asks the model only, so each step looks for itself. */
class Move implements Step {
  readonly name: string
  readonly allowed: (real: Real) => boolean
  readonly act: (model: Model, real: Real) => Promise<void>
  constructor(name: string, allowed: Move['allowed'], act: Move['act']) {
    this.name = name
    this.allowed = allowed
    this.act = act
  }
  check = () => true
  toString = () => this.name
  async run(model: Model, real: Real) {
    if (!this.allowed(real)) return
    await this.act(model, real)
    await check(model, real)
  }
}

async function check(model: Model, real: Real) {
  const { m } = real
  const onChain = await balances(m)
  expect(onChain, 'P2: every balance is the one that the model counts').to.deep.equal(model.ledger)
  const held: bigint = await m.token.getFunction('balanceOf')(await m.escrow.getAddress())
  const owed = Object.values(onChain).reduce((sum, balance) => sum + balance, 0n)
  expect(held, 'P1: the escrow holds what it owes and what is locked').to.equal(owed + model.locked)
  const { job } = lifeOf(real)
  expect(await m.lens.getFunction('isCurrent')(travelling(job)), 'the job as its events tell it').to.equal(true)
  if (over(real)) expect(model.locked, 'nothing stays locked in a job that is over').to.equal(0n)
  reached.add(JobState_[job.progress.state] ?? '')
}

const JobState_ = Object.fromEntries(Object.entries(JobState).map(([name, value]) => [value, name]))

function add(model: Model, who: string, amount: bigint) {
  model.ledger[who] = (model.ledger[who] ?? 0n) + amount
  model.locked -= amount
}

function credit(model: Model, { m, life }: Real, due: Due, provider: string) {
  const order = life?.job.order
  if (order === undefined) return
  const who = { provider, payer: order.payer, verifier: order.verifier, feeTo: order.feeTo, burned: zeroAddress }
  for (const role of ['provider', 'payer', 'verifier', 'feeTo', 'burned'] as const) {
    const amount = due[role] ?? 0n
    if (amount !== 0n) add(model, who[role], amount)
  }
  expect(m.everybody).to.include(provider)
}

const post = (input: OrderInput) =>
  new Move('post', over, async (model, real) => {
    real.sequence += 1n
    real.life = await posted(real.m, { ...input, sequence: real.sequence })
    add(model, real.life.job.order.payer, -lockOf(real.life.job.order))
  })

const take = (quotedPrice: number | undefined, after: number) =>
  new Move(
    'take',
    (r) => live(r, JobState.Open),
    async (model, real) => {
      const { m } = real
      const life = lifeOf(real)
      const { order, progress } = life.job
      const who = progress.provider === m.provider.address ? m.rival : m.provider
      const open = order.windows & 0xffffffn
      const passed = (BigInt(after) * open) / 1_000n
      const latest = BigInt(await networkHelpers.time.latest())
      const time = progress.phaseEnd - open + passed
      await at(time > latest ? time : latest)
      if (quotedPrice === undefined) {
        real.life = await next(m, life, 'accept', who, who.address, byCall)
        const span = order.maxPrice - order.minPrice
        const spent = (time > latest ? time : latest) - (progress.phaseEnd - open)
        expect(real.life.job.progress.price).to.equal(order.minPrice + (span * spent) / open)
      } else {
        const price = (order.maxPrice * BigInt(quotedPrice)) / 1_000n
        const { quote, signature } = await quoted(m, life.id, { attempt: progress.attempt + 1n, price }, who)
        real.life = await next(m, life, 'closePosted', m.requester, quote, byCall, signature)
      }
      add(model, who.address, -order.stake)
    },
  )

const submit = (outcome: number, units: bigint) =>
  new Move(
    'submit',
    (r) => live(r, JobState.Contracted),
    async (_, real) => {
      const life = lifeOf(real)
      const { order, progress } = life.job
      const who = progress.provider === real.m.provider.address ? real.m.provider : real.m.rival
      real.life = await next(real.m, life, 'submit', who, commitment(outcome, units), byCall)
      const { order: terms, progress: proven } = travelling(real.life.job)
      const claim: bigint = await real.m.lens.getFunction('claimOf')(terms, proven)
      expect(claim).to.equal(claimOf(order, progress.price, outcome, units))
    },
  )

const ended = (name: string, states: number[], end: (r: Real, life: Life) => Promise<[Due, Life]>) =>
  new Move(
    name,
    (r) => live(r, ...states),
    async (model, real) => {
      const life = lifeOf(real)
      const [due, after] = await end(real, life)
      real.life = after
      credit(
        model,
        real,
        due,
        life.job.progress.provider === zeroAddress ? real.m.provider.address : life.job.progress.provider,
      )
    },
  )

const judge = (verdict: number) =>
  ended('deliverVerdict', [JobState.Verifying], async ({ m }, life) => [
    onVerdict(life.job.order, life.job.progress, verdict),
    await next(m, life, 'deliverVerdict', m.verifier, verdict, evidence, byCall),
  ])

const { Open, Contracted, Verifying, Claimed, Rejected, Disputed } = JobState
const approve = ended('approve', [Verifying, Claimed, Rejected], async ({ m }, life) => [
  onApprove(life.job.order, life.job.progress),
  await next(m, life, 'approve', m.requester, byCall),
])
const cancel = ended('cancel', [Open], async ({ m }, life) => [
  onPoke(life.job.order, life.job.progress),
  await next(m, life, 'cancel', m.requester, byCall),
])
const poke = ended('poke', [Open, Contracted, Verifying, Claimed, Rejected, Disputed], async ({ m }, life) => {
  await at(life.job.progress.phaseEnd + 1n)
  return [onPoke(life.job.order, life.job.progress), await next(m, life, 'poke', m.stranger)]
})

const amount = (most: bigint) => fc.bigInt({ min: 0n, max: most })
const terms = fc
  .record({ max: amount(9_999_999n), min: amount(9_999_999n), rate: amount(9_000_000n), stake: amount(3_333_333n) })
  .chain(({ max, min, rate, stake }) =>
    fc.record({
      maxPrice: fc.constant((max > min ? max : min) + 1n),
      minPrice: fc.constant(max > min ? min : max),
      rate: fc.constant(rate),
      stake: fc.constant(stake),
      verifierFee: amount(99_999n),
      windows: fc.record({ challenge: fc.constantFrom(0n, 200n) }),
      rules: fc.record({
        slash: fc.integer({ min: 1_000, max: 10_000 }).map(BigInt),
        jobError: amount(10_000n),
        specExceeded: amount(10_000n),
        split: amount(10_000n),
        fee: amount(500n),
        maxAttempts: fc.bigInt({ min: 1n, max: 8n }),
        fallback: fc.constantFrom(0n, 1n, 2n),
      }),
    }),
  )

const outcomes = fc.constantFrom(Outcome.Success, Outcome.Success, Outcome.JobError, Outcome.SpecExceeded)
const steps: fc.Arbitrary<Step>[] = [
  terms.map(post),
  fc.tuple(fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: undefined }), fc.nat(1_000)).map((t) => take(...t)),
  fc.tuple(outcomes, fc.bigInt({ min: 0n, max: 5_000_000_000n })).map((t) => submit(...t)),
  fc.constantFrom(Verdict.Valid, Verdict.Valid, Verdict.Invalid, Verdict.Inconclusive).map(judge),
  fc.constant(poke),
  fc.constantFrom(approve, cancel, poke),
]

const lives = fc.asyncProperty(fc.commands(steps, { maxCommands: 60, size: 'max' }), async (commands) => {
  const m = await market()
  const ledger = Object.fromEntries(m.everybody.map((who) => [who, who === zeroAddress ? 0n : startBalance]))
  const setup = () => ({ model: { ledger, locked: 0n }, real: { m, life: undefined, sequence: 0n } })
  await fc.asyncModelRun(setup, commands)
})

describe('Random lives of jobs', function () {
  this.timeout(120_000)

  it('keep P1 and P2 after every move', async function () {
    await fc.assert(lives, { numRuns: 40 })
  })

  it('reach every state, from a seed that is always the same', async function () {
    reached.clear()
    await fc.assert(lives, { numRuns: 40, seed: 1 })
    const all = ['Open', 'Contracted', 'Verifying', 'Claimed', 'Rejected', 'Disputed', 'Settled', 'Cancelled']
    expect([...reached].toSorted()).to.deep.equal(all.toSorted())
  })
})
