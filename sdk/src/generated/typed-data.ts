// Generated from contracts/ by scripts/generate.ts. Do not edit: run `npm run generate`.

/** Everything that is signed, as EIP-712 types. Attestation belongs to the committee's domain, the others to the escrow's. */
export const typedDataTypes = {
  Order: [
    { name: 'requester', type: 'address' },
    { name: 'payer', type: 'address' },
    { name: 'provider', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'verifier', type: 'address' },
    { name: 'arbiter', type: 'address' },
    { name: 'feeTo', type: 'address' },
    { name: 'maxPrice', type: 'uint256' },
    { name: 'minPrice', type: 'uint256' },
    { name: 'rate', type: 'uint256' },
    { name: 'stake', type: 'uint256' },
    { name: 'verifierFee', type: 'uint256' },
    { name: 'arbiterFee', type: 'uint256' },
    { name: 'exclusiveUntil', type: 'uint256' },
    { name: 'windows', type: 'uint256' },
    { name: 'rules', type: 'uint256' },
    { name: 'lane', type: 'uint256' },
    { name: 'sequence', type: 'uint256' },
    { name: 'specHash', type: 'bytes32' },
  ],
  Quote: [
    { name: 'order', type: 'bytes32' },
    { name: 'attempt', type: 'uint256' },
    { name: 'provider', type: 'address' },
    { name: 'price', type: 'uint256' },
    { name: 'validUntil', type: 'uint256' },
  ],
  Close: [
    { name: 'order', type: 'bytes32' },
    { name: 'quote', type: 'Quote' },
  ],
  Commitment: [
    { name: 'job', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'provider', type: 'address' },
    { name: 'proofHash', type: 'bytes32' },
    { name: 'outcome', type: 'uint8' },
    { name: 'units', type: 'uint64' },
  ],
  Verdict: [
    { name: 'job', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'provider', type: 'address' },
    { name: 'proofHash', type: 'bytes32' },
    { name: 'outcome', type: 'uint8' },
    { name: 'units', type: 'uint64' },
    { name: 'verdict', type: 'uint8' },
    { name: 'evidence', type: 'bytes32' },
  ],
  Cancel: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
  ],
  Accept: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'provider', type: 'address' },
  ],
  Approve: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
  ],
  Decline: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'reason', type: 'bytes32' },
  ],
  ChallengeLiveness: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
  ],
  Heartbeat: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'checkpoint', type: 'bytes32' },
    { name: 'units', type: 'uint64' },
  ],
  Resign: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'reason', type: 'bytes32' },
  ],
  Challenge: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'reason', type: 'bytes32' },
  ],
  Contest: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'reason', type: 'bytes32' },
  ],
  Rule: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'share', type: 'uint256' },
    { name: 'reason', type: 'bytes32' },
  ],
  Agree: [
    { name: 'job', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'attempt', type: 'uint8' },
    { name: 'provider', type: 'address' },
    { name: 'toProvider', type: 'uint256' },
  ],
  Attestation: [
    { name: 'digest', type: 'bytes32' },
  ],
} as const

/** The name of a signed message. */
export type MessageName = keyof typeof typedDataTypes

/** The escrow's EIP-712 domain, without chain and address. */
export const escrowDomain = { name: 'Millrace', version: '1' } as const

/** The committee's EIP-712 domain, without chain and address. */
export const committeeDomain = { name: 'Millrace Committee', version: '1' } as const
