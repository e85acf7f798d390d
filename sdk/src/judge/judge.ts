import { askDigest } from '../content/ask-digest.ts'
import { encodeUnsignedManifest, type Manifest } from '../spec/manifest.ts'
import { judgeEvidence, type Evidence } from './evidence.ts'
import { judgementOf, type Judgement } from './judgement.ts'
import { askSignature, Judged, type Answer, type Need } from './need.ts'
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
    const judgement = yield* judgeComputation(proof, evidence)
    // Last of all: a contract may answer each member otherwise (ERC-1271), and members with different reasons have no
    // quorum. So it can spoil its provider's own Valid, and shield nothing that anyone can recompute.
    if (judgement.verdict === 'Valid') yield* checkSignature(evidence.manifest)
    return judgement
  } catch (error) {
    return error instanceof Judged ? error.judgement : judgementOf('judgeFailed')
  }
}

function* judgeComputation(proof: ProofOnChain, evidence: Evidence): Generator<Need, Judgement, unknown> {
  if (evidence.spec.acceptance !== undefined) return judgementOf('acceptanceNotRun')
  if (proof.level === 'L2') return yield* judgeRun(evidence)
  // That a job failed by its own doing is seen by running it only.
  return judgementOf(proof.outcome === 'Success' ? 'evidenceHolds' : 'notRecomputed')
}

function* checkSignature(manifest: Manifest): Generator<Need, void, unknown> {
  const { chainId, escrow, provider, signature } = manifest
  const digest = yield* askDigest(encodeUnsignedManifest(manifest))
  if (!(yield* askSignature({ chainId, escrow, provider, digest, signature }))) throw new Judged('signatureWrong')
}
