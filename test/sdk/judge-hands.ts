import { drive, isManifestSignedBy, judge, type Judgement, type JudgeHands } from '@millrace/sdk'
import { exampleProof, sumColumns, type Changes, type Example } from './example.ts'

/** A driver that has these blocks, keeps the judge's bound, runs the example's program, and knows keys only. */
export function handsOf({ blocks }: Pick<Example, 'blocks'>, more: Partial<JudgeHands> = {}): JudgeHands {
  return {
    async get(cid, maxBytes) {
      const bytes = blocks.get(cid)
      return bytes === undefined || bytes.length > maxBytes ? null : bytes
    },
    run: async (need) => sumColumns(need),
    isSigned: (need) => isManifestSignedBy(need.provider, need),
    ...more,
  }
}

/** What the judge says of a proof with these changes. */
export async function judged(changes: Changes = {}, hands: Partial<JudgeHands> = {}): Promise<Judgement> {
  const example = await exampleProof(changes)
  return drive(judge(example.proof), handsOf(example, hands))
}
