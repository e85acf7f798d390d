import type { HardhatEthers } from '@nomicfoundation/hardhat-ethers/types'
import type { BaseContract, Contract, ContractTransactionResponse, Signer } from 'ethers'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { typedDataTypes, type MessageName } from '../../../sdk/src/generated/typed-data.ts'
import { actors, type Actors } from './actors.ts'
import { packRules, packWindows, type RulesInput, type WindowsInput } from './pack.ts'

/** An order as a test writes it: every field has a default that makes sense. */
export type OrderInput = Partial<Omit<OrderStruct, 'windows' | 'rules'>> & {
  windows?: Partial<WindowsInput>
  rules?: Partial<RulesInput>
}

export type OrderStruct = {
  requester: string
  payer: string
  provider: string
  token: string
  verifier: string
  arbiter: string
  feeTo: string
  maxPrice: bigint
  minPrice: bigint
  rate: bigint
  stake: bigint
  verifierFee: bigint
  arbiterFee: bigint
  exclusiveUntil: bigint
  windows: bigint
  rules: bigint
  lane: bigint
  sequence: bigint
  specHash: string
}

export type ProgressStruct = {
  state: number
  attempt: bigint
  provider: string
  price: bigint
  acceptedAt: bigint
  phaseEnd: bigint
  answerBy: bigint
  challengeFrom: bigint
  declined: boolean
  proofHash: string
  outcome: number
  units: bigint
  verdict: number
  feesPaid: bigint
  bond: bigint
}

export type JobStruct = { order: OrderStruct; progress: ProgressStruct }

export const zeroAddress = `0x${'00'.repeat(20)}`
export const zeroHash = `0x${'00'.repeat(32)}`
export const noFunding = { kind: 0, amount: 0n, authorization: '0x' }
export const byCall = '0x'
export const minWindow = 10n
/** What every account is given, in the ledger of the escrow. */
export const startBalance = 1_000_000_000n

export const emptyProgress: ProgressStruct = {
  state: JobState.None,
  attempt: 0n,
  provider: zeroAddress,
  price: 0n,
  acceptedAt: 0n,
  phaseEnd: 0n,
  answerBy: 0n,
  challengeFrom: 0n,
  declined: false,
  proofHash: zeroHash,
  outcome: Outcome.None,
  units: 0n,
  verdict: Verdict.None,
  feesPaid: 0n,
  bond: 0n,
}

export const defaultWindows: WindowsInput = {
  open: 1_000n,
  run: 400n,
  verify: 300n,
  challenge: 200n,
  contest: 100n,
  ruling: 500n,
  liveness: 20n,
}

export const defaultRules: RulesInput = {
  slash: 5_000n,
  resign: 1_000n,
  jobError: 4_000n,
  specExceeded: 6_000n,
  split: 5_000n,
  fee: 250n,
  maxAttempts: 2n,
  fallback: 0n,
  unitKind: 0n,
  flags: 0n,
}

export type Market = Actors & {
  ethers: HardhatEthers
  escrow: BaseContract & Contract
  lens: BaseContract & Contract
  token: BaseContract & Contract
  chainId: bigint
  everybody: readonly string[]
}

/** A deployed escrow with a ledger balance for everyone. A fixture: give it to `loadFixture`. */
export async function deployMarket(ethers: HardhatEthers): Promise<Market> {
  const people = await actors(ethers)
  const token = (await ethers.deployContract('TestDollar')) as BaseContract & Contract
  const escrow = (await ethers.deployContract('JobEscrow', [minWindow])) as BaseContract & Contract
  const lens = (await ethers.deployContract('JobLens', [await escrow.getAddress()])) as BaseContract & Contract
  for (const person of Object.values(people)) {
    await call(token, 'mint', person, person.address, 2n * startBalance)
    await call(token, 'approve', person, await escrow.getAddress(), 2n ** 256n - 1n)
    await call(escrow, 'deposit', person, await token.getAddress(), startBalance)
  }
  const { chainId } = await ethers.provider.getNetwork()
  const everybody = [...Object.values(people).map((person) => person.address), zeroAddress]
  return { ...people, ethers, escrow, lens, token, chainId, everybody }
}

/** Calls `method` as `signer`. */
export async function call(
  contract: BaseContract,
  method: string,
  signer: Signer,
  ...args: readonly unknown[]
): Promise<ContractTransactionResponse> {
  return contract.connect(signer).getFunction(method)(...args) as Promise<ContractTransactionResponse>
}

export async function orderOf(market: Market, input: OrderInput = {}): Promise<OrderStruct> {
  const { requester, verifier, arbiter, feeTo, token, ethers } = market
  const { windows, rules, ...rest } = input
  return {
    requester: requester.address,
    payer: requester.address,
    provider: zeroAddress,
    token: await token.getAddress(),
    verifier: verifier.address,
    arbiter: arbiter.address,
    feeTo: feeTo.address,
    maxPrice: 5_000_000n,
    minPrice: 5_000_000n,
    rate: 2_000_000n,
    stake: 1_000_001n,
    verifierFee: 20_000n,
    arbiterFee: 100_000n,
    exclusiveUntil: 0n,
    windows: packWindows({ ...defaultWindows, ...windows }),
    rules: packRules({ ...defaultRules, ...rules }),
    lane: 0n,
    sequence: 1n,
    specHash: ethers.id('a spec'),
    ...rest,
  }
}

/** An EIP-712 signature of one of the escrow's messages. */
export async function sign(market: Market, signer: Signer, name: MessageName, message: object): Promise<string> {
  const domain = {
    name: 'Millrace',
    version: '1',
    chainId: market.chainId,
    verifyingContract: await market.escrow.getAddress(),
  }
  const { Quote } = typedDataTypes
  const types = name === 'Close' ? { Close: typedDataTypes.Close, Quote } : { [name]: typedDataTypes[name] }
  return signer.signTypedData(domain, mutable(types), message)
}

function mutable(types: Record<string, readonly { name: string; type: string }[]>) {
  return Object.fromEntries(
    Object.entries(types).map(([name, fields]) => [name, fields.map((field) => ({ ...field }))]),
  )
}

/** The balance in the escrow of everybody, the burned entry last. */
export async function balances(market: Market): Promise<Record<string, bigint>> {
  const token = await market.token.getAddress()
  const read = market.escrow.getFunction('balanceOf')
  const rows = await Promise.all(market.everybody.map(async (who) => [who, await read(token, who)] as const))
  return Object.fromEntries(rows)
}
