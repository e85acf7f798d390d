import { jobStateNames } from '../generated/enums.ts'

/** A lane of a requester and the sequence that its next order needs. */
export type Lane = { readonly lane: number; readonly sequence: number }

/** A lane's word: sequence 40 bits, commitment 208, state 8. */
const SEQUENCE_SHIFT = 216n
const STATE_BITS = 0xffn

/** The sequence that the next order needs in a lane of which this is the word; undefined while a job lives there. */
export function nextSequence(word: bigint): number | undefined {
  const state = jobStateNames[Number(word & STATE_BITS)]
  const isFree = state === 'None' || state === 'Settled' || state === 'Cancelled'
  return isFree ? Number(word >> SEQUENCE_SHIFT) + 1 : undefined
}

/** The requester's first lane without a living job. `wordOf` reads the escrow's word of a lane. */
export async function freeLane(wordOf: (lane: number) => Promise<bigint>): Promise<Lane> {
  for (let lane = 0; ; lane += 1) {
    const sequence = nextSequence(await wordOf(lane))
    if (sequence !== undefined) return { lane, sequence }
  }
}
