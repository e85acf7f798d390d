// npm run deploy -- --network NAME: deploys a market at the addresses that it has on every chain, and checks it. See docs/deploy.md.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { JsonRpcProvider } from 'ethers'
import { checkMarket, type MarketRecord } from './deploy/check/check-market.ts'
import { checkReviewed, readCode } from './deploy/code-file.ts'
import { deployTo, type Target } from './deploy/deploy-to.ts'
import { checkMembers, deployerOn } from './deploy/deployer.ts'
import { freeze } from './deploy/freeze.ts'
import { readNetwork, type Network } from './deploy/network-file.ts'
import { namesIn, planOf } from './deploy/plan.ts'
import { ROOT } from './local/children.ts'
import { connectChain } from './requester/market.ts'
import { orExplain } from './requester/refusal.ts'

export { deployMarket, writeDeployment, type DeployOptions } from './deploy/market.ts'

const help = `Deploys a market at the addresses that it has on every chain, and checks it.

  npm run deploy -- --network NAME [--dry-run | --check] [--out FILE] [--start-block N]

NAME       a file in deployments/networks, which holds the constructor's arguments
--dry-run  sends nothing: says what would be deployed where, for how much gas and what it may cost
--check    sends nothing: compares what stands on the chain with the reviewed files, by a way of its own
--out      where the addresses are written; .millrace/deployments/NAME.json unless named
--freeze   writes the code that was built into deployments/code.json, for review; needs no network

The RPC URL is the variable NAME_RPC_URL, the deployer's key MILLRACE_DEPLOYER_KEY: from the environment or Hardhat's keystore.`

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    options: {
      network: text,
      out: text,
      'start-block': text,
      'dry-run': flag,
      check: flag,
      freeze: flag,
      help: flag,
    },
  })
  if (values.freeze === true) return freeze()
  const { network: name } = values
  if (values.help === true || name === undefined) {
    console.log(help)
    process.exitCode = values.help === true ? 0 : 2
    return
  }
  const network = readNetwork(name)
  checkMembers(network)
  // Loads Hardhat, which those that import this file for `deployMarket` do not need.
  const { endpointOf } = await import('./deploy/endpoint.ts')
  const { rpcUrl, key } = await endpointOf(name)
  const code = readCode()
  const plan = planOf(network, code)
  checkReviewed(code, namesIn(plan))
  const provider = await connectChain(rpcUrl, network.chainId)
  try {
    const out = values.out ?? join(ROOT, '.millrace/deployments', `${name}.json`)
    if (values.check !== true) {
      const signer = deployerOn(network.chainId, await key()).connect(provider)
      const target: Target = { network, plan, signer, provider, log: (line) => console.log(line) }
      const written = await deployTo(target, out, values['dry-run'] === true, startBlockOf(values['start-block']))
      if (!written) return
      console.log(`The addresses are in ${resolve(out)}`)
    }
    await check(provider, network, existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : undefined)
  } finally {
    provider.destroy()
  }
}

async function check(provider: JsonRpcProvider, network: Network, record?: MarketRecord): Promise<void> {
  const rpc = (method: string, params: readonly unknown[]): Promise<unknown> => provider.send(method, [...params])
  const { compared, flaws } = await checkMarket(rpc, network, readCode(), record)
  for (const line of compared) console.log(`compared ${line}`)
  for (const flaw of flaws) console.error(`WRONG    ${flaw}`)
  console.log(flaws.length === 0 ? 'All is as the reviewed files say.' : `${flaws.length} things are not as reviewed.`)
  if (flaws.length > 0) process.exitCode = 1
}

function startBlockOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const block = Number(text)
  if (text !== '' && Number.isSafeInteger(block) && block >= 0) return block
  throw new Error(`--start-block must be a whole number of at least 0, but is ${text}`)
}

if (import.meta.main) await orExplain(main)
