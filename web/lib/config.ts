import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { isAddress, isHex, type Address, type Hex } from 'viem'
import { PageError } from './page-error.ts'

/** The token in which the page's orders are paid. */
export type TokenConfig = { readonly address: Address; readonly symbol: string; readonly decimals: number }

/**
 * Which market this page shows. Read at run time from `config.json` beside the page, so that one build, with one hash, serves
 * every deployment.
 */
export type PageConfig = {
  readonly chainId: number
  readonly chainName: string
  readonly rpcUrl: string
  readonly escrow: Address
  readonly offerBook: Address
  readonly token: TokenConfig
  /** The address whose verdict the page's orders name. */
  readonly verifier: Address
  /** What that verifier is paid per attempt, in the token's smallest unit. */
  readonly verifierFee: bigint
  /** Trustless gateways, asked in this order. */
  readonly gateways: readonly string[]
  /** The content store that takes the requester's files. */
  readonly uploadUrl: string
  /** The block from which events are read. */
  readonly startBlock: bigint
  /** Funds for a newcomer on the local chain; never present elsewhere. */
  readonly demoWallet?: { readonly privateKey: Hex }
}

/** A field of config.json is missing or has another form than expected. */
export class ConfigError extends PageError {
  readonly field: string

  constructor(field: string, expected: string, found: unknown) {
    super(
      `config.json: ${field} must be ${expected}, but is ${describe(found)}.`,
      'Mend config.json beside the page (npm start writes a good one), then load the page again.',
    )
    this.field = field
  }
}

const describe = (value: unknown): string =>
  value === undefined ? 'missing' : (JSON.stringify(value)?.slice(0, 60) ?? typeof value)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Parses config.json.
 * @throws {ConfigError} naming the first field that is wrong.
 */
export function parseConfig(input: unknown): PageConfig {
  if (!isRecord(input)) throw new ConfigError('the file', 'a JSON object', input)
  const chainId = wholeNumber(input, 'chainId')
  const demoWallet = parseDemoWallet(input['demoWallet'], chainId)
  return {
    chainId,
    chainName: typeof input['chainName'] === 'string' ? input['chainName'] : nameOf(chainId),
    rpcUrl: url(input['rpcUrl'], 'rpcUrl'),
    escrow: address(input['escrow'], 'escrow'),
    offerBook: address(input['offerBook'], 'offerBook'),
    token: parseToken(input['token']),
    verifier: address(input['verifier'], 'verifier'),
    verifierFee: amount(input['verifierFee'] ?? '0', 'verifierFee'),
    gateways: parseGateways(input['gateways']),
    uploadUrl: url(input['uploadUrl'], 'uploadUrl'),
    startBlock: BigInt(wholeNumber(input, 'startBlock')),
    ...(demoWallet ? { demoWallet } : {}),
  }
}

const nameOf = (chainId: number): string => (chainId === LOCAL_CHAIN_ID ? 'Local chain' : `Chain ${chainId}`)

function parseToken(value: unknown): TokenConfig {
  if (!isRecord(value)) throw new ConfigError('token', 'an object with address, symbol and decimals', value)
  const symbol = value['symbol']
  if (typeof symbol !== 'string' || !/^[\w.$-]{1,12}$/.test(symbol)) {
    throw new ConfigError('token.symbol', '1 to 12 letters or digits', symbol)
  }
  const decimals = value['decimals']
  if (typeof decimals !== 'number' || !Number.isInteger(decimals) || decimals < 0 || decimals > 36) {
    throw new ConfigError('token.decimals', 'a whole number from 0 to 36', decimals)
  }
  return { address: address(value['address'], 'token.address'), symbol, decimals }
}

function parseGateways(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new ConfigError('gateways', 'a list of at least one URL', value)
  return value.map((entry, index) => url(entry, `gateways[${index}]`))
}

function parseDemoWallet(value: unknown, chainId: number): PageConfig['demoWallet'] {
  if (value === undefined || value === null) return undefined
  if (chainId !== LOCAL_CHAIN_ID) {
    throw new ConfigError('demoWallet', `absent on every chain but ${LOCAL_CHAIN_ID}`, 'present')
  }
  const privateKey = isRecord(value) ? value['privateKey'] : undefined
  // The value itself stays out of the message: a key is a key, also on a local chain.
  if (!isHex(privateKey) || privateKey.length !== 66) {
    throw new ConfigError('demoWallet.privateKey', '32 bytes in hex', typeof privateKey)
  }
  return { privateKey }
}

function wholeNumber(input: Readonly<Record<string, unknown>>, field: string): number {
  const value = input[field]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new ConfigError(field, 'a whole number', value)
  }
  return value
}

function amount(value: unknown, field: string): bigint {
  if (typeof value !== 'string' || !/^\d{1,29}$/.test(value)) {
    throw new ConfigError(field, 'a decimal string in the smallest unit of the token', value)
  }
  return BigInt(value)
}

function address(value: unknown, field: string): Address {
  if (typeof value !== 'string' || !isAddress(value)) throw new ConfigError(field, 'an address', value)
  return value
}

function url(value: unknown, field: string): string {
  const parsed = typeof value === 'string' ? URL.parse(value) : null
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new ConfigError(field, 'an http or https URL', value)
  return parsed.href.replace(/\/$/, '')
}

/**
 * Fetches and parses `config.json` at `href`.
 * @throws {PageError} when it cannot be fetched or is no JSON; {ConfigError} when a field is wrong.
 */
export async function loadConfig(href: string, signal?: AbortSignal): Promise<PageConfig> {
  const next = 'Start the market with npm start, which serves the page with its config.json, then load the page again.'
  const response = await fetch(href, { cache: 'no-store', ...(signal ? { signal } : {}) }).catch((cause: unknown) => {
    throw new PageError('The page could not fetch its config.json.', next, { cause })
  })
  if (!response.ok) throw new PageError(`The page found no config.json (HTTP ${response.status}).`, next)
  const json: unknown = await response.json().catch((cause: unknown) => {
    throw new PageError('config.json is not JSON.', next, { cause })
  })
  return parseConfig(json)
}
