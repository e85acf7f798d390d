import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConditions, encodeOffer, offerBookAbi, type Deployment, type Offer } from '@millrace/sdk'
import { BlockStore, serveGateway } from '@millrace/store'
import { JsonRpcProvider } from 'ethers'
import {
  bytesToHex,
  createWalletClient,
  defineChain,
  http,
  isHex,
  type Address,
  type Hex,
  type PrivateKeyAccount,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { deployMarket } from '../../../scripts/deploy.ts'
import { LOCAL_CHAIN_ID, localWallet, type Role } from '../../../scripts/local/accounts.ts'
import { Children } from '../../../scripts/local/children.ts'
import { buildPage, isPageStale, servePage } from '../../../scripts/local/page.ts'
import { Mill } from './mill.ts'

/** A market on this machine, with the page in front and one mill behind. */
export type LocalMarket = {
  readonly url: string
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly mill: Mill
  readonly demo: PrivateKeyAccount
  readonly guest: { readonly key: Hex; readonly account: PrivateKeyAccount }
  /** Gives an account test tokens. */
  readonly mint: (to: Address, units: bigint) => Promise<void>
  readonly stop: () => Promise<void>
}

const DAY_SECONDS = 86_400
const GIB = 1024n ** 3n

/** Tokens that demo wallet and guest begin with: 1,000 mUSD. */
export const STARTING_UNITS = 1_000_000_000n

/** Starts chain, contracts, store, gateway, three offers, and the built page. */
export async function startLocalMarket(): Promise<LocalMarket> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-web-'))
  const children = new Children()
  const chain = children.start('chain', ['scripts/local/chain.ts'], join(folder, 'chain.log'))
  const rpcUrl = String((await chain.firstJson((line) => 'url' in line, 60_000))['url'])

  const provider = new JsonRpcProvider(rpcUrl, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
    pollingInterval: 100,
  })
  const member = accountOf('member')
  const deployment = await deployMarket(localWallet('deployer', LOCAL_CHAIN_ID).connect(provider), {
    chainId: LOCAL_CHAIN_ID,
    members: [member.address],
    quorum: 1,
    minWindowSeconds: 60,
  })
  provider.destroy()

  const store = await BlockStore.open(join(folder, 'store'))
  const gateway = await serveGateway(store, { quotaBytes: 2 ** 30 })
  const mint = (to: Address, units: bigint) => mintTokens(rpcUrl, deployment, to, units)
  const [demo, guest, miller] = [accountOf('pageWallet'), accountOf('requester'), accountOf('agent')]
  await mint(demo.address, STARTING_UNITS)
  await mint(guest.address, STARTING_UNITS)
  for (const [index, offer] of offersFor(deployment, gateway.url).entries())
    await publish(rpcUrl, deployment, accountOf('agent', index), offer)
  const mill = new Mill({ rpcUrl, deployment, store, provider: miller, member })
  await mill.stake(STARTING_UNITS)

  if (isPageStale()) await buildPage()
  const page = await servePage(configFor(deployment, rpcUrl, gateway.url))
  return {
    url: `${page.url}/`,
    rpcUrl,
    deployment,
    mill,
    demo,
    guest: { key: keyOf('requester'), account: guest },
    mint,
    stop: async () => {
      await Promise.all([page.close(), gateway.close(), children.stop()])
      await rm(folder, { recursive: true })
    },
  }
}

function configFor(deployment: Deployment, rpcUrl: string, gatewayUrl: string) {
  const { chainId, escrow, offerBook, verifier, token, startBlock } = deployment
  const links = { rpcUrl, gateways: [gatewayUrl], uploadUrl: gatewayUrl }
  return {
    chainId,
    escrow,
    offerBook,
    verifier,
    token,
    startBlock: Number(startBlock),
    ...links,
    demoWallet: { privateKey: keyOf('pageWallet') },
  }
}

function keyOf(role: Role, index = 0): Hex {
  const { privateKey } = localWallet(role, LOCAL_CHAIN_ID, index)
  if (!isHex(privateKey)) throw new Error('A local key is not hex')
  return privateKey
}

const accountOf = (role: Role, index = 0): PrivateKeyAccount => privateKeyToAccount(keyOf(role, index))

/** Three providers of different size and price; the smallest has too little memory for the templates. */
function offersFor({ token, verifier }: Deployment, gateway: string): readonly Offer[] {
  const base = {
    v: 1,
    gateway,
    runtimes: [{ kind: 'wasm', engines: ['millrace-wasm/1'] }],
    network: { kind: 'none' },
    maxRunSeconds: 3600,
    stepsPerSecond: 500_000_000n,
    verifiers: [verifier],
    conditions: defaultConditions,
    validUntil: Math.floor(Date.now() / 1000) + DAY_SECONDS,
  } as const
  const terms = (perBillionSteps: bigint) => [
    { token: token.address, perBillionSteps, minPrice: 1000n, maxStake: 10_000_000_000n },
  ]
  return [
    {
      ...base,
      name: 'Mill on the Exe',
      resources: { cpu: 4, memoryBytes: 8n * GIB, diskBytes: 50n * GIB, gpu: 0 },
      tokens: terms(400_000n),
    },
    {
      ...base,
      name: 'Foster Wheel',
      resources: { cpu: 16, memoryBytes: 64n * GIB, diskBytes: 500n * GIB, gpu: 1 },
      tokens: terms(900_000n),
    },
    {
      ...base,
      name: 'Brook',
      resources: { cpu: 1, memoryBytes: 32n * 1024n * 1024n, diskBytes: GIB, gpu: 0 },
      tokens: terms(150_000n),
    },
  ]
}

const walletOf = (rpcUrl: string, account: PrivateKeyAccount) =>
  createWalletClient({
    account,
    transport: http(rpcUrl),
    chain: defineChain({
      id: LOCAL_CHAIN_ID,
      name: 'local',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: { default: { http: [rpcUrl] } },
    }),
  })

async function publish(
  rpcUrl: string,
  { offerBook }: Deployment,
  account: PrivateKeyAccount,
  offer: Offer,
): Promise<void> {
  await walletOf(rpcUrl, account).writeContract({
    address: offerBook,
    abi: offerBookAbi,
    functionName: 'publish',
    args: [offer.validUntil, bytesToHex(encodeOffer(offer))],
  })
}

const mintAbi = [
  {
    type: 'function',
    name: 'mint',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    outputs: [],
  },
] as const

async function mintTokens(rpcUrl: string, { token }: Deployment, to: Address, units: bigint): Promise<void> {
  await walletOf(rpcUrl, accountOf('deployer')).writeContract({
    address: token.address,
    abi: mintAbi,
    functionName: 'mint',
    args: [to, units],
  })
}
