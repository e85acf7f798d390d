import { JobState } from '../../../sdk/src/generated/enums.ts'
import { zeroAddress } from '../helpers/market.ts'
import { apply, pass } from './actions.ts'
import { balance, consents } from './checks.ts'
import { choices, wordIn } from './choices.ts'
import { least } from './shapes.ts'
import type { Job } from './terms.ts'
import type { Graph } from './walk.ts'
import { deadlineOf, type World } from './world.ts'

/** The move that somebody must make, or silence is taken for its answer. */
type Duty = {
  readonly who: string
  readonly move: 'submit' | 'deliverVerdict' | 'challenge' | 'contest' | 'rule' | 'heartbeat'
}

function dutiesIn({ terms, progress }: Job): Duty[] {
  const hasArbiter = terms.arbiter !== zeroAddress
  switch (progress.state) {
    case JobState.Contracted:
      return [
        { who: progress.provider, move: 'submit' },
        ...(progress.answerBy === 0n ? [] : [{ who: progress.provider, move: 'heartbeat' } as const]),
      ]
    case JobState.Verifying:
      return [{ who: terms.verifier, move: 'deliverVerdict' }]
    case JobState.Claimed:
      return hasArbiter ? [{ who: terms.requester, move: 'challenge' }] : []
    case JobState.Rejected:
      return hasArbiter && terms.windows.contest !== 0n ? [{ who: progress.provider, move: 'contest' }] : []
    case JobState.Disputed:
      return [{ who: terms.arbiter, move: 'rule' }]
    default:
      return []
  }
}

const canStill = (world: World, job: Job, duty: Duty, at: bigint) => {
  const then = pass(world, at)
  return choices(then, job, wordIn(then)).some((action) => action.move === duty.move && apply(then, action).ok)
}

/**
 * For each move of A, and each other party B that has a duty before it or after it:
 * 1. if B still has the duty, or has a new one, then B can fulfil it in that second and in each edge of the next `least`
 *    seconds, or until the deadline that it had already, if that comes first;
 * 2. if the duty is gone, then B ends with no less, all being silent from then on, than if A had not moved and B had
 *    stayed silent: A's move cost B nothing that B had not lost already by being late.
 * Returns how many pairs were looked at.
 */
export function noPushing({ nodes }: Graph, ends: readonly number[]): number {
  let pairs = 0
  const endOf = (at: number, who: string) => {
    const end = nodes[ends[at] ?? -1]
    return end === undefined ? 0n : balance(end.world, who)
  }
  nodes.forEach(({ world, job, edges }, at) => {
    if (job === undefined) return
    for (const { to, action } of edges) {
      const next = nodes[to]
      if (action === undefined || action.move === 'poke' || next?.job === undefined || to === at) continue
      const movers = consents(action)
      const before = dutiesIn(job)
      const after = dutiesIn(next.job)
      for (const duty of [...before, ...after]) {
        if (movers.includes(duty.who)) continue
        pairs++
        const isPending = before.some(({ move }) => move === duty.move)
        if (!after.some(({ move }) => move === duty.move)) {
          if (endOf(to, duty.who) < endOf(at, duty.who))
            throw new Error(`${action.move} pushed ${duty.who} past ${duty.move}`)
          continue
        }
        const had = deadlineOf(job.progress) - world.now
        const room = isPending && had < least ? had : least
        for (const seconds of [0n, room]) {
          if (!canStill(next.world, next.job, duty, next.world.now + seconds)) {
            throw new Error(`${action.move} leaves ${duty.who} no time to ${duty.move}: ${seconds} s after it`)
          }
        }
      }
      roomAfterAnswer(action.move, next.world, next.job)
    }
  })
  return pairs
}

/** Whoever answered a liveness challenge in its last second still has a whole answer window to hand in the proof. */
function roomAfterAnswer(move: string, { now }: World, { terms, progress }: Job) {
  if (move !== 'heartbeat' && move !== 'challengeLiveness') return
  const { liveness } = terms.windows
  if (move === 'heartbeat' && progress.answerBy !== 0n) throw new Error('an answer that leaves the question')
  const answered = move === 'heartbeat' ? now : progress.answerBy
  if (progress.phaseEnd - answered < liveness) throw new Error(`${move}: less than an answer window is left of the run`)
  if (move === 'heartbeat' && progress.challengeFrom - now < terms.windows.run / 4n)
    throw new Error('asked again too soon')
}
