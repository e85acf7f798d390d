import { configFile, readKeyFile } from '@millrace/chain'
import { parseDeployment, type Deployment } from '@millrace/sdk'
import type { Hex } from 'viem'

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
  const json = configFile.json(path, 'file')
  const deployment = parseDeployment(configFile.json(configFile.text(json.deployment, 'deployment'), 'deployment'))
  return {
    rpcUrl: configFile.url(json.rpcUrl, 'rpcUrl'),
    deployment,
    key: readKeyFile(configFile.text(json.keyFile, 'keyFile'), deployment.chainId),
    dataDir: configFile.text(json.dataDir, 'dataDir'),
    gateways: configFile.urls(json.gateways, 'gateways'),
    allowLoopback: json.allowLoopback === true,
    port: configFile.integer(json.port ?? 0, 'port'),
    peers: configFile.urls(json.peers, 'peers'),
    pollMs: configFile.integer(json.pollMs ?? 200, 'pollMs'),
    judgesAtOnce: configFile.integer(json.judgesAtOnce ?? 2, 'judgesAtOnce', 1),
  }
}
