import { judgeEvidence } from './evidence.ts'
import { judgementOf, type Judgement } from './judgement.ts'
import { Judged, type Answer, type Need } from './need.ts'
import type { ProofOnChain } from './proof-on-chain.ts'
import { judgeRun } from './re-execution.ts'

/**
 * Judges a proof without any I/O: it yields what it needs and is given the answers, so that a committee member, a script in
 * a sandbox and a page share every rule. Never throws, and says Invalid only of what the content itself shows: whatever
 * cannot be had or cannot be done is Inconclusive.
 */
export function* judge(proof: ProofOnChain): Generator<Need, Judgement, Answer> {
  try {
    const evidence = yield* judgeEvidence(proof)
    if (evidence.spec.acceptance !== undefined) return judgementOf('acceptanceNotRun')
    if (proof.level === 'L2') return yield* judgeRun(evidence)
    // That a job failed by its own doing is seen by running it only.
    return judgementOf(proof.outcome === 'Success' ? 'evidenceHolds' : 'notRecomputed')
  } catch (error) {
    return error instanceof Judged ? error.judgement : judgementOf('judgeFailed')
  }
}
