import { expect } from 'chai'
import { JobState, jobStateNames } from '../../../sdk/src/generated/enums.ts'
import { apply, type Action } from './actions.ts'
import { boundedLoss, everyCoin, laneGoesOn, oneWayOut, onlyByConsent, withdrawable, wordOf } from './checks.ts'
import { boundOf, documentedBound, longest, masksOf, roles, silentEnds } from './ending.ts'
import { carriedBy } from './messages.ts'
import { noPushing } from './pairs.ts'
import { shapes, termsOf } from './shapes.ts'
import { isFinal, type Terms } from './terms.ts'
import { jobIn, walk, type Graph } from './walk.ts'
import type { World } from './world.ts'

/** The design's table of moves, and the ends of each. */
const table: Readonly<Record<string, readonly string[]>> = {
  post: ['None > Open'],
  cancel: ['Open > Cancelled'],
  decline: ['Open > Open'],
  accept: ['Open > Contracted'],
  close: ['None > Contracted'],
  closePosted: ['Open > Contracted'],
  challengeLiveness: ['Contracted > Contracted'],
  heartbeat: ['Contracted > Contracted'],
  resign: ['Contracted > Open', 'Contracted > Cancelled'],
  submit: ['Contracted > Verifying', 'Contracted > Claimed'],
  deliverVerdict: ['Verifying > Verifying', 'Verifying > Claimed', 'Verifying > Settled', 'Verifying > Rejected'],
  complete: ['Contracted > Verifying', 'Contracted > Claimed', 'Contracted > Settled', 'Contracted > Rejected'],
  approve: ['Verifying > Settled', 'Claimed > Settled', 'Rejected > Settled'],
  challenge: ['Claimed > Disputed'],
  contest: ['Rejected > Disputed'],
  rule: ['Disputed > Settled', 'Disputed > Open', 'Disputed > Cancelled'],
  agree: ['Contracted', 'Verifying', 'Claimed', 'Rejected', 'Disputed'].map((state) => `${state} > Settled`),
  poke: [
    'Open > Cancelled',
    'Contracted > Open',
    'Contracted > Cancelled',
    'Verifying > Claimed',
    'Verifying > Settled',
    'Verifying > Disputed',
    'Verifying > Cancelled',
    'Claimed > Settled',
    'Claimed > Cancelled',
    'Rejected > Open',
    'Rejected > Cancelled',
    'Disputed > Settled',
    'Disputed > Open',
    'Disputed > Cancelled',
  ],
}

const rows = Object.entries(table).flatMap(([move, ends]) => ends.map((end) => `${move}: ${end}`))
const slots = ['signature', 'requesterSignature', 'payerSignature', 'providerSignature', 'verifierSignature'] as const

const found = {
  states: 0,
  edges: 0,
  pairs: 0,
  replays: 0,
  consents: 0,
  rows: new Set<string>(),
  refusals: new Set<string>(),
}

function count({ nodes }: Graph) {
  found.states += nodes.length
  const name = (index: number) => jobStateNames[nodes[index]?.job?.progress.state ?? JobState.None]
  nodes.forEach(({ edges }, at) => {
    found.edges += edges.length
    for (const { to, action } of edges) {
      if (action !== undefined) found.rows.add(`${action.move}: ${name(at)} > ${name(to)}`)
    }
  })
}

/** Each move can be carried with signatures by a stranger, to the same end; what was signed for it is of no use after it. */
function carriesOnce({ terms, nodes }: Graph) {
  for (const node of nodes) {
    for (const { to, action } of node.edges) {
      if (action === undefined || nodes[to]?.job === undefined) continue
      if (action.move === 'poke' || action.move === 'post') continue
      const carried = carriedBy('stranger', action, wordOf(node))
      const end = apply(node.world, carried)
      if (!end.ok) throw new Error(`${action.move} cannot be carried: ${end.error}`)
      takesEveryConsent(node.world, carried, terms)
      const job = jobIn(end.world, terms)
      if (!('job' in carried) || job === undefined || nodes[to] === node) continue
      found.replays++
      const again = apply(end.world, { ...carried, job })
      if (again.ok) throw new Error(`${action.move} can be carried twice`)
    }
  }
}

/** None of the signatures that a carried move brings can be missing. */
function takesEveryConsent(world: World, carried: Action, { requester, payer }: Terms) {
  for (const slot of slots) {
    if (!(slot in carried) || (slot === 'payerSignature' && payer === requester)) continue
    found.consents++
    const without = apply(world, { ...carried, [slot]: undefined })
    if (without.ok || without.error !== 'NotAuthorized') throw new Error(`P5: ${carried.move} without ${slot}`)
  }
}

function endsInTime(graph: Graph) {
  const masks = masksOf(graph)
  for (let silent = 0; silent < 1 << roles.length; silent++) {
    const times = longest(graph, silent, masks)
    graph.nodes.forEach(({ world, job }, at) => {
      if (job === undefined) return
      const bound = Number(boundOf(job, world))
      const time = times[at] ?? Infinity
      if (time > bound) throw new Error(`P3: ${time} s from ${jobStateNames[job.progress.state]}, more than ${bound}`)
      if (
        time === 0 &&
        !isFinal(job.progress.state) &&
        world.now <= job.progress.phaseEnd &&
        job.progress.answerBy === 0n
      ) {
        throw new Error('P3: a live job that lasts no time at all')
      }
    })
    const whole = times[0] ?? Infinity
    expect(whole, 'P3: the bound in the docs').to.be.at.most(Number(documentedBound(graph.terms)))
  }
}

describe('Every life of one job', function () {
  this.timeout(120_000)

  for (const [name, shape] of Object.entries(shapes)) {
    it(`keeps the promises: ${name}`, function () {
      const graph = walk(termsOf(shape), (action, error) => found.refusals.add(`${action.move}: ${error}`))
      count(graph)
      for (const node of graph.nodes) {
        everyCoin(node)
        boundedLoss(node)
        oneWayOut(node)
        withdrawable(node)
        laneGoesOn(node)
        onlyByConsent(graph, node)
      }
      carriesOnce(graph)
      endsInTime(graph)
      found.pairs += noPushing(graph, silentEnds(graph))
    })
  }

  it('lasts as long as the bound allows, but for the seconds by which a last move comes before a poke', function () {
    const graph = walk(termsOf({}), () => {})
    const times = longest(graph, 0, masksOf(graph))
    graph.nodes.forEach(({ world, job }, at) => {
      if (job?.progress.state !== JobState.Open || job.progress.phaseEnd - world.now !== job.terms.windows.open) return
      const bound = Number(boundOf(job, world))
      const movesLeft = 4 * Number(job.terms.rules.maxAttempts - job.progress.attempt)
      expect(times[at]).to.be.within(bound - movesLeft, bound)
    })
  })

  it('takes every row of the design, and no other', function () {
    expect([...found.rows].toSorted()).to.deep.equal(rows.toSorted())
  })

  it('meets every refusal that a party can run into with the job as it is', function () {
    const names = new Set([...found.refusals].map((refusal) => refusal.split(': ')[1] ?? ''))
    expect([...names].toSorted()).to.deep.equal(
      [
        'DeadlineNotPassed',
        'DeadlinePassed',
        'JobStateWrong',
        'LivenessNotPending',
        'LivenessPending',
        'LivenessTooSoonOrLate',
        'MoveNotInOrder',
        'NotCompletable',
        'PriceTooHigh',
        'ProviderFailedBefore',
        'ProviderNotExclusive',
        'NotExclusive',
        'ShareTooLarge',
        'UnitsTooMany',
      ].toSorted(),
    )
  })

  it('is as large as it was', function () {
    const { states, edges, pairs, replays, consents } = found
    this.runnable().title += `: ${states} states, ${edges} edges, ${pairs} pairs of moves, ${replays} replays, ${consents} consents`
    expect(states).to.be.at.least(120_000)
    expect(edges).to.be.at.least(900_000)
    expect(pairs).to.be.at.least(300_000)
    expect(replays).to.be.at.least(600_000)
    expect(consents).to.be.at.least(900_000)
  })
})
