import type { Contract, ContractTransactionResponse, Signer } from 'ethers'
import { batchOf } from '../../../sdk/src/job/batch.ts'
import { jobStruct, type Job } from '../../../sdk/src/job/job.ts'
import { Verdict } from '../../../sdk/src/generated/enums.ts'
import { localWallet } from '../../local/accounts.ts'
import { commitment, evidence, noFunding, none, quoteFor, signVerdict } from './calls.ts'
import { send, type GasTable, type WatchedBench } from './counter.ts'
import { jobOf } from './fold.ts'
import { signed, type OrderInput } from './world.ts'

/** A call as `batchOf` takes it. */
type Hex = Parameters<typeof batchOf>[0][number]

const JOBS = 50
const FIRST_LANE = 100n

/**
 * Fifty jobs closed in one transaction and completed in another, per job, after a round that makes the lanes used. `delegated`: by
 * the requester and by the provider themselves, whose accounts delegate to JobBatch. `carried`: by a stranger, and every role signs.
 */
export async function batches(b: WatchedBench, table: GasTable): Promise<void> {
  for (const who of ['firstTime', 'returning'] as const) {
    await fifty(b, table, `${who}.carried`, { requester: b.batch, provider: b.batch }, b.stranger, b.stranger)
  }
  const [requester, provider] = [await delegate(b, 'requester', 0), await delegate(b, 'agent', 0)]
  const own = (account: Signer & { readonly address: string }) => b.batch.attach(account.address) as Contract
  const codes = { requester: own(requester), provider: own(provider) }
  await fifty(b, table, 'returning.delegated', codes, requester, provider)
}

type Codes = { readonly requester: Contract; readonly provider: Contract }

async function fifty(b: WatchedBench, table: GasTable, name: string, codes: Codes, closer: Signer, completer: Signer) {
  const isCarried = closer === completer
  const orders: OrderInput[] = []
  for (let i = 0n; i < BigInt(JOBS); i += 1n) orders.push(await flat(b, FIRST_LANE + i))
  const closings = await Promise.all(orders.map((order) => closing(b, order, isCarried)))
  const close = await batched(codes.requester, closer, closings)
  const jobs = await Promise.all(orders.map(async (order) => jobOf(b, order, close)))
  const completions = await Promise.all(jobs.map((job) => completion(b, job, isCarried)))
  const complete = await batched(codes.provider, completer, completions)
  const [closes = 0, completes = 0] = await Promise.all(
    [close, complete].map(async (tx) => {
      const receipt = await tx.wait()
      if (receipt?.logs.some((log) => log.address === tx.to)) throw new Error('A part of the batch failed')
      return Math.ceil(Number(receipt?.gasUsed ?? 0n) / JOBS)
    }),
  )
  table[`batch.close of ${JOBS}, per job.${name}`] = closes
  table[`batch.complete of ${JOBS}, per job.${name}`] = completes
  table[`batch.close-complete of ${JOBS}, per job.${name}`] = closes + completes
}

async function batched(code: Contract, who: Signer, calls: Hex[]): Promise<ContractTransactionResponse> {
  const { call, differences } = batchOf(calls)
  return send(code, who, 'batchOf', call, differences)
}

/** The account of a role, of which the bench has the key, delegating to JobBatch from now on (EIP-7702). */
async function delegate(b: WatchedBench, role: 'requester' | 'agent', index: number) {
  const { chainId } = await b.ethers.provider.getNetwork()
  const account = localWallet(role, Number(chainId), index).connect(b.ethers.provider)
  const nonce = (await account.getNonce()) + 1
  const authorization = await account.authorize({ address: await b.batch.getAddress(), nonce })
  const tx = await account.sendTransaction({ type: 4, to: account.address, authorizationList: [authorization] })
  await tx.wait()
  return account
}

/** An order without a ramp: with the requester's order alone, the quote may be for the whole price. */
async function flat(b: WatchedBench, lane: bigint): Promise<OrderInput> {
  const order = await b.order(lane)
  return { ...order, minPrice: order['maxPrice'] }
}

async function closing(b: WatchedBench, order: OrderInput, isCarried: boolean): Promise<Hex> {
  const { quote, signature } = await quoteFor(b, order)
  const byRequester = isCarried ? await signed(b, b.requester, 'Order', order) : none
  return encoded(b, 'close', [order, quote, noFunding, byRequester, none, signature])
}

async function completion(b: WatchedBench, job: Job, isCarried: boolean): Promise<Hex> {
  const { verdict: _, evidence: __, ...message } = await b.verdictMessage(job, commitment, evidence)
  const proof = isCarried ? await signed(b, b.provider, 'Commitment', message) : none
  const verdict = await signVerdict(b, job)
  const args = [jobStruct(job), commitment, Verdict.Valid, evidence, proof, verdict]
  return encoded(b, 'complete', args)
}

function encoded(b: WatchedBench, move: string, args: readonly unknown[]): Hex {
  const data = b.escrow.interface.encodeFunctionData(move, args)
  return `0x${data.slice(2)}`
}
