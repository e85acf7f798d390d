import { JobState } from '../../../sdk/src/generated/enums.ts'
import { consents } from './checks.ts'
import { people } from './shapes.ts'
import { isFinal, type Job, type Terms } from './terms.ts'
import type { Graph } from './walk.ts'
import type { World } from './world.ts'

/** Those that may be silent for ever. */
export const roles = [people.requester, people.provider, people.rival, people.verifier, people.arbiter] as const

const longer = (a: bigint, b: bigint) => (a > b ? a : b)

/** The seconds within which a job ends that is poked in the second after each deadline, whatever anybody does. */
export function boundOf({ terms, progress }: Job, { now }: World): bigint {
  const { windows: w, rules } = terms
  const left = progress.phaseEnd + 1n - now
  const ruling = w.ruling + 1n
  const claimed = longer(w.challenge, w.contest) + 1n + ruling
  const verifying = w.verify + 1n + claimed
  const attempt = w.run + 1n + verifying
  const later = (rules.maxAttempts - progress.attempt) * (w.open + 1n + attempt)
  switch (progress.state) {
    case JobState.Open:
      return left + later - (w.open + 1n)
    case JobState.Contracted:
      return left + verifying + later
    case JobState.Verifying:
      return left + claimed + later
    case JobState.Disputed:
      return left + later
    default:
      return isFinal(progress.state) ? 0n : left + ruling + later
  }
}

/** The bound of docs/invariants.md for a job that is posted, and a second for each state. */
export function documentedBound({ windows: w, rules }: Terms): bigint {
  const attempt = w.open + w.run + w.verify + w.challenge + w.contest + w.ruling
  return w.open + 1n + rules.maxAttempts * (attempt + 6n)
}

/** The longest that each state can last, in seconds, if those in `silent` (bits of `roles`) do nothing, the others whatever
 * lasts longest, and somebody pokes in the second after each deadline. Throws when there is no end. */
export function longest(graph: Graph, silent: number, masks: readonly (readonly number[])[]): Float64Array {
  const { nodes } = graph
  const time = new Float64Array(nodes.length).fill(-1)
  const visit = (at: number): number => {
    const known = time[at] ?? 0
    if (known === -2) throw new Error(`P3: a job can go round for ever, through ${at}`)
    if (known >= 0) return known
    time[at] = -2
    let most = 0
    const edges = nodes[at]?.edges ?? []
    for (let i = 0; i < edges.length; i++) {
      const edge = edges[i]
      // A verdict that changes nothing leads back to where it came from.
      if (edge === undefined || edge.to === at || ((masks[at]?.[i] ?? 0) & silent) !== 0) continue
      const through = Number(edge.seconds) + visit(edge.to)
      if (through > most) most = through
    }
    time[at] = most
    return most
  }
  for (let at = 0; at < nodes.length; at++) visit(at)
  return time
}

/** For each edge, the bits of those that it takes. */
export function masksOf({ nodes }: Graph): number[][] {
  return nodes.map(({ edges }) =>
    edges.map(({ action }) => {
      if (action === undefined) return 0
      const asked = consents(action)
      return roles.reduce((mask, role, bit) => (asked.includes(role) ? mask | (1 << bit) : mask), 0)
    }),
  )
}

/** Where each state ends if nobody acts again and somebody pokes. */
export function silentEnds({ nodes }: Graph): number[] {
  const ends = nodes.map(() => -1)
  const visit = (at: number): number => {
    const known = ends[at] ?? -1
    if (known !== -1) return known
    const edges = nodes[at]?.edges ?? []
    const poke = edges.find(({ action }) => action?.move === 'poke')
    const last = edges.filter(({ action }) => action === undefined).toSorted((a, b) => Number(b.seconds - a.seconds))[0]
    const next = poke ?? last
    const end = next === undefined ? at : visit(next.to)
    ends[at] = end
    return end
  }
  nodes.forEach((_, at) => visit(at))
  return ends
}
