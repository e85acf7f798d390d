import { getAddress, Interface, keccak256 } from 'ethers'
import { readArtifact, type CodeFile } from '../code-file.ts'
import type { Network } from '../network-file.ts'
import { expectedOf, type Expected } from './expected.ts'
import { filledIn, firstDifference } from './runtime.ts'

/** A chain as the check sees it: its JSON-RPC and nothing else. */
export type Rpc = (method: string, params: readonly unknown[]) => Promise<unknown>

/** What was compared, and what was found to be wrong: each a sentence. */
export type Report = { readonly compared: readonly string[]; readonly flaws: readonly string[] }

/** What the record of a market says, by field. */
export type MarketRecord = Readonly<Record<string, unknown>>

/** Where EIP-1967 proxies keep implementation, admin and beacon: all three are empty in what never changes. */
const PROXY_SLOTS = ['eip1967.proxy.implementation', 'eip1967.proxy.admin', 'eip1967.proxy.beacon'] as const

/**
 * Compares what stands on a chain with the reviewed files, by a way of its own: it sends nothing and shares no code with what deploys.
 *
 * @param record The deployment file that agents and pages read, if there is one.
 */
export async function checkMarket(rpc: Rpc, network: Network, code: CodeFile, record?: MarketRecord): Promise<Report> {
  const chainId = Number(await rpc('eth_chainId', []))
  if (chainId !== network.chainId) {
    return { compared: [], flaws: [`This is chain ${chainId}, but the network's file is for ${network.chainId}`] }
  }
  const expected = expectedOf(network, code)
  const compared: string[] = []
  const flaws: string[] = []
  for (const each of expected) {
    const found = await flawsOf(rpc, each, code)
    flaws.push(...found.map((flaw) => `${each.name} at ${getAddress(each.address)}: ${flaw}`))
    compared.push(
      `${each.name} at ${getAddress(each.address)}: code, ${Object.keys(each.immutables).length} immutables, ${each.questions.length} answers`,
    )
  }
  for (const member of network.committee.members) {
    const text = String(await rpc('eth_getCode', [member, 'latest']))
    // A key may delegate its account to some code (EIP-7702), and goes on to sign. A contract never could.
    if (text !== '0x' && !text.startsWith('0xef0100'))
      flaws.push(`The committee's member ${member} is a contract, which cannot sign`)
  }
  compared.push(`${network.committee.members.length} members of the committee`)
  for (const { address, symbol, decimals } of network.tokens) {
    flaws.push(...(await tokenFlaws(rpc, address, symbol, decimals)))
    compared.push(`the token ${symbol}`)
  }
  if (record !== undefined) {
    flaws.push(...recordFlaws(record, network, expected))
    compared.push('the record')
  }
  return { compared, flaws }
}

async function flawsOf(
  rpc: Rpc,
  { name, address, immutables, questions }: Expected,
  code: CodeFile,
): Promise<string[]> {
  const runtime = String(await rpc('eth_getCode', [address, 'latest']))
  if (runtime === '0x') return ['nothing is deployed there']
  const flaws: string[] = []
  const entry = code.contracts[name]
  const { abi, bytecode, deployedBytecode } = readArtifact(name)
  if (entry === undefined || keccak256(bytecode) !== entry.creation || keccak256(deployedBytecode) !== entry.runtime) {
    return ['the committed artifact is not the reviewed code']
  }
  const whole = filledIn(deployedBytecode, entry.immutables, immutables)
  if (keccak256(whole) !== keccak256(runtime)) flaws.push(firstDifference(whole, runtime, entry.immutables))
  for (const slot of PROXY_SLOTS) {
    const place = `0x${(BigInt(keccak256(Buffer.from(slot))) - 1n).toString(16)}`
    const value = String(await rpc('eth_getStorageAt', [address, place, 'latest']))
    if (BigInt(value) !== 0n) flaws.push(`it is a proxy: ${slot} is ${value}`)
  }
  const its = Interface.from(JSON.stringify(abi))
  for (const { call, args, answer } of questions) {
    const said = await ask(rpc, address, its.encodeFunctionData(call, args))
    if (said !== answer) flaws.push(`${call} answers ${said}, expected ${answer}`)
  }
  // A contract begins with nonce 1 and has another only when it created contracts.
  const nonce = Number(await rpc('eth_getTransactionCount', [address, 'latest']))
  if (nonce !== 1) flaws.push(`its nonce is ${nonce}, but it creates nothing`)
  return flaws
}

async function tokenFlaws(rpc: Rpc, address: string, symbol: string, decimals: number): Promise<readonly string[]> {
  const erc20 = new Interface(['function symbol() view returns (string)', 'function decimals() view returns (uint8)'])
  const right = [
    ['symbol', erc20.encodeFunctionResult('symbol', [symbol])],
    ['decimals', erc20.encodeFunctionResult('decimals', [decimals])],
  ] as const
  const said = await Promise.all(right.map(([call]) => ask(rpc, address, erc20.encodeFunctionData(call))))
  return right.flatMap(([call, answer], i) =>
    said[i] === answer ? [] : [`The token ${symbol} at ${address}: ${call} answers ${said[i]}, expected ${answer}`],
  )
}

async function ask(rpc: Rpc, to: string, data: string): Promise<string> {
  try {
    return String(await rpc('eth_call', [{ to, data }, 'latest']))
  } catch (error) {
    return `nothing (${error instanceof Error ? error.message : String(error)})`
  }
}

function recordFlaws(record: MarketRecord, network: Network, expected: readonly Expected[]): readonly string[] {
  const at = (name: string): string | undefined => {
    const address = expected.find((each) => each.name === name)?.address
    return address === undefined ? undefined : getAddress(address)
  }
  const [token = { address: at('TestDollar'), symbol: 'mUSD', decimals: 6 }] = network.tokens
  const right: MarketRecord = {
    chainId: network.chainId,
    escrow: at('JobEscrow'),
    offerBook: at('OfferBook'),
    verifier: at('CommitteeVerifier'),
    committee: network.committee,
    token,
    lens: at('JobLens'),
    batch: at('JobBatch'),
  }
  return Object.entries(right)
    .filter(([field, value]) => canonical(record[field]) !== canonical(value))
    .map(([field, value]) => `The record's ${field} is ${canonical(record[field])}, expected ${canonical(value)}`)
}

/** JSON with the fields of objects in order, so that equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
