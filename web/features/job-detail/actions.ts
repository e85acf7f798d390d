import { jobEscrowAbi, jobStruct, type Action, type Job } from '@millrace/sdk'
import { zeroHash, type Address } from 'viem'
import { contractCall, type ContractCall } from '../../lib/contract-call.ts'

/** The moves that the page offers on a job; the others belong to agents and verifiers. */
export type PageMove = 'cancel' | 'approve' | 'challengeLiveness' | 'challenge' | 'contest' | 'poke'

type MoveWords = { readonly label: string; readonly done: string }

/** What the button says, and what is said when it is done. */
export const moveWords: Readonly<Record<PageMove, MoveWords>> = {
  cancel: { label: 'Take the job back', done: 'The job is cancelled, and everything locked went back to the payer.' },
  approve: { label: 'Approve and pay now', done: 'Paid.' },
  challengeLiveness: { label: 'Ask for a sign of life', done: 'The provider was asked.' },
  challenge: { label: 'Challenge the claim', done: 'The arbiter decides now.' },
  contest: { label: 'Contest the rejection', done: 'The arbiter decides now.' },
  poke: { label: 'End it now', done: 'The job moved on.' },
}

/** The page stores no statement for the arbiter. */
const NO_STATEMENT = zeroHash

/** Whether an action is one that the page offers. */
export const isPageMove = (move: Action['move']): move is PageMove => move in moveWords

/** The transaction of a move on the job as it stands: if the chain has moved on, it is refused, not misapplied. */
export function moveCall(escrow: Address, move: PageMove, job: Job): ContractCall {
  const at = { address: escrow, abi: jobEscrowAbi } as const
  const struct = jobStruct(job)
  const byCall = '0x'
  const calls: Readonly<Record<PageMove, () => ContractCall>> = {
    cancel: () => contractCall({ ...at, functionName: 'cancel', args: [struct, byCall] }),
    approve: () => contractCall({ ...at, functionName: 'approve', args: [struct, byCall] }),
    challengeLiveness: () => contractCall({ ...at, functionName: 'challengeLiveness', args: [struct, byCall] }),
    challenge: () => contractCall({ ...at, functionName: 'challenge', args: [struct, NO_STATEMENT, byCall] }),
    contest: () => contractCall({ ...at, functionName: 'contest', args: [struct, NO_STATEMENT, byCall] }),
    poke: () => contractCall({ ...at, functionName: 'poke', args: [struct] }),
  }
  return calls[move]()
}
