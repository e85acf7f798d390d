import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { formatDeployment, parseDeployment, type Deployment } from '@millrace/sdk'
import type { Signer } from 'ethers'
import { carryOut } from './carry-out.ts'
import { readCode } from './code-file.ts'
import { checkChain, checkMembers } from './deployer.ts'
import { parseNetwork, type Network, type Token } from './network-file.ts'
import { addressIn, planOf, type Step } from './plan.ts'

/** What a market is made of. `members` are the committee's addresses in any order, `minWindowSeconds` the escrow's least window. */
export type DeployOptions = {
  readonly chainId: number
  readonly members: readonly string[]
  readonly quorum: number
  readonly minWindowSeconds: number
  /** An ERC-20 that exists already; left out on the local chain, a test dollar is deployed. */
  readonly token?: Token
}

/** The addresses of a market, with those beside it that agents and pages can do without. */
export type Market = Deployment & { readonly lens: string; readonly batch: string }

/**
 * Deploys a market from the committed artifacts, which are the production build: nothing is compiled. What is there already is found.
 *
 * @throws Error when the signer's chain is not `chainId`, or the options are not those of a market.
 */
export async function deployMarket(signer: Signer, options: DeployOptions): Promise<Market> {
  const { chainId, members, quorum, minWindowSeconds, token } = options
  await checkChain(signer.provider, chainId)
  const tokens = token === undefined ? [] : [token]
  const network = parseNetwork({ chainId, minWindowSeconds, committee: { members, quorum }, tokens })
  checkMembers(network)
  const { provider } = signer
  if (provider === null) throw new Error('The deployer is connected to no chain')
  const startBlock = await provider.getBlockNumber()
  const plan = planOf(network, readCode())
  await carryOut(signer, provider, plan, () => {})
  return marketOf(network, plan, startBlock)
}

/** What others need to know of a market. */
export function marketOf(network: Network, plan: readonly Step[], startBlock: number): Market {
  const { chainId, committee, tokens } = network
  const [token = { address: addressIn(plan, 'TestDollar'), symbol: 'mUSD', decimals: 6 }] = tokens
  const deployment = parseDeployment({
    chainId,
    escrow: addressIn(plan, 'JobEscrow'),
    offerBook: addressIn(plan, 'OfferBook'),
    verifier: addressIn(plan, 'CommitteeVerifier'),
    committee,
    token,
    startBlock,
  })
  return { ...deployment, lens: addressIn(plan, 'JobLens'), batch: addressIn(plan, 'JobBatch') }
}

/** Writes a deployment where agents, members and scripts read it. */
export function writeDeployment(path: string, deployment: Deployment): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, formatDeployment(deployment))
}
