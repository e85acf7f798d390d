import { encodeAbiParameters, parseSignature, type Address, type Hex } from 'viem'
import { FundingKind } from '../generated/enums.ts'

/** Tokens that come with an order: contracts/types/Order.sol. `amount` in the token's smallest unit. */
export type Funding = { readonly kind: FundingKind; readonly amount: bigint; readonly authorization: Hex }

/** A funding as calls take it. */
export type FundingStruct = { readonly kind: number; readonly amount: bigint; readonly authorization: Hex }

/** Nothing comes with the order: the payer's balance in the escrow pays. */
export const fromLedger: Funding = { kind: 'Ledger', amount: 0n, authorization: '0x' }

/** The amount is pulled under an ERC-20 allowance that the payer gave the escrow before. */
export function fromAllowance(amount: bigint): Funding {
  return { kind: 'Allowance', amount, authorization: '0x' }
}

/** The amount is pulled under a permit that the payer signed: see {@link permitTypedData}. */
export function fromPermit(amount: bigint, deadline: bigint, signature: Hex): Funding {
  return { kind: 'Permit', amount, authorization: permitAuthorization(deadline, signature) }
}

/** The amount is taken under an authorization that the payer signed: see {@link authorizationTypedData}. No allowance is needed. */
export function fromAuthorization(amount: bigint, terms: AuthorizationTerms, signature: Hex): Funding {
  return { kind: 'Authorization', amount, authorization: transferAuthorization(terms, signature) }
}

/** The funding as calls take it. */
export function fundingStruct({ kind, amount, authorization }: Funding): FundingStruct {
  return { kind: FundingKind[kind], amount, authorization }
}

/** What an owner of tokens allows by its signature (ERC-2612). `deadline` is Unix seconds. */
export type Permit = {
  readonly owner: Address
  readonly spender: Address
  readonly value: bigint
  readonly nonce: bigint
  readonly deadline: bigint
}

/** The token's EIP-712 domain, as its `eip712Domain()` (ERC-5267) tells it. */
export type TokenDomain = {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly token: Address
}

/** EIP-712 typed data of an ERC-2612 permit, for `signTypedData` by the owner. */
export function permitTypedData(token: TokenDomain, message: Permit) {
  return {
    domain: domainOf(token),
    types: {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    message,
  } as const
}

/** A signed permit as `depositWithPermit` and a funding of kind Permit take it: abi.encode(deadline, v, r, s). */
export function permitAuthorization(deadline: bigint, signature: Hex): Hex {
  return encodeAbiParameters([word, ...signed], [deadline, ...partsOf(signature)])
}

/** When an ERC-3009 authorization holds, both ends exclusive in Unix seconds, and the nonce that it uses up: any 32 bytes, best random. */
export type AuthorizationTerms = { readonly validAfter: bigint; readonly validBefore: bigint; readonly nonce: Hex }

/** What a holder of tokens allows `to` to take by its signature (ERC-3009). For a deposit, `to` is the escrow. */
export type Authorization = AuthorizationTerms & {
  readonly from: Address
  readonly to: Address
  readonly value: bigint
}

/** EIP-712 typed data of an ERC-3009 authorization, for `signTypedData` by the holder. */
export function authorizationTypedData(token: TokenDomain, message: Authorization) {
  return {
    domain: domainOf(token),
    types: {
      ReceiveWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    primaryType: 'ReceiveWithAuthorization',
    message,
  } as const
}

/**
 * A signed authorization as `depositWithAuthorization` and a funding of kind Authorization take it:
 * abi.encode(validAfter, validBefore, nonce, v, r, s).
 */
export function transferAuthorization({ validAfter, validBefore, nonce }: AuthorizationTerms, signature: Hex): Hex {
  return encodeAbiParameters([word, word, hash, ...signed], [validAfter, validBefore, nonce, ...partsOf(signature)])
}

function domainOf({ name, version, chainId, token }: TokenDomain) {
  return { name, version, chainId, verifyingContract: token } as const
}

const word = { type: 'uint256' } as const
const hash = { type: 'bytes32' } as const
/** A signature as these tokens take it. */
const signed = [{ type: 'uint8' }, hash, hash] as const

function partsOf(signature: Hex): readonly [v: number, r: Hex, s: Hex] {
  const { r, s, yParity } = parseSignature(signature)
  return [27 + yParity, r, s]
}
