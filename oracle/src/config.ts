import { readFileSync } from 'node:fs'
import { parseDeployment, type Deployment } from '@millrace/sdk'
import type { Hex } from 'viem'
import { ConfigError } from './config-error.ts'
import { readKey } from './key.ts'

/** What a committee member is told. Secrets are apart: the key stays in its own file. */
export type MemberConfig = {
  readonly rpcUrl: string
  readonly deployment: Deployment
  /** The member's private key. */
  readonly key: Hex
  /** A folder of its own: journal and content. */
  readonly dataDir: string
  /** Gateways that are asked for content beside the provider's own. */
  readonly gateways: readonly string[]
  /** Whether gateways on this machine may be called: local markets only. */
  readonly allowLoopback: boolean
  /** Where it answers: health, attestations, content. 0 takes a free port. */
  readonly port: number
  /** Base URLs of the other members. */
  readonly peers: readonly string[]
  readonly pollMs: number
  /** How many proofs are judged at the same time: each may fill a processor and the memory of its spec. */
  readonly judgesAtOnce: number
}

/**
 * Reads a member's config from a JSON file.
 *
 * @throws ConfigError naming the field; InvalidFieldError for the deployment.
 */
export function readConfig(path: string): MemberConfig {
  const json = readJson(path, 'file')
  const deployment = parseDeployment(readJson(text(json.deployment, 'deployment'), 'deployment'))
  return {
    rpcUrl: url(json.rpcUrl, 'rpcUrl'),
    deployment,
    key: readKey(text(json.keyFile, 'keyFile'), deployment.chainId),
    dataDir: text(json.dataDir, 'dataDir'),
    gateways: urls(json.gateways, 'gateways'),
    allowLoopback: json.allowLoopback === true,
    port: integer(json.port ?? 0, 'port'),
    peers: urls(json.peers, 'peers'),
    pollMs: integer(json.pollMs ?? 200, 'pollMs'),
    judgesAtOnce: integer(json.judgesAtOnce ?? 2, 'judgesAtOnce', 1),
  }
}

function readJson(path: string, field: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value))
  } catch {
    throw new ConfigError(field, `the path of a readable JSON file, found ${path}`)
  }
  throw new ConfigError(field, `a JSON object in ${path}`)
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

function integer(value: unknown, field: string, least = 0): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
  throw new ConfigError(field, `a whole number of at least ${least}`)
}
