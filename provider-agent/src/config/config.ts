import { ConfigError, configFile, readKeyFile } from '@millrace/chain'
import {
  defaultConditions,
  LOCAL_CHAIN_ID,
  parseDeployment,
  parseOffer,
  type Deployment,
  type Offer,
} from '@millrace/sdk'
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
  const json = configFile.json(path, 'file')
  const deployment = parseDeployment(configFile.json(configFile.text(json.deployment, 'deployment'), 'deployment'))
  const isLocal = deployment.chainId === LOCAL_CHAIN_ID
  const offer = readOffer(json.offer)
  const cacheBytes = offer.resources.diskBytes + 256n * 2n ** 20n
  return {
    rpcUrl: configFile.url(json.rpcUrl, 'rpcUrl'),
    deployment,
    key: readKeyFile(configFile.text(json.keyFile, 'keyFile'), deployment.chainId),
    dataDir: configFile.text(json.dataDir, 'dataDir'),
    gateways: configFile.urls(json.gateways, 'gateways'),
    allowLoopback: json.allowLoopback === true,
    gatewayPort: configFile.integer(json.gatewayPort ?? 0, 'gatewayPort'),
    publicGateway: json.publicGateway === undefined ? undefined : configFile.url(json.publicGateway, 'publicGateway'),
    statusPort: configFile.integer(json.statusPort ?? 0, 'statusPort'),
    offer,
    confirmations: BigInt(configFile.integer(json.confirmations ?? (isLocal ? 1 : 2), 'confirmations')),
    cacheBytes: json.cacheBytes === undefined ? cacheBytes : amount(json.cacheBytes, 'cacheBytes'),
    drainMs: configFile.integer(json.drainMs ?? (isLocal ? 3_000 : 60_000), 'drainMs'),
    withdrawAbove: json.withdrawAbove === undefined ? undefined : amount(json.withdrawAbove, 'withdrawAbove'),
    pollMs: configFile.integer(json.pollMs ?? 200, 'pollMs'),
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

function object(
  value: unknown,
  field: string,
  reviver?: (key: string, item: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ConfigError(field, 'an object')
  if (reviver === undefined) return Object.fromEntries(Object.entries(value))
  return object(JSON.parse(JSON.stringify(value), reviver), field)
}

function amount(value: unknown, field: string): bigint {
  if (typeof value === 'string' && /^\d{1,29}$/.test(value)) return BigInt(value)
  throw new ConfigError(field, 'a whole number of token units as text, as in "40000"')
}
