import { expect } from 'chai'
import type { HardhatEthers } from '@nomicfoundation/hardhat-ethers/types'
import { call, deployMarket, startBalance, zeroAddress, type Market } from '../helpers/market.ts'
import { apply, pass, type Action } from './actions.ts'
import { Chain, isLive, orderOf, type Answer } from './chain.ts'
import type { Names } from './orders.ts'
import type { Past, Stage } from './plans.ts'
import { lockedIn, type Terms } from './terms.ts'
import { emptyWorld, entry, identityOf, laneOf, type World } from './world.ts'

/** A market with two tokens of which everybody has the same. A fixture. */
export async function deployTwoTokens(ethers: HardhatEthers) {
  const m = await deployMarket(ethers)
  const second = await ethers.deployContract('TestDollar')
  const escrow = await m.escrow.getAddress()
  const token = await second.getAddress()
  for (const who of [m.requester, m.payer, m.provider, m.rival, m.verifier, m.arbiter, m.feeTo, m.stranger]) {
    await call(second, 'mint', who, who.address, 2n * startBalance)
    await call(second, 'approve', who, escrow, 2n ** 256n - 1n)
    await call(m.escrow, 'deposit', who, token, startBalance)
  }
  const block = await ethers.provider.getBlock('latest')
  const addresses = { escrow, lens: await m.lens.getAddress() }
  return { m, tokens: [await m.token.getAddress(), token], addresses, now: BigInt(block?.timestamp ?? 0) + 1n }
}

/** What was seen to happen, over all runs. */
export const seen = { moves: new Map<string, number>(), errors: new Map<string, number>(), steps: 0 }
const tally = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)

/** An answer as lines that can be read. */
function told(answer: Answer): string[] {
  if (!answer.ok) return [`error ${answer.error}(${answer.args.join(', ')})`]
  return answer.events.map(({ name, args }) => `${name}(${args.join(', ')})`)
}

/** The lane that a move is about. */
function placeOf(action: Action): Pick<Terms, 'requester' | 'lane'> | undefined {
  if ('terms' in action) return action.terms
  if ('job' in action) return action.job.terms
  return action.move === 'skip' ? { requester: action.by, lane: action.lane } : undefined
}

/** The model and the chain, side by side. */
export class Lockstep {
  world: World
  readonly chain: Chain
  readonly names: Names
  readonly tokens: readonly string[]
  private readonly past: Past = { jobs: [], moves: [], words: [] }
  private readonly m: Market
  private readonly escrow: string

  constructor({ m, tokens, addresses, now }: Awaited<ReturnType<typeof deployTwoTokens>>) {
    this.m = m
    this.tokens = tokens
    this.escrow = addresses.escrow
    this.chain = new Chain(m, addresses)
    const names = ['requester', 'payer', 'provider', 'rival', 'verifier', 'arbiter', 'feeTo', 'stranger'] as const
    const of = (name: (typeof names)[number]) => m[name].address
    this.names = {
      requester: of('requester'),
      payer: of('payer'),
      provider: of('provider'),
      rival: of('rival'),
      verifier: of('verifier'),
      arbiter: of('arbiter'),
      feeTo: of('feeTo'),
      stranger: of('stranger'),
    }
    const people = Object.values(this.names)
    const rows = tokens.flatMap((token) => people.map((who) => [entry(token, who), startBalance] as const))
    const held = Object.fromEntries(tokens.map((token) => [token, startBalance * BigInt(people.length)]))
    this.world = { ...emptyWorld, now, ledger: Object.fromEntries(rows), held }
  }

  get stage(): Stage {
    const { world, past, escrow, tokens, names } = this
    const cast = { providers: [names.provider, names.rival], stranger: names.stranger }
    const remember: Stage['remember'] = (message, asked) => this.chain.remember(message, asked)
    return { world, past, cast, everybody: this.m.everybody, escrow, tokens, remember }
  }

  /** The id of an order; its text is kept, for whoever signs it. */
  readonly idOf = (terms: Omit<Terms, 'id'>): string => {
    const id = this.chain.idOf(orderOf(terms))
    this.chain.order({ ...terms, id })
    return id
  }

  wait(to: bigint) {
    if (to > this.world.now) this.world = pass(this.world, to)
  }

  /** Makes a move on both, and compares all that can be seen of it. */
  async make(action: Action) {
    const before = this.world
    const outcome = apply(before, action)
    const answer = await this.chain.send(action, before.now)
    seen.steps++
    expect(told(answer), `${action.move}, by the chain and by the model`).to.deep.equal(told(outcome))
    if (outcome.ok) {
      tally(seen.moves, action.move)
      this.world = outcome.world
      this.past.moves.push(action)
    } else {
      tally(seen.errors, outcome.error)
    }
    await this.compareLedger()
    await this.compareLane(action)
  }

  private async compareLane(action: Action) {
    const terms = placeOf(action)
    if (terms === undefined) return
    expect(await this.chain.differsAt(this.world, terms), `after ${action.move}`).to.equal(undefined)
    const lane = laneOf(this.world, terms)
    this.past.words.push(identityOf(lane))
    if (lane.job !== undefined) this.past.jobs.push(lane.job)
  }

  private async compareLedger() {
    const { everybody } = this.m
    const expected = everybody.flatMap((who) => this.tokens.map((t) => this.world.ledger[entry(t, who)] ?? 0n))
    expect(await this.chain.ledger(everybody, this.tokens), 'the ledger').to.deep.equal(expected)
  }

  /** At the end of a run: every lane is as the model has it, and the escrow holds what it owes and what is locked. */
  async close() {
    const jobs = Object.values(this.world.lanes).flatMap(({ job }) => (job === undefined ? [] : [job]))
    for (const { terms } of jobs) expect(await this.chain.differsAt(this.world, terms)).to.equal(undefined)
    for (const token of this.tokens) {
      const owed = [...this.m.everybody].reduce((sum, who) => sum + (this.world.ledger[entry(token, who)] ?? 0n), 0n)
      const locked = jobs
        .filter(({ terms, progress }) => terms.token === token && isLive(progress.state))
        .reduce((sum, job) => sum + lockedIn(job), 0n)
      expect(owed + locked, 'P2').to.equal(this.world.held[token])
      const contract = this.m.token.attach(token)
      expect(await contract.getFunction('balanceOf')(this.escrow), 'P1').to.equal(owed + locked)
    }
    expect(this.world.ledger[entry(this.tokens[0] ?? '', zeroAddress)] ?? 0n).to.be.at.least(0n)
  }
}
