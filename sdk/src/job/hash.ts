import { encodeAbiParameters, hashStruct, hashTypedData, keccak256, type Address, type Hex } from 'viem'
import { JobState } from '../generated/enums.ts'
import { escrowDomain, typedDataTypes } from '../generated/typed-data.ts'
import { packProgress, type Job } from './job.ts'
import { quoteStruct, type Quote } from './messages.ts'
import { orderStruct, type Order } from './order.ts'

/** Which escrow on which chain: what every id and signature is bound to (EIP-712 domain). */
export type EscrowRef = { readonly chainId: number; readonly escrow: Address }

/** The EIP-712 domain of an escrow. */
export function domainOf({ chainId, escrow }: EscrowRef) {
  return { ...escrowDomain, chainId, verifyingContract: escrow } as const
}

/** The id of the job under an order: the order's EIP-712 hash. */
export function orderId(ref: EscrowRef, order: Order): Hex {
  const { Order: fields } = typedDataTypes
  return hashTypedData({
    domain: domainOf(ref),
    types: { Order: fields },
    primaryType: 'Order',
    message: orderStruct(order),
  })
}

/** The EIP-712 struct hash of a quote. */
export function quoteHash(quote: Quote): Hex {
  return hashStruct({ data: quoteStruct(quote), primaryType: 'Quote', types: { Quote: typedDataTypes.Quote } })
}

/** The word of the lane that holds this job: state 8 bits, commitment 208, sequence 40 (contracts/types/LaneWord.sol). */
export function laneWord(job: Job): bigint {
  const { phase, taker, proofHash, work } = packProgress(job)
  const types = [
    { type: 'bytes32' },
    { type: 'uint256' },
    { type: 'uint256' },
    { type: 'bytes32' },
    { type: 'uint256' },
  ]
  const hash = BigInt(keccak256(encodeAbiParameters(types, [job.id, phase, taker, proofHash, work])))
  const commitment = hash & (((1n << 208n) - 1n) << 8n)
  return (BigInt(job.order.sequence) << 216n) | commitment | BigInt(JobState[job.progress.state])
}
