import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDeployment, type Deployment } from '@millrace/sdk'
import { Contract, JsonRpcProvider, type ContractRunner, type InterfaceAbi } from 'ethers'

const POLL_MS = 250

/** A market as a script meets it. */
export type MarketRef = { readonly provider: JsonRpcProvider; readonly deployment: Deployment }

/**
 * Connects to a market over JSON-RPC.
 *
 * @throws Error when the deployment's file is wrong, no chain answers, or the chain is another one.
 */
export async function connect(rpcUrl: string, deploymentFile: string): Promise<MarketRef> {
  const deployment = readDeployment(deploymentFile)
  return { provider: await connectChain(rpcUrl, deployment.chainId), deployment }
}

/** Connects to a chain. @throws Error when none answers, or it is another one. */
export async function connectChain(rpcUrl: string, chainId: number): Promise<JsonRpcProvider> {
  // No cache: a nonce or a balance of a quarter of a second ago is wrong on a chain that mines at once.
  const options = { staticNetwork: true, cacheTimeout: -1, pollingInterval: POLL_MS }
  const provider = new JsonRpcProvider(rpcUrl, chainId, options)
  try {
    const found = BigInt(await provider.send('eth_chainId', []).catch(noAnswer(rpcUrl)))
    if (found !== BigInt(chainId))
      throw new Error(`The market is on chain ${chainId}, but ${placeOf(rpcUrl)} is chain ${found}`)
    return provider
  } catch (error) {
    provider.destroy()
    throw error
  }
}

const noAnswer =
  (rpcUrl: string) =>
  (cause: unknown): never => {
    throw new Error(`No chain answers at ${placeOf(rpcUrl)}: is the market running, and is the RPC URL right?`, {
      cause,
    })
  }

/** Host and port of a URL. The rest may hold an access key, which no message shows. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'that address, which is no URL'
}

function readDeployment(file: string): Deployment {
  try {
    return parseDeployment(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The deployment file ${file} cannot be used (npm start and scripts/deploy.ts write one): ${why}`, {
      cause,
    })
  }
}

/** A contract of the market by the ABI that was built with it. */
export function contractAt(
  name: 'JobEscrow' | 'OfferBook' | 'TestDollar',
  address: string,
  runner: ContractRunner,
): Contract {
  return new Contract(address, abiOf(name), runner)
}

/** The ABI of a contract, from the committed artifacts. */
export function abiOf(name: string): InterfaceAbi {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../../sdk/artifacts/${name}.json`), 'utf8')).abi
}

/** The time of the latest block, in Unix seconds: the only clock that the contracts know. */
export async function chainTime(provider: JsonRpcProvider): Promise<number> {
  return (await provider.getBlock('latest'))?.timestamp ?? 0
}
