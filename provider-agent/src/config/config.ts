import { readFileSync } from 'node:fs'
import { MillraceError, parseDeployment, parseOffer, type Deployment, type Offer } from '@millrace/sdk'
import type { Hex } from 'viem'

/** What an agent is told. Amounts are in the token's smallest unit. */
export type AgentConfig = {
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly key: Hex
  /** A folder of its own: journal and content. */
  readonly dataDir: string
  /** Gateways that are asked for specs and inputs. */
  readonly gateways: readonly string[]
  /** Whether gateways on this machine may be called: local markets only. */
  readonly allowLoopback: boolean
  /** Where it serves results. 0 takes a free port, which is published anew with each start. */
  readonly gatewayPort: number
  /** The URL under which others reach that gateway; left out: this machine's loopback. */
  readonly publicGateway: string | undefined
  readonly statusPort: number
  /** What it offers; gateway and validity are filled in when it is published. */
  readonly offer: Omit<Offer, 'gateway' | 'validUntil'>
  /** Earnings beyond the stake reserve are withdrawn to the wallet when they pass this; left out: never by itself. */
  readonly withdrawAbove: bigint | undefined
  readonly pollMs: number
}

/** A field of the config is not what it should be. The start stops with its name. */
export class ConfigError extends MillraceError {
  override readonly name = 'ConfigError'
  override readonly code = 'config.invalid'
  override readonly retryable = false

  constructor(field: string, expected: string) {
    super(`The config's ${field} is not valid: expected ${expected}.`, { meta: { field } })
  }
}

/**
 * Reads an agent's config from a JSON file.
 *
 * @throws ConfigError naming the field; InvalidFieldError for the deployment and the offer.
 */
export function readConfig(path: string): AgentConfig {
  const json = readJson(path, 'file')
  return {
    rpcUrl: url(json.rpcUrl, 'rpcUrl'),
    deployment: parseDeployment(readJson(text(json.deployment, 'deployment'), 'deployment')),
    key: readKey(text(json.keyFile, 'keyFile')),
    dataDir: text(json.dataDir, 'dataDir'),
    gateways: urls(json.gateways, 'gateways'),
    allowLoopback: json.allowLoopback === true,
    gatewayPort: integer(json.gatewayPort ?? 0, 'gatewayPort'),
    publicGateway: json.publicGateway === undefined ? undefined : url(json.publicGateway, 'publicGateway'),
    statusPort: integer(json.statusPort ?? 0, 'statusPort'),
    offer: readOffer(json.offer),
    withdrawAbove: json.withdrawAbove === undefined ? undefined : amount(json.withdrawAbove, 'withdrawAbove'),
    pollMs: integer(json.pollMs ?? 200, 'pollMs'),
  }
}

/** The offer of a config file: amounts as decimal text, no gateway and no validity. */
function readOffer(value: unknown): AgentConfig['offer'] {
  if (typeof value !== 'object' || value === null) throw new ConfigError('offer', 'an object')
  const withAmounts: unknown = JSON.parse(JSON.stringify(value), (key, item: unknown) =>
    amountKeys.includes(key) ? amount(item, `offer.${key}`) : item,
  )
  const {
    gateway: _gateway,
    validUntil: _validUntil,
    ...offer
  } = parseOffer({
    v: 1,
    gateway: 'http://127.0.0.1',
    validUntil: 1,
    ...(typeof withAmounts === 'object' ? withAmounts : {}),
  })
  return offer
}

const amountKeys = ['memoryBytes', 'diskBytes', 'perBillionSteps', 'perBillionSeconds', 'minPrice', 'maxStake']

function readJson(path: string, field: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value))
  } catch {
    throw new ConfigError(field, `the path of a readable JSON file, found ${path}`)
  }
  throw new ConfigError(field, `a JSON object in ${path}`)
}

function readKey(path: string): Hex {
  let key: string
  try {
    key = readFileSync(path, 'utf8').trim()
  } catch {
    throw new ConfigError('keyFile', `the path of a readable file, found ${path}`)
  }
  if (!isKey(key)) throw new ConfigError('keyFile', 'a file with 0x and 64 hex digits')
  return key
}

function isKey(value: string): value is Hex {
  return /^0x[0-9a-fA-F]{64}$/.test(value)
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new ConfigError(field, 'a text')
}

function url(value: unknown, field: string): string {
  const given = text(value, field)
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given
  throw new ConfigError(field, 'an http or https URL')
}

function urls(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value)) throw new ConfigError(field, 'a list of URLs')
  return value.map((item, i) => url(item, `${field}[${i}]`))
}

function integer(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw new ConfigError(field, 'a whole number of at least 0')
}

function amount(value: unknown, field: string): bigint {
  if (typeof value === 'string' && /^\d{1,29}$/.test(value)) return BigInt(value)
  throw new ConfigError(field, 'a whole number of token units as text, as in "40000"')
}
