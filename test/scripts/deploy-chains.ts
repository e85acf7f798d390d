import { readFileSync } from 'node:fs'
import { ContractFactory, JsonRpcProvider, Wallet } from 'ethers'
import { network } from 'hardhat'
import { parseNetwork, type Network } from '../../scripts/deploy/network-file.ts'
import type { Rpc } from '../../scripts/deploy/check/check-market.ts'

/** A local chain of its own id, and somebody with ether on it whom no other chain knows. */
export type Chain = {
  readonly chainId: number
  readonly url: string
  readonly provider: JsonRpcProvider
  readonly deployer: Wallet
  readonly rpc: Rpc
  stop(): Promise<void>
}

/** Members whose keys nobody knows. */
export const members = Array.from({ length: 4 }, () => Wallet.createRandom().address)

/** The id of a local chain, and that of another. */
export const [LOCAL, OTHER] = [31_337, 7_331]

export async function startChain(chainId: number): Promise<Chain> {
  const server = await network.createServer({ network: 'default', override: { chainId } }, '127.0.0.1', 0)
  const { address, port } = await server.listen()
  const url = `http://${address}:${port}`
  const options = { staticNetwork: true, cacheTimeout: -1, pollingInterval: 20, batchMaxCount: 1 }
  const provider = new JsonRpcProvider(url, chainId, options)
  const deployer = new Wallet(Wallet.createRandom().privateKey, provider)
  await provider.send('hardhat_setBalance', [deployer.address, '0xde0b6b3a7640000'])
  return {
    chainId,
    url,
    provider,
    deployer,
    rpc: (method, params) => provider.send(method, [...params]),
    stop: async () => {
      provider.destroy()
      await server.close()
    },
  }
}

/** Runs `use`, and leaves the chain as it was before. */
export async function undone<T>({ provider }: Chain, use: () => Promise<T>): Promise<T> {
  const snapshot = await provider.send('evm_snapshot', [])
  try {
    return await use()
  } finally {
    await provider.send('evm_revert', [snapshot])
  }
}

/** A token that was there before the market. */
export async function deployToken({ deployer }: Chain): Promise<string> {
  const { abi, bytecode } = JSON.parse(readFileSync('sdk/artifacts/TestDollar.json', 'utf8'))
  const token = await new ContractFactory(abi, bytecode, deployer).deploy()
  await token.waitForDeployment()
  return token.getAddress()
}

/** What a network's file says, with changes. */
export function fileOf(chainId: number, changes: object = {}): object {
  return { chainId, minWindowSeconds: 60, committee: { members, quorum: 3 }, tokens: [], ...changes }
}

/** A network of the chain. Where the chain is not the local one, it needs a token. */
export function networkOf({ chainId }: Chain, token?: string): Network {
  const tokens = token === undefined ? [] : [{ address: token, symbol: 'mUSD', decimals: 6 }]
  return parseNetwork(fileOf(chainId, { tokens }))
}

/** The message of what `run` throws. */
export async function messageOf(run: () => unknown): Promise<string> {
  try {
    await run()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('Nothing was thrown')
}
