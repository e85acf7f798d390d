import { encodeAbiParameters, concatHex, hashTypedData, type Address, type Hex } from 'viem'
import { Outcome, Verdict } from '../generated/enums.ts'
import { committeeDomain, typedDataTypes } from '../generated/typed-data.ts'
import { domainOf, type EscrowRef } from './hash.ts'
import { orderStruct, type Order } from './order.ts'

/** A provider's signed acceptance of an order at a price. `validUntil` is Unix seconds, inclusive. */
export type Quote = {
  readonly order: Hex
  readonly attempt: number
  readonly provider: Address
  readonly price: bigint
  readonly validUntil: number
}

/** What a provider says it did. Units are engine steps, or seconds since acceptance. */
export type Commitment = { readonly proofHash: Hex; readonly outcome: Outcome; readonly units: bigint }

/** What a verifier signs of a commitment. `evidence` is the digest in the CID of its report. */
export type VerdictMessage = Commitment & {
  readonly job: Hex
  readonly attempt: number
  readonly provider: Address
  readonly verdict: Verdict
  readonly evidence: Hex
}

/** The quote as calls and signatures take it. */
export function quoteStruct(quote: Quote) {
  return { ...quote, attempt: BigInt(quote.attempt), validUntil: BigInt(quote.validUntil) }
}

/** The commitment as calls take it. */
export function commitmentStruct({ proofHash, outcome, units }: Commitment) {
  return { proofHash, outcome: Outcome[outcome], units }
}

/** EIP-712 typed data of an order, for `signTypedData`. Its hash is the job's id. */
export function orderTypedData(ref: EscrowRef, order: Order) {
  const { Order: fields } = typedDataTypes
  return { domain: domainOf(ref), types: { Order: fields }, primaryType: 'Order', message: orderStruct(order) } as const
}

/** EIP-712 typed data of a quote: the provider signs it. */
export function quoteTypedData(ref: EscrowRef, quote: Quote) {
  const { Quote: fields } = typedDataTypes
  return { domain: domainOf(ref), types: { Quote: fields }, primaryType: 'Quote', message: quoteStruct(quote) } as const
}

/** EIP-712 typed data of a closure: the requester signs order and quote together. */
export function closeTypedData(ref: EscrowRef, quote: Quote) {
  const { Close, Quote: fields } = typedDataTypes
  const message = { order: quote.order, quote: quoteStruct(quote) }
  return { domain: domainOf(ref), types: { Close, Quote: fields }, primaryType: 'Close', message } as const
}

/** EIP-712 typed data of a commitment: the provider signs it for somebody else to carry. */
export function commitmentTypedData(
  ref: EscrowRef,
  job: { readonly job: Hex; readonly attempt: number; readonly provider: Address },
  commitment: Commitment,
) {
  const { Commitment: fields } = typedDataTypes
  const message = { ...job, ...commitmentStruct(commitment) }
  return { domain: domainOf(ref), types: { Commitment: fields }, primaryType: 'Commitment', message } as const
}

/** EIP-712 typed data of a verdict: the verifier signs it. */
export function verdictTypedData(ref: EscrowRef, verdict: VerdictMessage) {
  const { Verdict: fields } = typedDataTypes
  const message = { ...verdict, outcome: Outcome[verdict.outcome], verdict: Verdict[verdict.verdict] }
  return { domain: domainOf(ref), types: { Verdict: fields }, primaryType: 'Verdict', message } as const
}

/** EIP-712 typed data of what a committee member signs: the digest of a verdict, in the committee's own domain. */
export function attestationTypedData(chainId: number, committee: Address, digest: Hex) {
  const domain = { ...committeeDomain, chainId, verifyingContract: committee } as const
  const { Attestation } = typedDataTypes
  return { domain, types: { Attestation }, primaryType: 'Attestation', message: { digest } } as const
}

/** The digest that a verifier signs, and that an ERC-1271 verifier is asked about. */
export function verdictDigest(ref: EscrowRef, verdict: VerdictMessage): Hex {
  return hashTypedData(verdictTypedData(ref, verdict))
}

/**
 * The ERC-1271 signature of a committee: all members, ascending, and the attestations of some of them
 * (contracts/interfaces/ICommitteeVerifier.sol).
 *
 * @param members The whole committee in ascending order.
 * @param attestations By member's address in lower case, 65 bytes each.
 */
export function committeeBundle(members: readonly Address[], attestations: ReadonlyMap<string, Hex>): Hex {
  const map = new Uint8Array(Math.ceil(members.length / 8))
  const signatures: Hex[] = []
  for (const [i, member] of members.entries()) {
    const signature = attestations.get(member.toLowerCase())
    if (signature === undefined) continue
    map[i >> 3] = (map[i >> 3] ?? 0) | (1 << (i & 7))
    signatures.push(signature)
  }
  const mapHex: Hex = `0x${Array.from(map, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
  return encodeAbiParameters(
    [{ type: 'address[]' }, { type: 'bytes' }],
    [[...members], concatHex([mapHex, ...signatures])],
  )
}
