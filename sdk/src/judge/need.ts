import type { Address, Hex } from 'viem'
import { askDigest, type DigestNeed } from '../content/ask-digest.ts'
import { digestOf, MAX_BLOCK_BYTES } from '../content/cid.ts'
import type { EngineRun, Rejection } from '../spec/assemble-result.ts'
import type { JobSpec } from '../spec/job-spec.ts'
import { judgementOf, type Judgement, type Reason } from './judgement.ts'

/**
 * The content of a CID, at most so many bytes. Answer: a Uint8Array, which the judge hashes itself, or null: whoever could
 * have it was asked, and nobody gave it. A driver that could not ask has no answer and throws.
 */
export type ContentNeed = { readonly kind: 'get'; readonly cid: string; readonly maxBytes: number }

/** Whether the provider signed a manifest's digest (see manifest-signature.ts). Answer: true or false. */
export type SignatureNeed = {
  readonly kind: 'signature'
  readonly chainId: number
  readonly escrow: Address
  readonly provider: Address
  readonly digest: Hex
  readonly signature: Hex
}

/** One run of a wasm job under the spec's limits. Answer: an EngineRun, or a Rejection. */
export type RunNeed = {
  readonly kind: 'run'
  readonly spec: JobSpec
  readonly module: Uint8Array
  readonly inputs: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** What the judge asks of its driver. To say that something could not be done, the driver throws into the generator. */
export type Need = ContentNeed | DigestNeed | SignatureNeed | RunNeed

/** What a driver gives back: see each need. */
export type Answer = Uint8Array | null | Hex | boolean | EngineRun | Rejection

/** Who is bound to serve some content. */
export type Keeper = 'provider' | 'requester'

/** Ends a judgement from within. Never leaves `judge`. */
export class Judged extends Error {
  override readonly name = 'Judged'
  readonly judgement: Judgement

  constructor(reason: Reason, detail?: string) {
    super(reason)
    this.judgement = judgementOf(reason, detail)
  }
}

/**
 * Content whose hash is checked. What nobody has, or is not what its CID says, proves nobody's lie; whose it was to serve
 * decides what may follow from it. Asked for as a whole block: what is larger than it may be must be seen, not cut off.
 */
export function* askContent(cid: string, keeper: Keeper): Generator<Need, Uint8Array, unknown> {
  const missing = keeper === 'provider' ? 'contentUnavailable' : 'specUnreadable'
  const answer = yield* orElse({ kind: 'get', cid, maxBytes: MAX_BLOCK_BYTES }, 'contentNotSought', cid)
  if (answer === null) throw new Judged(missing, cid)
  if (!(answer instanceof Uint8Array)) throw new TypeError('The answer to a CID must be bytes or null')
  if ((yield* askDigest(answer)) !== digestOf(cid)) throw new Judged(missing, cid)
  return answer
}

/** Whether the provider signed. A chain that could not be asked has said nothing, and nothing is concluded. */
export function* askSignature(need: Omit<SignatureNeed, 'kind'>): Generator<Need, boolean, unknown> {
  const answer = yield* orElse({ kind: 'signature', ...need }, 'signatureUnchecked')
  if (typeof answer !== 'boolean') throw new TypeError('The answer to a signature must be true or false')
  return answer
}

/** One run of the job. A run that did not come to its own end throws, and nothing is concluded. */
export function* askRun(need: Omit<RunNeed, 'kind'>): Generator<Need, EngineRun, unknown> {
  const answer = yield* orElse({ kind: 'run', ...need }, 'runFailed')
  if (isRejection(answer)) throw new Judged('moduleRejected', answer.rejected)
  if (!isEngineRun(answer)) throw new TypeError('The answer to a run must be an EngineRun or a Rejection')
  return answer
}

function* orElse(need: Need, reason: Reason, detail?: string): Generator<Need, unknown, unknown> {
  try {
    return yield need
  } catch {
    // The driver knows why and has reported it; the judgement must not depend on its words.
    throw new Judged(reason, detail)
  }
}

function isRejection(answer: unknown): answer is Rejection {
  return typeof answer === 'object' && answer !== null && 'rejected' in answer && typeof answer.rejected === 'string'
}

function isEngineRun(answer: unknown): answer is EngineRun {
  return typeof answer === 'object' && answer !== null && 'exit' in answer && 'steps' in answer && 'outputs' in answer
}
