import { readFileSync } from 'node:fs'
import { defaultConditions, offerBookAbi } from '@millrace/sdk'
import { expect } from 'chai'
import { network } from 'hardhat'
import { pino } from 'pino'
import {
  createTestClient,
  http,
  isHex,
  parseEventLogs,
  publicActions,
  walletActions,
  zeroAddress,
  type Address,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { startAgent, type AgentConfig } from '../../provider-agent/src/index.ts'
import { temporaryFolder } from '../store/fixture/folder.ts'

describe('an agent that is asked to end', function () {
  this.timeout(120_000)

  it('withdraws its offer, and ends when that is final', async () => {
    await using world = await chainAndAgent()
    await world.said(['OfferPublished'])
    await world.agent.stop()
    expect(await world.names()).to.deep.equal(['OfferPublished', 'OfferWithdrawn'])
  })

  it('ends all the same when the chain is gone', async () => {
    await using world = await chainAndAgent({ drainMs: 300 })
    await world.said(['OfferPublished'])
    await world.client.setAutomine(false)
    await world.agent.stop()
    expect(await world.names()).to.deep.equal(['OfferPublished'])
  })
})

/** A chain of its own with the contracts that an agent reads, and an agent on it. */
async function chainAndAgent(change: Partial<AgentConfig> = {}) {
  const server = await network.createServer('default', '127.0.0.1', 0)
  const { port } = await server.listen()
  const rpcUrl = `http://127.0.0.1:${port}`
  const client = createTestClient({ chain: hardhat, mode: 'hardhat', transport: http(rpcUrl), cacheTime: 0 })
    .extend(publicActions)
    .extend(walletActions)
  const deployer = privateKeyToAccount(generatePrivateKey())
  const key = generatePrivateKey()
  for (const { address } of [deployer, privateKeyToAccount(key)])
    await client.setBalance({ address, value: 10n ** 20n })
  const deploy = async (name: string, args: readonly bigint[] = []): Promise<Address> => {
    const { abi, bytecode } = JSON.parse(readFileSync(`sdk/artifacts/${name}.json`, 'utf8'))
    if (!isHex(bytecode)) throw new Error(`${name} has no bytecode`)
    const hash = await client.deployContract({ account: deployer, abi, bytecode, args })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (contractAddress == null) throw new Error(`${name} was not deployed`)
    return contractAddress
  }
  const [token, escrow, offerBook] = [
    await deploy('TestDollar'),
    await deploy('JobEscrow', [10n]),
    await deploy('OfferBook'),
  ]
  const folder = await temporaryFolder()
  const agent = await startAgent(
    {
      rpcUrl,
      deployment: {
        chainId: hardhat.id,
        escrow,
        offerBook,
        verifier: zeroAddress,
        committee: { members: [deployer.address], quorum: 1 },
        token: { address: token, symbol: 'mUSD', decimals: 6 },
        startBlock: 1n,
      },
      key,
      dataDir: folder.path,
      gateways: [],
      allowLoopback: true,
      gatewayPort: 0,
      publicGateway: undefined,
      statusPort: 0,
      offer: {
        v: 1,
        name: 'mill',
        resources: { cpu: 1, memoryBytes: 1_000n, diskBytes: 0n, gpu: 0 },
        runtimes: [{ kind: 'wasm', engines: ['millrace-wasm/1'] }],
        network: { kind: 'none' },
        maxRunSeconds: 60,
        tokens: [{ token, perBillionSteps: 1n, minPrice: 1n, maxStake: 10n }],
        verifiers: [zeroAddress],
        conditions: defaultConditions,
      },
      withdrawAbove: undefined,
      confirmations: 0n,
      cacheBytes: 1_000n,
      drainMs: 60_000,
      pollMs: 20,
      ...change,
    },
    pino({ level: 'silent' }),
  )
  const names = async () => {
    const logs = await client.getLogs({ address: offerBook, fromBlock: 0n })
    return parseEventLogs({ abi: offerBookAbi, logs }).map(({ eventName }) => eventName)
  }
  return {
    agent,
    client,
    names,
    /** Waits until the offer book said just this. */
    said: async (expected: readonly string[]) => {
      const until = Date.now() + 30_000
      while ((await names()).join() !== expected.join()) {
        if (Date.now() > until) throw new Error(`The offer book did not say ${expected.join()}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    [Symbol.asyncDispose]: async () => {
      await agent.stop()
      await server.close()
      await folder.remove()
    },
  }
}
