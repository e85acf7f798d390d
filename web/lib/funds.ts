import { jobEscrowAbi, permitTypedData, type TokenDomain } from '@millrace/sdk'
import { erc20Abi, type Address, type PublicClient } from 'viem'
import type { PageConfig } from './config.ts'

/** What an account has, in the token's smallest unit. */
export type Funds = {
  /** In its wallet. */
  readonly wallet: bigint
  /** In the escrow's ledger: for orders, stakes and withdrawal. */
  readonly ledger: bigint
  /** What the escrow may take from the wallet. */
  readonly allowance: bigint
  /** How the token takes a permit (ERC-2612), or undefined when it takes none. */
  readonly permit: PermitTerms | undefined
}

/** What a permit is bound to. */
export type PermitTerms = { readonly domain: TokenDomain; readonly nonce: bigint }

/** ERC-2612 nonces, and the token's EIP-712 domain (ERC-5267). */
const permitAbi = [
  {
    type: 'function',
    name: 'nonces',
    stateMutability: 'view',
    inputs: [{ name: 'owner', type: 'address' }],
    outputs: [{ type: 'uint256' }],
  },
  {
    type: 'function',
    name: 'eip712Domain',
    stateMutability: 'view',
    inputs: [],
    outputs: [
      { name: 'fields', type: 'bytes1' },
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
      { name: 'salt', type: 'bytes32' },
      { name: 'extensions', type: 'uint256[]' },
    ],
  },
] as const

/** Reads what `account` has. Throws viem's errors when the chain does not answer. */
export async function readFunds(client: PublicClient, market: PageConfig, account: Address): Promise<Funds> {
  const token = { address: market.token.address, abi: erc20Abi } as const
  const [wallet, allowance, ledger, permit] = await Promise.all([
    client.readContract({ ...token, functionName: 'balanceOf', args: [account] }),
    client.readContract({ ...token, functionName: 'allowance', args: [account, market.escrow] }),
    client.readContract({
      address: market.escrow,
      abi: jobEscrowAbi,
      functionName: 'balanceOf',
      args: [market.token.address, account],
    }),
    readPermitTerms(client, market.token.address, account),
  ])
  return { wallet, ledger, allowance, permit }
}

async function readPermitTerms(
  client: PublicClient,
  address: Address,
  owner: Address,
): Promise<PermitTerms | undefined> {
  const [nonce, domain] = await Promise.allSettled([
    client.readContract({ address, abi: permitAbi, functionName: 'nonces', args: [owner] }),
    client.readContract({ address, abi: permitAbi, functionName: 'eip712Domain' }),
  ])
  if (nonce.status === 'rejected' || domain.status === 'rejected') return undefined
  const [, name, version, chainId, token] = domain.value
  return { domain: { name, version, chainId: Number(chainId), token }, nonce: nonce.value }
}

/** How the escrow comes to an amount of an account's tokens. */
export type FundingPlan =
  | { readonly kind: 'ledger' }
  | { readonly kind: 'tooLittle'; readonly missing: bigint }
  | { readonly kind: 'allowance'; readonly amount: bigint }
  | { readonly kind: 'permit'; readonly amount: bigint; readonly terms: PermitTerms }
  | { readonly kind: 'approve'; readonly amount: bigint }

/**
 * The way with the fewest prompts to have `needed` in the escrow: what lies there already, an allowance that is there already,
 * a permit (one signature), or an approval (one more transaction). Always for exactly what is missing.
 */
export function fundingPlan(needed: bigint, { wallet, ledger, allowance, permit }: Funds): FundingPlan {
  const amount = needed - ledger
  if (amount <= 0n) return { kind: 'ledger' }
  if (wallet < amount) return { kind: 'tooLittle', missing: amount - wallet }
  if (allowance >= amount) return { kind: 'allowance', amount }
  return permit ? { kind: 'permit', amount, terms: permit } : { kind: 'approve', amount }
}

/** How long a permit may be used, in seconds: long enough for a slow signer, short enough to be forgotten. */
const PERMIT_SECONDS = 1800n

/** The permit that the escrow needs for exactly `amount`, as typed data. */
export const permitFor = (terms: PermitTerms, owner: Address, spender: Address, amount: bigint, nowSeconds: bigint) =>
  permitTypedData(terms.domain, {
    owner,
    spender,
    value: amount,
    nonce: terms.nonce,
    deadline: nowSeconds + PERMIT_SECONDS,
  })
