import { JobState, UnitKind } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress } from '../helpers/market.ts'
import { apply, pass, type Action } from './actions.ts'
import { beginnings, choices, edges, wordIn } from './choices.ts'
import { people, start } from './shapes.ts'
import { isFinal, type Job, type Terms } from './terms.ts'
import { emptyWorld, entry, laneKey, type World } from './world.ts'

/** What leads from one state to another: a move, or time. */
export type Edge = { readonly to: number; readonly seconds: bigint; readonly action: Action | undefined }
export type Node = { readonly world: World; readonly job: Job | undefined; readonly edges: Edge[] }
export type Graph = { readonly terms: Terms; readonly nodes: Node[] }

export const purse = 100_000n

export function firstWorld({ token }: Terms): World {
  return Object.values(people).reduce(
    (world, by) => {
      const next = apply(world, { move: 'deposit', by, token, amount: purse })
      if (!next.ok) throw new Error(next.error)
      return next.world
    },
    pass(emptyWorld, start),
  )
}

export const jobIn = (world: World, terms: Terms) => world.lanes[laneKey(terms.requester, terms.lane)]?.job

/** All that the future of a world depends on, and all that anybody gained or lost. Times are seconds from now. */
function keyOf({ ledger, now }: World, job: Job | undefined): string {
  const money = [...Object.values(people), zeroAddress].map((who) => ledger[entry('token', who)] ?? 0n).join()
  if (job === undefined) return money
  const { terms, progress: p } = job
  const running = p.state === JobState.Contracted
  if (isFinal(p.state)) return `${money} ${p.state}`
  const exclusive = p.state < JobState.Contracted && terms.exclusiveUntil >= now ? terms.exclusiveUntil - now : -1n
  const later = terms.rules.maxAttempts > p.attempt && terms.exclusiveUntil >= now ? terms.exclusiveUntil - now : -1n
  const claimable = running && p.challengeFrom > now ? p.challengeFrom - now : 0n
  const since = running && terms.rules.unitKind === BigInt(UnitKind.Seconds) ? now - p.acceptedAt : 0n
  const young = running && now - p.acceptedAt < 10n ? now - p.acceptedAt : 10n
  const answer = p.answerBy === 0n ? 0n : p.answerBy - now
  const times = [p.phaseEnd - now, answer, claimable, since, young, p.declined ? -1n : exclusive, later]
  return [
    money,
    p.state,
    p.attempt,
    p.provider,
    p.price,
    ...times,
    p.declined,
    p.outcome,
    p.units,
    p.verdict,
    p.feesPaid,
    p.bond,
  ].join()
}

/** Every state that this order can reach, with every edge between them. `seen` is told of each refusal. */
export function walk(terms: Terms, refused: (action: Action, error: string) => void): Graph {
  const nodes: Node[] = []
  const known = new Map<string, number>()
  const visit = (world: World): number => {
    const job = jobIn(world, terms)
    const key = keyOf(world, job)
    const old = known.get(key)
    if (old !== undefined) return old
    known.set(key, nodes.length)
    return nodes.push({ world, job, edges: [] }) - 1
  }
  visit(firstWorld(terms))
  for (let at = 0; at < nodes.length; at++) {
    const { world, job, edges: out } = nodes[at] ?? { world: emptyWorld, job: undefined, edges: [] }
    const actions = job === undefined ? beginnings(terms) : choices(world, job, wordIn(world))
    for (const action of actions) {
      const next = apply(world, action)
      if (next.ok) out.push({ to: visit(next.world), seconds: 0n, action })
      else refused(action, next.error)
    }
    if (job === undefined || isFinal(job.progress.state)) continue
    for (const point of edges(world, job)) {
      out.push({ to: visit(pass(world, point)), seconds: point - world.now, action: undefined })
    }
  }
  return { terms, nodes }
}
