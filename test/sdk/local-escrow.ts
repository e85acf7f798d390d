import {
  jobEscrowAbi,
  jobEvents,
  offerBookAbi,
  orderStruct,
  reduceJob,
  testDollarAbi,
  type EscrowRef,
  type Job,
  type Order,
} from '@millrace/sdk'
import { network } from 'hardhat'
import { readFileSync } from 'node:fs'
import {
  createTestClient,
  custom,
  isHex,
  publicActions,
  walletActions,
  zeroAddress,
  type Address,
  type Hex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'

export const people = ['requester', 'provider', 'verifier', 'arbiter', 'stranger'] as const
export type Person = (typeof people)[number]

/** A chain of its own with the committed contracts, and five people with ether, tokens and a balance in the escrow. */
export async function startEscrow() {
  const { provider } = await network.create()
  const client = createTestClient({
    chain: hardhat,
    mode: 'hardhat',
    cacheTime: 0,
    transport: custom(provider, { retryCount: 0 }),
  })
    .extend(publicActions)
    .extend(walletActions)
  const accounts = Object.fromEntries(people.map((name) => [name, privateKeyToAccount(generatePrivateKey())]))
  const who = (name: Person): PrivateKeyAccount => {
    const account = accounts[name]
    if (account === undefined) throw new Error(`Nobody is called ${name}`)
    return account
  }
  const deployer = who('stranger')
  for (const name of people) await client.setBalance({ address: who(name).address, value: 10n ** 20n })

  const deploy = async (name: string, args: readonly (bigint | Address)[]): Promise<Address> => {
    const { abi, bytecode } = JSON.parse(readFileSync(`sdk/artifacts/${name}.json`, 'utf8'))
    if (!isHex(bytecode)) throw new Error(`${name} has no bytecode`)
    const hash = await client.deployContract({ account: deployer, abi, bytecode, args })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (contractAddress == null) throw new Error(`${name} was not deployed`)
    return contractAddress
  }
  const token = await deploy('TestDollar', [])
  const escrow = await deploy('JobEscrow', [10n])
  const offerBook = await deploy('OfferBook', [])
  const lens = await deploy('JobLens', [escrow])
  const ref: EscrowRef = { chainId: hardhat.id, escrow }

  for (const name of people) {
    const account = who(name)
    const amount = 10n ** 12n
    await client.writeContract({
      account,
      address: token,
      abi: testDollarAbi,
      functionName: 'mint',
      args: [account.address, 2n * amount],
    })
    await client.writeContract({
      account,
      address: token,
      abi: testDollarAbi,
      functionName: 'approve',
      args: [escrow, amount],
    })
    await client.writeContract({
      account,
      address: escrow,
      abi: jobEscrowAbi,
      functionName: 'deposit',
      args: [token, amount],
    })
  }

  /** An order in a free lane. */
  const orderFor = (lane: number, changes: Partial<Order> = {}): Order => ({
    requester: who('requester').address,
    payer: who('requester').address,
    provider: zeroAddress,
    token,
    verifier: who('verifier').address,
    arbiter: zeroAddress,
    feeTo: zeroAddress,
    maxPrice: 5_000_000n,
    minPrice: 1_000_000n,
    rate: 2_000_001n,
    stake: 1_000_000n,
    verifierFee: 20_000n,
    arbiterFee: 0n,
    exclusiveUntil: 0,
    windows: { open: 1000, run: 400, verify: 300, challenge: 200, contest: 100, ruling: 0, liveness: 0 },
    rules: {
      slash: 5000,
      resign: 1000,
      jobError: 3333,
      specExceeded: 6666,
      split: 5000,
      fee: 0,
      maxAttempts: 2,
      fallback: 'Claimed',
      unitKind: 'Steps',
      public: false,
      completable: false,
      sampled: false,
    },
    lane,
    sequence: 1,
    specHash: `0x${'5c'.repeat(32)}`,
    ...changes,
  })

  /** The job as its events tell it, after one more transaction. */
  const follow = async (job: Job | undefined, hash: Hex): Promise<Job> => {
    const { logs, status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error('The transaction was reverted')
    const next = jobEvents(logs).reduce<Job | undefined>(reduceJob, job)
    if (next === undefined) throw new Error('No event told of a job')
    return next
  }

  const post = async (order: Order): Promise<Job> => {
    const args = [orderStruct(order), { kind: 0, amount: 0n, authorization: '0x' }, '0x', '0x'] as const
    const account = who('requester')
    return follow(
      undefined,
      await client.writeContract({ account, address: escrow, abi: jobEscrowAbi, functionName: 'post', args }),
    )
  }

  return { client, who, token, escrow, lens, offerBook, offerBookAbi, ref, orderFor, follow, post }
}

export type LocalEscrow = Awaited<ReturnType<typeof startEscrow>>
