import { expect } from 'chai'
import type { Signer } from 'ethers'
import { moves } from '../../../sdk/src/generated/moves.ts'
import { contracted, posted, travelling, carried, commitment, type Life } from '../helpers/life.ts'
import { byCall, noFunding, emptyProgress, orderOf, type Market } from '../helpers/market.ts'
import { quoted } from '../helpers/quote.ts'
import { scene, wordOf } from '../helpers/scene.ts'
import { deadlineOf } from '../helpers/subject.ts'
import { done, refusal, said, saidInOneBlock, type Call } from '../helpers/wire.ts'
import { acts, forever } from './deadline-table.ts'

const { market, thenUndo } = await scene()
const offsets = [-1n, 0n, 1n]

/** One of two calls in a block: from when to when it is right, and what it meets at another time. */
type Side = {
  readonly call: Call
  readonly from?: bigint
  readonly until: bigint
  readonly wrong: (now: bigint) => string
}

/** Makes both calls in one block, in both orders: the first that is right is made, and the other meets its error. */
async function duel(m: Market, life: Life, now: bigint, sides: readonly [Side, Side]): Promise<void> {
  for (const [first, second] of [sides, sides.toReversed()] as const) {
    if (first === undefined || second === undefined) throw new Error('A duel has two sides')
    await thenUndo(async () => {
      const isRight = now >= (first.from ?? 0n) && now <= first.until
      const answers = await saidInOneBlock(m, now, [first.call, second.call])
      const moved = refusal('JobNotCurrent', life.id, await wordOf(m, life))
      expect(answers).to.deep.equal(isRight ? [done, moved] : [first.wrong(now), done])
    })
  }
}

function poking(by: Signer, life: Life, deadline: bigint): Side {
  const call = { by, move: 'poke', args: [travelling(life.job)] }
  const wrong = (now: bigint) => refusal('DeadlineNotPassed', life.id, deadline, now)
  return { call, from: deadline + 1n, until: forever, wrong }
}

describe('The table of deadlines', function () {
  it('has every move that acts in a state with a deadline', function () {
    const legal = moves
      .filter(({ move, from }) => move !== 'poke' && from[0] !== 'None')
      .flatMap(({ move, from }) => from.map((state) => `${state}: ${move}`))
    const apart = ['Contracted: challengeLiveness']
    expect([...Object.keys(acts), ...apart]).to.include.members(legal)
    const states = new Set(Object.keys(acts).map((name) => name.split(/[:,]/)[0]))
    const poked = moves.filter(({ move }) => move === 'poke').flatMap(({ from }) => from)
    expect([...states]).to.have.members(poked)
  })
})

describe('At its deadline a job is acted on or poked, never both and never neither:', function () {
  for (const [name, { from, call }] of Object.entries(acts)) {
    it(name, async function () {
      const m = await market()
      const life = await from(m)
      const deadline = deadlineOf(life)
      const wrong = (now: bigint) => refusal('DeadlinePassed', life.id, deadline, now)
      const acting = { call: await call(m, life), until: deadline, wrong }
      for (const offset of offsets) await duel(m, life, deadline + offset, [acting, poking(m.stranger, life, deadline)])
    })
  }
})

/** A bound beside the deadlines, and two calls that meet there. */
type Bound = (m: Market) => Promise<{ life: Life; bound: bigint; sides: readonly [Side, Side] }>

const never = () => 'always right'
const accepting = (life: Life, who: Market['provider']): Call => ({
  by: who,
  move: 'accept',
  args: [travelling(life.job), who.address, byCall],
})

const bounds: Record<string, Bound> = {
  'until exclusiveUntil, only the provider of the order accepts': async (m) => {
    const bound = BigInt((await m.ethers.provider.getBlock('latest'))?.timestamp ?? 0) + 100n
    const life = await posted(m, { provider: m.provider.address, exclusiveUntil: bound })
    const wrong = () => refusal('ProviderNotExclusive', life.id, m.provider.address, bound)
    const own = { call: accepting(life, m.provider), until: forever, wrong: never }
    return { life, bound, sides: [own, { call: accepting(life, m.rival), from: bound + 1n, until: forever, wrong }] }
  },
  'until exclusiveUntil, there is something to decline': async (m) => {
    const bound = BigInt((await m.ethers.provider.getBlock('latest'))?.timestamp ?? 0) + 100n
    const life = await posted(m, { provider: m.provider.address, exclusiveUntil: bound })
    const declining = { by: m.provider, move: 'decline', args: [travelling(life.job), `0x${'00'.repeat(32)}`, byCall] }
    const cancelling = { by: m.requester, move: 'cancel', args: [travelling(life.job), byCall] }
    const decline = { call: declining, until: bound, wrong: () => refusal('NotExclusive', life.id) }
    return { life, bound, sides: [decline, { call: cancelling, until: forever, wrong: never }] }
  },
  'until validUntil, a quote closes': async (m) => {
    const life = await posted(m)
    const bound = life.job.progress.phaseEnd - 100n
    const { quote, signature } = await quoted(m, life.id, { validUntil: bound })
    const call = { by: m.requester, move: 'closePosted', args: [travelling(life.job), quote, byCall, signature] }
    const wrong = (now: bigint) => refusal('QuoteExpired', life.id, bound, now)
    const rival = { call: accepting(life, m.rival), until: forever, wrong: never }
    return { life, bound, sides: [{ call, until: bound, wrong }, rival] }
  },
  'from challengeFrom, the provider can be asked': async (m) => askedAt(m, ({ challengeFrom }) => challengeFrom),
  'until two answer windows before the end, the provider can be asked': async (m) =>
    askedAt(m, ({ phaseEnd }) => phaseEnd - 40n),
}

async function askedAt(m: Market, at: (p: Life['job']['progress']) => bigint): ReturnType<Bound> {
  const life = await contracted(m)
  const { challengeFrom: from, phaseEnd } = life.job.progress
  const until = phaseEnd - 40n
  const call = { by: m.requester, move: 'challengeLiveness', args: [travelling(life.job), byCall] }
  const wrong = (now: bigint) => refusal('LivenessTooSoonOrLate', life.id, from, until, now)
  const submitting = { by: m.provider, move: 'submit', args: [carried(life, 'submit'), commitment(), byCall] }
  return {
    life,
    bound: at(life.job.progress),
    sides: [
      { call, from, until, wrong },
      { call: submitting, until: forever, wrong: never },
    ],
  }
}

describe('One second before, on and after its bound:', function () {
  for (const [name, prepare] of Object.entries(bounds)) {
    it(name, async function () {
      const m = await market()
      const { life, bound, sides } = await prepare(m)
      for (const offset of offsets) await duel(m, life, bound + offset, sides)
    })
  }

  it('the ramp begins at minPrice, in the block of the post itself, and ends at maxPrice', async function () {
    const m = await market()
    const order = await orderOf(m, { minPrice: 1_000_000n })
    const id: string = await m.escrow.getFunction('idOf')(order)
    const now = BigInt((await m.ethers.provider.getBlock('latest'))?.timestamp ?? 0) + 10n
    const job = { order, progress: { ...emptyProgress, state: 1, phaseEnd: now + 1_000n } }
    const post = { by: m.requester, move: 'post', args: [order, noFunding, byCall, byCall] }
    const accept = { by: m.provider, move: 'accept', args: [travelling(job), m.provider.address, byCall] }
    const priceOf = async () => {
      const [log] = await m.escrow.queryFilter(m.escrow.getEvent('JobContracted')(id), 'latest')
      return log !== undefined && 'args' in log ? log.args.price : undefined
    }
    await thenUndo(async () => {
      expect(await saidInOneBlock(m, now, [post, accept])).to.deep.equal([done, done])
      expect(await priceOf()).to.equal(1_000_000n)
    })
    expect(await said(m, post, { at: now })).to.equal(done)
    for (const [after, price] of [
      [1n, 1_004_000n],
      [999n, 4_996_000n],
      [1_000n, 5_000_000n],
    ] as const) {
      await thenUndo(async () => {
        expect(await said(m, accept, { at: now + after })).to.equal(done)
        expect(await priceOf()).to.equal(price)
      })
    }
    const late = refusal('DeadlinePassed', id, now + 1_000n, now + 1_001n)
    expect(await said(m, accept, { at: now + 1_001n })).to.equal(late)
  })

  it('an Inconclusive verdict is no way out: the verifier stays silent', async function () {
    const m = await market()
    const { from, call } = acts['Verifying: deliverVerdict'] ?? {}
    if (from === undefined || call === undefined) throw new Error('The table has no verdict')
    const life = await from(m)
    const { by, move, args } = await call(m, life)
    const [job, , ...rest] = args
    const end = life.job.progress.phaseEnd
    const poke = poking(m.stranger, life, end).call
    const inconclusive = { by, move, args: [job, 3, ...rest] }
    await thenUndo(async () => {
      const early = refusal('DeadlineNotPassed', life.id, end, end)
      expect(await saidInOneBlock(m, end, [inconclusive, poke])).to.deep.equal([done, early])
    })
    const late = refusal('DeadlinePassed', life.id, end, end + 1n)
    expect(await saidInOneBlock(m, end + 1n, [inconclusive, poke])).to.deep.equal([late, done])
  })
})
