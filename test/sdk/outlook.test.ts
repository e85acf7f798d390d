import { actionsFor, bondOf, deadlineOf, findRevert, jobEscrowAbi, moves, type Job, type MoveName } from '@millrace/sdk'
import { expect } from 'chai'
import type { Address, Hex } from 'viem'
import { people, startEscrow, type LocalEscrow } from './local-escrow.ts'
import { calldata, disputable, makeMove, walk, ways, type LoneMove } from './moves.ts'

/** All that one account can do with a job that is there. */
const calls = [...new Set(moves.map(({ move }) => move))].filter(isLone)

function isLone(name: MoveName): name is LoneMove {
  return name !== 'post' && name !== 'close' && name !== 'closePosted' && name !== 'complete'
}

let market: LocalEscrow
let lane = 0

before(async function () {
  market = await startEscrow()
})

const post = () => market.post(market.orderFor(++lane, disputable(market)))

/** A job in each state that can be reached, each in a lane of its own. */
const states: Record<string, () => Promise<Job>> = {
  ...Object.fromEntries(
    Object.entries(ways).map(([name, way]) => [name, async () => walk(market, await post(), way)] as const),
  ),
  'Open to one provider': async () => {
    const { timestamp } = await market.client.getBlock()
    const exclusive = { provider: market.who('provider').address, exclusiveUntil: Number(timestamp) + 100_000 }
    return market.post(market.orderFor(++lane, exclusive))
  },
  'Open to one provider that declined': async () => walk(market, await exclusivelyOpen(), [['provider', 'decline']]),
  'Contracted, and asked for a sign of life': async () => asked(),
  'Claimed, without an arbiter': async () => walk(market, await market.post(market.orderFor(++lane)), ways.Claimed),
  'Rejected, without an arbiter': async () => walk(market, await market.post(market.orderFor(++lane)), ways.Rejected),
}

async function exclusivelyOpen(): Promise<Job> {
  const job = await states['Open to one provider']?.()
  if (job === undefined) throw new Error('unreachable')
  return job
}

async function asked(): Promise<Job> {
  const job = await walk(market, await post(), ways.Contracted)
  return makeMove(market, job, ['requester', 'challengeLiveness'], job.progress.challengeFrom)
}

/** What the escrow says to a call in the last block; undefined when it would do it. */
async function refusal(data: Hex, account: Address): Promise<string | undefined> {
  try {
    await market.client.call({ account, to: market.escrow, data })
    return undefined
  } catch (error) {
    const revert = findRevert(error)
    if (revert === undefined) throw error
    return revert.errorName
  }
}

/** The seconds around which something begins or ends. */
function edges(job: Job, now: number): readonly number[] {
  const end = deadlineOf(job) ?? now + 1000
  const { challengeFrom, phaseEnd } = job.progress
  const asking = challengeFrom === 0 ? [] : [challengeFrom - 1, challengeFrom, phaseEnd - 80, phaseEnd - 79]
  return [...asking, end, end + 1].filter((at) => at > now)
}

describe('what each party may do', function () {
  for (const [name, reach] of Object.entries(states)) {
    it(`is what the escrow lets it do, on the deadline and one second after: ${name}`, async function () {
      const { client, who } = market
      const job = await reach()
      const { timestamp } = await client.getBlock()
      for (const at of edges(job, Number(timestamp))) {
        const snapshot = await client.snapshot()
        await client.setNextBlockTimestamp({ timestamp: BigInt(at) })
        await client.mine({ blocks: 1 })
        for (const person of people) {
          const account = who(person).address
          const offered = new Set<string>(actionsFor(job, account, at).actions.map((action) => action.move))
          for (const call of calls) {
            const refused = await refusal(await calldata(market, job, call, person), account)
            const what = `${person} ${call} at ${at - (deadlineOf(job) ?? 0)} after the deadline: ${refused ?? 'done'}`
            expect(offered.has(call), what).to.equal(refused === undefined)
          }
        }
        await client.revert({ id: snapshot })
      }
    })
  }

  it('is never a move that the table has no arrow for', async function () {
    for (const reach of Object.values(states)) {
      const job = await reach()
      const arrows = moves.filter(({ from }) => from.some((state) => state === job.progress.state))
      for (const who of people) {
        for (const { move: offered } of actionsFor(job, market.who(who).address, job.progress.phaseEnd).actions) {
          expect(arrows.map((arrow) => arrow.move)).to.include(offered)
        }
      }
    }
  })

  it('locks what it says of the account, and no more', async function () {
    const ledger = (account: Address) => {
      const args = [market.token, account] as const
      return market.client.readContract({ address: market.escrow, abi: jobEscrowAbi, functionName: 'balanceOf', args })
    }
    const locking = [
      [await post(), 'provider', 'accept'],
      [await walk(market, await post(), ways.Claimed), 'requester', 'challenge'],
      [await walk(market, await post(), ways.Rejected), 'provider', 'contest'],
    ] as const
    for (const [job, person, move] of locking) {
      const account = market.who(person).address
      const { timestamp } = await market.client.getBlock()
      const action = actionsFor(job, account, Number(timestamp) + 1).actions.find((one) => one.move === move)
      const had = await ledger(account)
      const after = await makeMove(market, job, [person, move])
      expect(had - (await ledger(account)))
        .to.equal(action?.locks)
        .and.be.above(0n)
      if (move !== 'accept') expect(after.progress.bond).to.equal(bondOf(job))
    }
  })
})
