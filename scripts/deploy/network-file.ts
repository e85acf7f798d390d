import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidFieldError, LOCAL_CHAIN_ID, type Deployment } from '@millrace/sdk'
import { isAddress, ZeroAddress } from 'ethers'
import { networkNames, networksFolder } from './networks.ts'

/** A token of a market: the chain must say the same of it. */
export type Token = Deployment['token']

/** What a market is deployed with on one network: the reviewed file of that network, read. */
export type Network = {
  readonly chainId: number
  /** The escrow's least window. It is part of the escrow's address. */
  readonly minWindowSeconds: number
  /** The committee's members in ascending order, and how many must sign. Both are part of the verifier's address. */
  readonly committee: { readonly members: readonly string[]; readonly quorum: number }
  /** The first is the one that pages and agents begin with. None on the local chain: a test dollar is deployed. */
  readonly tokens: readonly Token[]
}

const NINETY_DAYS = 90 * 24 * 60 * 60
const MAX_MEMBERS = 24
const MAX_QUORUM = 8
const MAX_DECIMALS = 36

/**
 * Reads the file of a network.
 *
 * @throws Error that names the file and the field.
 */
export function readNetwork(name: string, folder = networksFolder()): Network {
  if (!networkNames(folder).includes(name)) {
    throw new Error(`There is no network ${name}: ${folder} has files for ${networkNames(folder).join(', ') || 'none'}`)
  }
  const path = join(folder, `${name}.json`)
  try {
    return parseNetwork(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/**
 * Reads a network from parsed JSON.
 *
 * @throws InvalidFieldError that names the field.
 */
export function parseNetwork(json: unknown): Network {
  const root = fields(json, '', ['chainId', 'minWindowSeconds', 'committee', 'tokens'])
  const committee = fields(root['committee'], 'committee', ['members', 'quorum'])
  const members = list(committee['members'], 'committee.members', 1, MAX_MEMBERS).map((member, i) =>
    address(member, `committee.members[${i}]`),
  )
  unique(members, 'committee.members')
  const chainId = whole(root['chainId'], 'chainId', 1, Number.MAX_SAFE_INTEGER)
  const tokens = list(root['tokens'], 'tokens', chainId === LOCAL_CHAIN_ID ? 0 : 1, 100).map(token)
  unique(
    tokens.map((each) => each.address),
    'tokens',
  )
  return {
    chainId,
    minWindowSeconds: whole(root['minWindowSeconds'], 'minWindowSeconds', 1, NINETY_DAYS),
    committee: {
      members: members.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)),
      quorum: whole(committee['quorum'], 'committee.quorum', 1, Math.min(MAX_QUORUM, members.length)),
    },
    tokens,
  }
}

function token(value: unknown, index: number): Token {
  const at = `tokens[${index}]`
  const { address: where, symbol, decimals } = fields(value, at, ['address', 'symbol', 'decimals'])
  if (typeof symbol !== 'string' || symbol === '')
    throw wrong(`${at}.symbol`, 'the symbol that the token tells', symbol)
  return {
    address: address(where, `${at}.address`),
    symbol,
    decimals: whole(decimals, `${at}.decimals`, 0, MAX_DECIMALS),
  }
}

function fields(value: unknown, at: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  const expected = `an object with ${names.join(', ')} and nothing else`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at, expected, value)
  const stranger = Object.keys(value).find((key) => !names.includes(key))
  // A misspelt field would otherwise be read as a missing one, or not at all.
  if (stranger !== undefined) throw wrong(at === '' ? stranger : `${at}.${stranger}`, expected, stranger)
  return Object.fromEntries(Object.entries(value))
}

function list(value: unknown, at: string, least: number, most: number): readonly unknown[] {
  if (Array.isArray(value) && value.length >= least && value.length <= most) return value
  throw wrong(at, `a list of ${least} to ${most}`, value)
}

function whole(value: unknown, at: string, least: number, most: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw wrong(at, `a whole number from ${least} to ${most}`, value)
}

function address(value: unknown, at: string): `0x${string}` {
  if (isHexAddress(value) && value !== ZeroAddress) return value
  throw wrong(at, 'an address other than zero, with its checksum', value)
}

/** In mixed case: a mistyped digit shows. */
function isHexAddress(value: unknown): value is `0x${string}` {
  return typeof value === 'string' && value.startsWith('0x') && isAddress(value) && /[A-F]|^0x\d+$/.test(value)
}

function unique(addresses: readonly string[], at: string): void {
  const twice = addresses.find((each, i) => addresses.indexOf(each) !== i)
  if (twice !== undefined) throw wrong(at, 'each address once', twice)
}

const wrong = (field: string, expected: string, found: unknown): InvalidFieldError =>
  new InvalidFieldError('deployment', field, expected, found)
