import { readFileSync } from 'node:fs'
import {
  defaultConditions,
  LOCAL_CHAIN_ID,
  parseDeployment,
  parseOffer,
  type Deployment,
  type Offer,
} from '@millrace/sdk'
import type { Hex } from 'viem'
import { ConfigError } from './config-error.ts'
import { readKey } from './key.ts'

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
  /** What it offers; gateway, speed and validity are filled in when it is published. */
  readonly offer: Omit<Offer, 'gateway' | 'stepsPerSecond' | 'validUntil'>
  /**
   * Blocks on top of another before it is believed: 1 on the local chain, else 2 by default. Ethereum's reorgs are one block
   * deep, rarely two; a rollup takes what its sequencer promises. What the agent sees is that much older, so
   * `offer.conditions.marginSeconds` must be longer than twice the time of these blocks.
   */
  readonly confirmations: bigint
  /** The most that specs, modules and inputs of strangers take on disk, in bytes: by default the offered disk and 256 MiB. */
  readonly cacheBytes: bigint
  /** How long an agent that was asked to end waits for its offer to be withdrawn once its jobs are done: 3 s locally, else 60. */
  readonly drainMs: number
  /** Earnings beyond the stake reserve are withdrawn to the wallet when they pass this; left out: never by itself. */
  readonly withdrawAbove: bigint | undefined
  readonly pollMs: number
}

/**
 * Reads an agent's config from a JSON file.
 *
 * @throws ConfigError naming the field; InvalidFieldError for the deployment and the offer.
 */
export function readConfig(path: string): AgentConfig {
  const json = readJson(path, 'file')
  const deployment = parseDeployment(readJson(text(json.deployment, 'deployment'), 'deployment'))
  const isLocal = deployment.chainId === LOCAL_CHAIN_ID
  const offer = readOffer(json.offer)
  const cacheBytes = offer.resources.diskBytes + 256n * 2n ** 20n
  return {
    rpcUrl: url(json.rpcUrl, 'rpcUrl'),
    deployment,
    key: readKey(text(json.keyFile, 'keyFile'), deployment.chainId),
    dataDir: text(json.dataDir, 'dataDir'),
    gateways: urls(json.gateways, 'gateways'),
    allowLoopback: json.allowLoopback === true,
    gatewayPort: integer(json.gatewayPort ?? 0, 'gatewayPort'),
    publicGateway: json.publicGateway === undefined ? undefined : url(json.publicGateway, 'publicGateway'),
    statusPort: integer(json.statusPort ?? 0, 'statusPort'),
    offer,
    confirmations: BigInt(integer(json.confirmations ?? (isLocal ? 1 : 2), 'confirmations')),
    cacheBytes: json.cacheBytes === undefined ? cacheBytes : amount(json.cacheBytes, 'cacheBytes'),
    drainMs: integer(json.drainMs ?? (isLocal ? 3_000 : 60_000), 'drainMs'),
    withdrawAbove: json.withdrawAbove === undefined ? undefined : amount(json.withdrawAbove, 'withdrawAbove'),
    pollMs: integer(json.pollMs ?? 200, 'pollMs'),
  }
}

/** The offer of a config file: amounts as decimal text, no gateway, speed or validity; conditions that are left out are the default. */
function readOffer(value: unknown): AgentConfig['offer'] {
  const given = object(value, 'offer', amountsIn)
  const conditions = { ...defaultConditions, ...object(given.conditions ?? {}, 'offer.conditions') }
  const {
    gateway: _gateway,
    stepsPerSecond: _stepsPerSecond,
    validUntil: _validUntil,
    ...offer
  } = parseOffer({ v: 1, gateway: 'http://127.0.0.1', stepsPerSecond: 1, validUntil: 1, ...given, conditions })
  return offer
}

function amountsIn(key: string, item: unknown): unknown {
  return amountKeys.includes(key) ? amount(item, `offer.${key}`) : item
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

function object(
  value: unknown,
  field: string,
  reviver?: (key: string, item: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ConfigError(field, 'an object')
  if (reviver === undefined) return Object.fromEntries(Object.entries(value))
  return object(JSON.parse(JSON.stringify(value), reviver), field)
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
