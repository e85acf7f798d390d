import { expect } from 'chai'
import * as fc from 'fast-check'
import { network } from 'hardhat'
import { zeroAddress } from '../helpers/market.ts'
import { apply } from './actions.ts'
import { beginnings, choices, edges } from './choices.ts'
import { Lockstep, deployTwoTokens, seen } from './lockstep.ts'
import { inputs, type Input } from './orders.ts'
import { bank, begin, nextSecond, ends, replay, step, withSignatures, type Draw } from './plans.ts'
import { shapes, start, termsOf, type Shape } from './shapes.ts'
import type { Terms } from './terms.ts'
import { identityOf, laneOf } from './world.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployTwoTokens(ethers)
}

/** fast-check's model and its real thing are one here: the lock-step compares them itself. */
type Both = { readonly both: Lockstep }
type Command = fc.AsyncCommand<object, Both>

class Step implements Command {
  private readonly name: string
  private readonly draw: Draw
  private readonly act: (both: Lockstep, draw: Draw) => Promise<void>
  constructor(name: string, draw: Draw, act: Step['act']) {
    this.name = name
    this.draw = draw
    this.act = act
  }
  check = () => true
  run = async (_: object, { both }: Both) => this.act(both, this.draw)
  toString = () => `${this.name}(${Object.values(this.draw).join()})`
}

/** Eleven of twenty draws have nothing wrong. */
const faults = fc.oneof(
  { weight: 11, arbitrary: fc.constant(0) },
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 9 }) },
)
const draws = fc.record({ lane: fc.nat(63), pick: fc.nat(4_095), how: fc.nat(255), fault: faults })
const opening = (input: Input) => async (both: Lockstep, draw: Draw) => {
  const { names, tokens, world, stage } = both
  await both.make(begin(stage, input(names, tokens, world.now), both.idOf, draw))
}
const moving = async (both: Lockstep, draw: Draw) => {
  const action = step(both.stage, draw)
  if (action !== undefined) await both.make(action)
}
const replaying = async (both: Lockstep, draw: Draw) => {
  const action = replay(both.stage, draw)
  if (action !== undefined) await both.make(action)
}

const commands = fc.commands(
  [
    fc.tuple(draws, inputs).map(([draw, input]) => new Step('open', draw, opening(input))),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => draws.map((draw) => new Step('move', draw, moving))),
    draws.map((draw) => new Step('wait', draw, async (both) => both.wait(nextSecond(both.world, draw)))),
    draws.map((draw) => new Step('replay', draw, replaying)),
    draws.map((draw) => new Step('bank', draw, async (both) => both.make(bank(both.stage, draw)))),
  ],
  { maxCommands: 120, size: 'max' },
)

const lives = fc.asyncProperty(commands, async (steps) => {
  const both = new Lockstep(await networkHelpers.loadFixture(deploy))
  await fc.asyncModelRun(() => ({ model: {}, real: { both } }), steps)
  await both.close()
})

/** A walk of the exhaustive search: only moves that the model takes, and only the seconds at the edges. */
const walks = fc.tuple(fc.constantFrom(...Object.entries(shapes)), fc.array(draws, { minLength: 30, maxLength: 30 }))
const traces = fc.asyncProperty(fc.array(walks, { minLength: 12, maxLength: 12 }), async (all) => {
  const both = new Lockstep(await networkHelpers.loadFixture(deploy))
  for (const [[, shape], steps] of all) traced += await trace(both, shape, steps)
  await both.close()
})
let traced = 0

/** Returns how many moves it took from the order to the end. */
async function trace(both: Lockstep, shape: Shape, steps: readonly Draw[]): Promise<number> {
  const terms = cast(both, shape)
  const { cast: people } = both.stage
  let moves = 0
  for (const draw of steps) {
    const { world, stage } = both
    const job = laneOf(world, terms).job
    const current = job?.terms.id === terms.id ? job : undefined
    const word = identityOf(laneOf(world, terms))
    const options = current === undefined ? beginnings(terms, people) : choices(world, current, word, people)
    const signed = options.map((option) => withSignatures(stage, option, word, draw.how))
    const taken = signed.filter((action) => action.by !== zeroAddress && apply(world, action).ok)
    // What ends an attempt early is tried less often, so that the walks grow long.
    const long = taken.filter(({ move }) => !ends.includes(move))
    const possible = draw.how % 4 === 0 || long.length === 0 ? taken : long
    const seconds = current === undefined ? [] : edges(world, current)
    if (seconds.length > 0 && (possible.length === 0 || draw.pick % 3 === 0)) {
      both.wait(seconds[draw.lane % seconds.length] ?? world.now)
      continue
    }
    const action = possible[draw.lane % possible.length]
    if (action === undefined) break
    await both.make(action)
    moves++
  }
  return moves
}

/** The order of a shape, with accounts for names, in the next sequence of its lane. Its lane is given up by poking. */
function cast(both: Lockstep, shape: Shape): Terms {
  const { names, tokens, world } = both
  const plain = termsOf(shape)
  const as = (name: string) => Object.entries(names).find(([known]) => known === name)?.[1] ?? zeroAddress
  const requester = as(plain.requester)
  const lane = BigInt(Object.keys(world.lanes).length)
  const unnamed = {
    ...plain,
    requester,
    payer: as(plain.payer),
    provider: as(plain.provider),
    verifier: as(plain.verifier),
    arbiter: as(plain.arbiter),
    feeTo: as(plain.feeTo),
    token: tokens[0] ?? zeroAddress,
    exclusiveUntil: plain.exclusiveUntil === 0n ? 0n : plain.exclusiveUntil - start + world.now,
    specHash: `0x${'33'.repeat(32)}`,
    lane,
  }
  return { ...unnamed, id: both.idOf(unnamed) }
}

describe('The escrow beside its model', function () {
  this.timeout(600_000)

  it('agree on every move, error, event and balance, with every move made and every error met', async function () {
    await fc.assert(lives, { numRuns: 250, seed: 1 })
    this.runnable().title += `: ${seen.steps} steps`
    expect([...seen.moves.keys()].toSorted()).to.deep.equal(moveNames.toSorted())
    expect([...seen.errors.keys()].toSorted()).to.deep.equal(errorNames.toSorted())
    expect(seen.steps).to.be.at.least(9_500)
  })

  it('agree from a new seed', async function () {
    await fc.assert(lives, { numRuns: 100 })
  })

  it('agree on walks of the exhaustive search', async function () {
    traced = 0
    await fc.assert(traces, { numRuns: 25, seed: 1 })
    this.runnable().title += `: 300 walks, ${traced} moves`
    expect(traced).to.be.at.least(1_200)
  })
})

/** The names in a text. */
const listed = (text: string) => text.trim().split(/\s+/)

const moveNames = listed(`
  deposit depositWithAuthorization withdraw post skip cancel decline accept close closePosted challengeLiveness heartbeat resign submit deliverVerdict
  complete approve challenge contest rule agree poke
`)

/** All errors of the escrow, and of a token that is handed an authorization, but those of an order that is invalid in itself, for which post.terms.test.ts stands. */
const errorNames = listed(`
  LaneBusy LaneSequenceWrong JobNotCurrent JobStateWrong DeadlinePassed DeadlineNotPassed NotAuthorized OrderNotPublic
  ProviderHasOtherRole ProviderFailedBefore ProviderNotExclusive NotExclusive MoveNotInOrder LivenessTooSoonOrLate
  LivenessPending LivenessNotPending ShareTooLarge QuoteExpired QuoteForOther PriceTooHigh OutcomeMissing ProofHashMissing
  UnitsTooMany VerdictMissing NotCompletable BalanceTooLow NothingArrived RecipientInvalid
  FundingTooLarge AuthorizationUsed AuthorizationSignedByOther
`)
