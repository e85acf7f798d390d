import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Deployment } from '@millrace/sdk'
import { localWallet, type Role } from './accounts.ts'
import { EndedEarly, type Child, type Children } from './children.ts'
import { freePorts } from './free-port.ts'
import { writeKeyFile } from './key-file.ts'
import { localProviders, offerConfig } from './providers.ts'

const READY_MS = 60_000
const POLL_MS = 100

/** Where agents and members are started, and what they are told of the market. */
export type Place = {
  readonly children: Children
  readonly dataDir: string
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly deploymentFile: string
  /** Gateways that everybody knows: the requester's store. */
  readonly gateways: readonly string[]
}

/** A provider's agent that runs. */
export type Started = {
  readonly name: string
  readonly address: string
  readonly child: Child
  readonly statusUrl: string
  readonly gatewayUrl: string
  /** Starts it again on the same data, after it died. */
  restart(): Promise<Started>
}

/** A member of the committee that runs. */
export type Member = Omit<Started, 'gatewayUrl' | 'restart'> & { restart(): Promise<Member> }

/** Starts the first `count` local providers, each with its own key, folder, gateway and process, and waits for their health. */
export async function startAgents(place: Place, count: number): Promise<readonly Started[]> {
  const ports = await freePorts(count * 2)
  return Promise.all(
    localProviders.slice(0, count).map(async (provider, i) => {
      const { dataDir, address, keyFile } = home(place, 'agent', provider.name, i)
      const [gatewayPort = 0, statusPort = 0] = ports.slice(i * 2)
      const config = writeConfig(join(dataDir, 'config.json'), {
        rpcUrl: place.rpcUrl,
        deployment: place.deploymentFile,
        keyFile,
        dataDir,
        gateways: place.gateways,
        allowLoopback: true,
        gatewayPort,
        statusPort,
        offer: offerConfig(provider, place.deployment),
      })
      const args = ['provider-agent/src/main.ts', 'start', '--config', config]
      const start = async (): Promise<Started> => {
        const child = place.children.start(provider.name, args, join(place.dataDir, `logs/${provider.name}.log`))
        const statusUrl = `http://127.0.0.1:${statusPort}`
        await untilHealthy(child, statusUrl)
        return {
          name: provider.name,
          address,
          child,
          statusUrl,
          gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
          restart: start,
        }
      }
      return start()
    }),
  )
}

/** Starts the members of the committee, each with its own key, store, sandbox and process, and waits for their health. */
export async function startMembers(place: Place, count: number): Promise<readonly Member[]> {
  const ports = await freePorts(count)
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  return Promise.all(
    ports.map(async (port, i) => {
      const name = `member-${i + 1}`
      const { dataDir, address, keyFile } = home(place, 'member', name, i)
      const config = writeConfig(join(dataDir, 'config.json'), {
        rpcUrl: place.rpcUrl,
        deployment: place.deploymentFile,
        keyFile,
        dataDir,
        gateways: place.gateways,
        allowLoopback: true,
        port,
        peers: urls.filter((_, j) => j !== i),
      })
      const statusUrl = `http://127.0.0.1:${port}`
      const start = async (): Promise<Member> => {
        const child = place.children.start(
          name,
          ['oracle/src/main.ts', '--config', config],
          join(place.dataDir, `logs/${name}.log`),
        )
        await untilHealthy(child, statusUrl)
        return { name, address, child, statusUrl, restart: start }
      }
      return start()
    }),
  )
}

function home(place: Place, role: Role, name: string, index: number) {
  const dataDir = join(place.dataDir, name)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { address, privateKey } = localWallet(role, place.deployment.chainId, index)
  return { dataDir, address, keyFile: writeKeyFile(join(dataDir, 'key'), privateKey) }
}

function writeConfig(path: string, config: object): string {
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 })
  return path
}

async function untilHealthy(child: Child, url: string): Promise<void> {
  let ended: string | undefined
  void child.ended.then((why) => (ended = why))
  const until = Date.now() + READY_MS
  for (;;) {
    if (ended !== undefined) throw new EndedEarly(child, ended)
    if (Date.now() > until)
      throw new Error(`${child.name} was not ready after ${READY_MS / 1000} s; its log is ${child.logFile}`)
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (response?.ok) return
    await pause(POLL_MS)
  }
}
