import { existsSync, readFileSync } from 'node:fs'
import { parseDeployment } from '@millrace/sdk'
import { formatEther, type JsonRpcProvider, type Signer } from 'ethers'
import { carryOut, stepsDone } from './carry-out.ts'
import { checkAccount, checkChain } from './deployer.ts'
import { marketOf, writeDeployment } from './market.ts'
import type { Network } from './network-file.ts'
import { addressIn, type Step } from './plan.ts'
import { hasProxy, PROXY_COST } from './proxy.ts'
import { firstBlockOf } from './start-block.ts'
import { checkTokens } from './tokens.ts'

/** What is to be deployed, where, and by whom. */
export type Target = {
  readonly network: Network
  readonly plan: readonly Step[]
  readonly signer: Signer
  readonly provider: JsonRpcProvider
  readonly log: (line: string) => void
}

/**
 * Deploys what is missing and writes the addresses to `out`; in a dry run only tells what it would do.
 *
 * @param startBlock The block of the first contract, when the node cannot find it.
 * @returns Whether the addresses were written.
 * @throws Error when anything is not as it must be, before anything is sent.
 */
export async function deployTo(target: Target, out: string, isDry: boolean, startBlock?: number): Promise<boolean> {
  const { network, plan, signer, provider, log } = target
  await checkChain(provider, network.chainId)
  await checkTokens(provider, network.tokens)
  const done = await stepsDone(provider, plan)
  const cost = await costOf(target, done)
  if (isDry) {
    tellPlan(target, done)
    const address = await signer.getAddress()
    const balance = await provider.getBalance(address)
    log(`may cost ${formatEther(cost)} of the chain's own coin; the deployer ${address} holds ${formatEther(balance)}`)
    return false
  }
  if (done.size < plan.length) await checkAccount(provider, await signer.getAddress(), cost)
  const before = await provider.getBlockNumber()
  await carryOut(signer, provider, plan, log)
  log(
    done.size === plan.length
      ? 'All of it was there already.'
      : `${plan.length - done.size} of ${plan.length} were missing.`,
  )
  const first = startBlock ?? recordedStart(out, plan) ?? (done.size === 0 ? before : await firstOf(provider, plan))
  writeDeployment(out, marketOf(network, plan, first))
  return true
}

/** The most that the missing steps can cost at the chain's present price. */
async function costOf({ plan, provider }: Target, done: ReadonlySet<Step>): Promise<bigint> {
  const { maxFeePerGas, gasPrice } = await provider.getFeeData()
  const gas = plan.filter((step) => !done.has(step)).reduce((sum, step) => sum + step.gas, 0n)
  const proxy = (await hasProxy(provider)) ? 0n : PROXY_COST
  return gas * (maxFeePerGas ?? gasPrice ?? 0n) + proxy
}

function tellPlan({ network, plan, log }: Target, done: ReadonlySet<Step>): void {
  log(`chain ${network.chainId}, least window ${network.minWindowSeconds} s`)
  log(
    `committee ${network.committee.quorum} of ${network.committee.members.length}: ${network.committee.members.join(', ')}`,
  )
  for (const step of plan) {
    const what = done.has(step) ? 'is there already' : `to be deployed, at most ${step.gas} gas`
    log(`${step.name.padEnd(17)} ${step.address}  ${what}`)
  }
}

/** Where followers of this very market were told to start, if `out` is its record. */
function recordedStart(out: string, plan: readonly Step[]): number | undefined {
  if (!existsSync(out)) return undefined
  const { escrow, startBlock } = parseDeployment(JSON.parse(readFileSync(out, 'utf8')))
  return escrow === addressIn(plan, 'JobEscrow') ? Number(startBlock) : undefined
}

async function firstOf(provider: JsonRpcProvider, plan: readonly Step[]): Promise<number> {
  const escrow = await firstBlockOf(provider, addressIn(plan, 'JobEscrow'))
  const book = await firstBlockOf(provider, addressIn(plan, 'OfferBook'))
  return Math.min(escrow, book)
}
