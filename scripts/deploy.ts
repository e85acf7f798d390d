import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatDeployment, LOCAL_CHAIN_ID, parseDeployment, type Deployment } from '@millrace/sdk'
import { ContractFactory, NonceManager, isAddress, type Signer } from 'ethers'
import { accountOn } from './requester/account.ts'
import { connectChain } from './requester/market.ts'
import { sentenceOf } from './requester/refusal.ts'

type Artifact = 'JobEscrow' | 'OfferBook' | 'CommitteeVerifier' | 'TestDollar'

/** What a market is made of. `members` are the committee's addresses in any order, `minWindowSeconds` the escrow's least window. */
export type DeployOptions = {
  readonly chainId: number
  readonly members: readonly string[]
  readonly quorum: number
  readonly minWindowSeconds: number
  /** An ERC-20 that exists already; left out on the local chain, a test dollar is deployed. */
  readonly token?: Deployment['token']
}

/**
 * Deploys a market from the committed artifacts, which are the production build: nothing is compiled.
 *
 * @throws Error when the signer's chain is not `chainId`, or a token is missing off the local chain.
 */
export async function deployMarket(signer: Signer, options: DeployOptions): Promise<Deployment> {
  const { chainId, quorum, minWindowSeconds } = options
  const network = await signer.provider?.getNetwork()
  if (network?.chainId !== BigInt(chainId)) {
    throw new Error(
      `This is chain ${network?.chainId ?? 'of nobody'}, but the market is meant for chain ${chainId}: nothing was deployed`,
    )
  }
  if (options.token === undefined && chainId !== LOCAL_CHAIN_ID) {
    throw new Error(
      `Name the token with --token: the test dollar, which anyone may mint, is for chain ${LOCAL_CHAIN_ID} only`,
    )
  }
  const members = options.members.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  const account = new NonceManager(signer)
  const startBlock = await signer.provider?.getBlockNumber()
  const [token, escrow, offerBook, verifier] = [
    options.token ?? { address: await deploy(account, 'TestDollar', []), symbol: 'mUSD', decimals: 6 },
    await deploy(account, 'JobEscrow', [minWindowSeconds]),
    await deploy(account, 'OfferBook', []),
    await deploy(account, 'CommitteeVerifier', [members, quorum]),
  ]
  return parseDeployment({ chainId, escrow, offerBook, verifier, committee: { members, quorum }, token, startBlock })
}

async function deploy(signer: Signer, name: Artifact, args: readonly unknown[]): Promise<string> {
  const { abi, bytecode } = JSON.parse(readFileSync(join(import.meta.dirname, `../sdk/artifacts/${name}.json`), 'utf8'))
  const contract = await new ContractFactory(abi, bytecode, signer).deploy(...args)
  await contract.waitForDeployment()
  return contract.getAddress()
}

/** Writes a deployment where agents, members and scripts read it. */
export function writeDeployment(path: string, deployment: Deployment): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, formatDeployment(deployment))
}

const help = `Deploys a market and writes its addresses.

  node scripts/deploy.ts --rpc URL --chain-id N --members 0x…,0x… --quorum K --out deployment.json
      [--min-window 60] [--token 0x…,SYMBOL,DECIMALS]

The deployer's private key is read from the environment variable MILLRACE_KEY; on the local chain it may be left out.`

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      rpc: text,
      'chain-id': text,
      members: text,
      quorum: text,
      out: text,
      'min-window': text,
      token: text,
      help: { type: 'boolean' },
    },
  })
  const { rpc, members, out } = values
  if (values.help || !rpc || !members || !out) {
    console.log(help)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const chainId = wholeNumber('chain-id', values['chain-id'], LOCAL_CHAIN_ID)
  const wallet = accountOn(chainId, 'deployer')
  const [address = '', symbol = '', decimals = ''] = values.token?.split(',') ?? []
  if (values.token !== undefined && !isAddress(address)) throw new Error('--token must be ADDRESS,SYMBOL,DECIMALS')
  const rules = {
    chainId,
    members: members.split(','),
    quorum: wholeNumber('quorum', values.quorum, 1),
    minWindowSeconds: wholeNumber('min-window', values['min-window'], 60),
    ...(isAddress(address) && { token: parseToken(address, symbol, decimals) }),
  }
  const provider = await connectChain(rpc, chainId)
  try {
    writeDeployment(out, await deployMarket(wallet.connect(provider), rules))
    console.log(`The market is on chain ${chainId}; its addresses are in ${resolve(out)}`)
  } finally {
    provider.destroy()
  }
}

function wholeNumber(option: string, text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${option} must be a whole number of at least 1, but is ${text}`)
  return value
}

function parseToken(address: string, symbol: string, decimals: string): Deployment['token'] {
  // Read by the deployment's own parser, which names a field that is wrong.
  const zero = `0x${'00'.repeat(20)}`
  const rest = {
    chainId: 1,
    escrow: zero,
    offerBook: zero,
    verifier: zero,
    committee: { members: [], quorum: 0 },
    startBlock: 0,
  }
  return parseDeployment({ ...rest, token: { address, symbol, decimals: Number(decimals) } }).token
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(sentenceOf(error))
    process.exitCode = 1
  })
}
