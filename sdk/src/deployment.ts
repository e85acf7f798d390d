import { isAddress, type Address } from 'viem'
import { InvalidFieldError } from './errors.ts'

/** The chain of the local market. Its keys are public, so they are refused on any other. */
export const LOCAL_CHAIN_ID = 31_337

/** Where a market lives: written by the deploy script, read by agents, members, page and scripts. */
export type Deployment = {
  readonly chainId: number
  readonly escrow: Address
  readonly offerBook: Address
  /** The verifier that the market offers by default: a committee. */
  readonly verifier: Address
  /** The committee's members in ascending order, and how many must sign. */
  readonly committee: { readonly members: readonly Address[]; readonly quorum: number }
  readonly token: { readonly address: Address; readonly symbol: string; readonly decimals: number }
  /** The block of the first of these contracts: followers start here. */
  readonly startBlock: bigint
}

/**
 * Reads a deployment from parsed JSON.
 *
 * @throws InvalidFieldError naming the field.
 */
export function parseDeployment(json: unknown): Deployment {
  const root = record(json, '')
  const committee = record(root.committee, 'committee')
  const token = record(root.token, 'token')
  if (!Array.isArray(committee.members)) {
    throw new InvalidFieldError('deployment', 'committee.members', 'a list of addresses', committee.members)
  }
  return {
    chainId: integer(root.chainId, 'chainId'),
    escrow: address(root.escrow, 'escrow'),
    offerBook: address(root.offerBook, 'offerBook'),
    verifier: address(root.verifier, 'verifier'),
    committee: {
      members: committee.members.map((member, i) => address(member, `committee.members[${i}]`)),
      quorum: integer(committee.quorum, 'committee.quorum'),
    },
    token: {
      address: address(token.address, 'token.address'),
      symbol: text(token.symbol, 'token.symbol'),
      decimals: integer(token.decimals, 'token.decimals'),
    },
    startBlock: BigInt(integer(root.startBlock, 'startBlock')),
  }
}

/** A deployment as JSON text, which `parseDeployment` reads back. */
export function formatDeployment(deployment: Deployment): string {
  return `${JSON.stringify({ ...deployment, startBlock: Number(deployment.startBlock) }, null, 2)}\n`
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new InvalidFieldError('deployment', field, 'an object', value)
  return Object.fromEntries(Object.entries(value))
}

function address(value: unknown, field: string): Address {
  if (typeof value === 'string' && isAddress(value)) return value
  throw new InvalidFieldError('deployment', field, 'an address: 0x and 40 hex digits', value)
}

function integer(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidFieldError('deployment', field, 'a whole number of at least 0', value)
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new InvalidFieldError('deployment', field, 'a text', value)
}
