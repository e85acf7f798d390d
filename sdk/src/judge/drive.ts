import { bytesToHex } from 'viem'
import { sha256 } from '../content/cid.ts'
import { assertNever } from '../errors.ts'
import type { EngineRun, Rejection } from '../spec/assemble-result.ts'
import type { Judgement } from './judgement.ts'
import type { Answer, Need, RunNeed, SignatureNeed } from './need.ts'

/** What a driver can do for the judge. Each throws when it cannot; the judgement is then Inconclusive. */
export interface JudgeHands {
  /** The content of a CID, which the judge hashes again; null when nobody has it. Throws when it could not look. */
  get(cid: string, maxBytes: number, signal: AbortSignal | undefined): Promise<Uint8Array | null>
  /** One run of the job to its own end, or the engine's rejection of its module. Throws when it was interrupted. */
  run(need: RunNeed, signal: AbortSignal | undefined): Promise<EngineRun | Rejection>
  /**
   * Whether the provider signed: with its key (isManifestSignedBy), or as a contract (ERC-1271), which only the chain knows.
   * Throws when the chain could not be asked.
   */
  isSigned(need: SignatureNeed, signal: AbortSignal | undefined): Promise<boolean>
  /** Told of everything that could not be done, since the judgement does not repeat it. */
  onTrouble?(need: Need, cause: unknown): void
}

/**
 * Drives a judge to its judgement.
 *
 * @throws the signal's reason when it is aborted: a judgement that was given up is none, not even an Inconclusive one.
 */
export async function drive(
  judging: Generator<Need, Judgement, Answer>,
  hands: JudgeHands,
  signal?: AbortSignal,
): Promise<Judgement> {
  let step = judging.next()
  while (!step.done) {
    signal?.throwIfAborted()
    const need = step.value
    const settled = await answer(need, hands, signal).then(
      (value) => ({ value }),
      (cause: unknown) => ({ cause }),
    )
    signal?.throwIfAborted()
    if ('value' in settled) {
      step = judging.next(settled.value)
    } else {
      hands.onTrouble?.(need, settled.cause)
      step = judging.throw(settled.cause)
    }
  }
  return step.value
}

async function answer(need: Need, hands: JudgeHands, signal: AbortSignal | undefined): Promise<Answer> {
  switch (need.kind) {
    case 'get':
      return hands.get(need.cid, need.maxBytes, signal)
    case 'digest':
      return bytesToHex(await sha256(need.bytes))
    case 'signature':
      return hands.isSigned(need, signal)
    case 'run':
      return hands.run(need, signal)
    default:
      return assertNever(need)
  }
}
