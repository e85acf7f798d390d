// Generated from contracts/ by scripts/generate.ts. Do not edit: run `npm run generate`.
import type { JobState } from './enums.ts'

/** A function of the escrow, the states in which it may be called, and those to which it may lead. */
export type Move = { readonly move: string; readonly from: readonly JobState[]; readonly to: readonly JobState[] }

/** Every legal move of a job. */
export const moves = [
  { move: 'post', from: ['None'], to: ['Open'] },
  { move: 'cancel', from: ['Open'], to: ['Cancelled'] },
  { move: 'accept', from: ['Open'], to: ['Contracted'] },
  { move: 'decline', from: ['Open'], to: ['Open'] },
  { move: 'close', from: ['None'], to: ['Contracted'] },
  { move: 'closePosted', from: ['Open'], to: ['Contracted'] },
  { move: 'challengeLiveness', from: ['Contracted'], to: ['Contracted'] },
  { move: 'heartbeat', from: ['Contracted'], to: ['Contracted'] },
  { move: 'resign', from: ['Contracted'], to: ['Open', 'Cancelled'] },
  { move: 'submit', from: ['Contracted'], to: ['Verifying', 'Claimed'] },
  { move: 'deliverVerdict', from: ['Verifying'], to: ['Claimed', 'Settled', 'Rejected'] },
  { move: 'complete', from: ['Contracted'], to: ['Verifying', 'Claimed', 'Settled', 'Rejected'] },
  { move: 'approve', from: ['Verifying', 'Claimed', 'Rejected'], to: ['Settled'] },
  { move: 'challenge', from: ['Claimed'], to: ['Disputed'] },
  { move: 'contest', from: ['Rejected'], to: ['Disputed'] },
  { move: 'rule', from: ['Disputed'], to: ['Settled', 'Open', 'Cancelled'] },
  { move: 'agree', from: ['Contracted', 'Verifying', 'Claimed', 'Rejected', 'Disputed'], to: ['Settled'] },
  { move: 'poke', from: ['Open'], to: ['Cancelled'] },
  { move: 'poke', from: ['Contracted'], to: ['Open', 'Cancelled'] },
  { move: 'poke', from: ['Verifying'], to: ['Claimed', 'Settled', 'Disputed', 'Cancelled'] },
  { move: 'poke', from: ['Claimed'], to: ['Settled', 'Cancelled'] },
  { move: 'poke', from: ['Rejected'], to: ['Open', 'Cancelled'] },
  { move: 'poke', from: ['Disputed'], to: ['Settled', 'Open', 'Cancelled'] },
] as const satisfies readonly Move[]

/** The name of a move. */
export type MoveName = (typeof moves)[number]['move']
