import type { HardhatEthers } from '@nomicfoundation/hardhat-ethers/types'
import { FundingKind, Verdict } from '../../../sdk/src/generated/enums.ts'
import { jobStruct, ticketOf } from '../../../sdk/src/job/job.ts'
import { batches } from './batches.ts'
import { closed, commitment, evidence, none, noFunding, signVerdict } from './calls.ts'
import { Counter, send, uncounted, type GasTable, type Watch, type WatchedBench } from './counter.ts'
import { disputes, runs } from './disputes.ts'
import { jobAfter, jobOf } from './fold.ts'
import { deployBench, signed, type OrderInput } from './world.ts'

export type { GasTable, Watch } from './counter.ts'

// Three fifths of what the price pays for.
const fewerSteps = 1_500_000_000n

/**
 * Measures every call and every life of a job, `gasUsed` of real receipts: intrinsic gas, calldata and refunds included.
 * Returning users have a balance in the escrow and a lane that held a job before; first-time users have neither.
 */
export async function measureGas(ethers: HardhatEthers, watch: Watch = async () => {}): Promise<GasTable> {
  const table: GasTable = {}
  const bench = { ...(await deployBench(ethers)), watch }
  // The first round makes users return: its lanes and balances are new.
  for (const who of ['firstTime', 'returning'] as const) {
    for (const life of [twoCalls, threeCalls, fourCalls, ramp, committee, metered]) await life(bench, table, who)
  }
  await ledger(bench, table)
  await endings(bench, table)
  for (const who of ['firstTime', 'returning'] as const) await disputes(bench, table, who)
  await runs(bench, table)
  await batches(bench, table)
  return table
}

/** close by the requester with the provider's carried quote; complete by the provider with the verifier's carried verdict. */
async function twoCalls(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  const gas = new Counter(table, who, b.watch)
  const job = await closed(b, gas, await b.order(0n))
  const verdict = await signVerdict(b, job)
  await gas.add(
    'complete',
    send(b.escrow, b.provider, 'complete', jobStruct(job), commitment, Verdict.Valid, evidence, none, verdict),
  )
  gas.end('close-complete')
}

/** The two calls of a job that used less than its price: the rest goes back to the payer. */
async function metered(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  const gas = new Counter(table, `${who}.metered`, b.watch)
  const job = await closed(b, gas, await b.order(0n))
  const less = { ...commitment, units: fewerSteps }
  const verdict = await signed(b, b.verifier, 'Verdict', await b.verdictMessage(job, less, evidence))
  const args = [jobStruct(job), less, Verdict.Valid, evidence, none, verdict]
  await gas.add('complete', send(b.escrow, b.provider, 'complete', ...args))
  gas.end('close-complete')
}

/** close, submit, and the verifier's verdict carried by the provider. */
async function threeCalls(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  const gas = new Counter(table, who, b.watch)
  const job = await closed(b, gas, await b.order(1n))
  const submitted = await jobAfter(
    job,
    await gas.add('submit', send(b.escrow, b.provider, 'submit', ticketOf(job), commitment, none)),
  )
  const verdict = await signVerdict(b, submitted)
  await gas.add(
    'deliverVerdict',
    send(b.escrow, b.provider, 'deliverVerdict', jobStruct(submitted), Verdict.Valid, evidence, verdict),
  )
  gas.end('close-submit-verdict')
}

/** Everything on chain, at a fixed price. */
async function fourCalls(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  const order = await b.order(2n)
  await fourCallsOf(b, new Counter(table, who, b.watch), { ...order, minPrice: order['maxPrice'] })
}

/** The same at the start of a price ramp: what the provider did not ask for goes back to the payer. */
async function ramp(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  await fourCallsOf(b, new Counter(table, `${who}.ramp`, b.watch), await b.order(2n))
}

async function fourCallsOf(b: WatchedBench, gas: Counter, order: OrderInput): Promise<void> {
  const post = await gas.add('post', send(b.escrow, b.requester, 'post', order, noFunding, none, none))
  const open = await jobOf(b, order, post)
  const accept = await gas.add(
    'accept',
    send(b.escrow, b.provider, 'accept', jobStruct(open), b.provider.address, none),
  )
  const job = await jobAfter(open, accept)
  const submitted = await jobAfter(
    job,
    await gas.add('submit', send(b.escrow, b.provider, 'submit', ticketOf(job), commitment, none)),
  )
  const verdict = await signVerdict(b, submitted)
  await gas.add(
    'deliverVerdict',
    send(b.escrow, b.provider, 'deliverVerdict', jobStruct(submitted), Verdict.Valid, evidence, verdict),
  )
  gas.end('post-accept-submit-verdict')
}

/** The two calls with the verdict of three of four members. */
async function committee(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  const gas = new Counter(table, `${who}.3of4`, b.watch)
  const job = await closed(b, gas, await b.order(3n, b.committeeAddress))
  const verdict = await b.bundle(await b.verdictDigest(job, commitment, evidence))
  await gas.add(
    'complete',
    send(b.escrow, b.provider, 'complete', jobStruct(job), commitment, Verdict.Valid, evidence, none, verdict),
  )
  gas.end('close-complete')
}

async function ledger(b: WatchedBench, table: GasTable): Promise<void> {
  const gas = new Counter(table, 'returning', b.watch)
  const token = await b.token.getAddress()
  await gas.add('deposit', send(b.escrow, b.requester, 'deposit', token, 1_000_000n))
  await gas.add('withdraw', send(b.escrow, b.requester, 'withdraw', token, b.requester.address, 1_000_000n))
  const order = await b.order(4n)
  const funding = { kind: FundingKind.Allowance, amount: 5_020_000n, authorization: '0x' }
  await gas.add('postFromWallet', send(b.escrow, b.requester, 'post', order, funding, none, none))
}

async function endings(b: WatchedBench, table: GasTable): Promise<void> {
  const gas = new Counter(table, 'returning', b.watch)
  const order = await b.order(2n)
  const open = await jobOf(b, order, await send(b.escrow, b.requester, 'post', order, noFunding, none, none))
  await gas.add('cancel', send(b.escrow, b.requester, 'cancel', jobStruct(open), none))

  const late = await closed(b, uncounted(), await b.order(1n))
  await b.warp(BigInt(late.progress.phaseEnd) + 1n)
  await gas.add('pokeLate', send(b.escrow, b.stranger, 'poke', jobStruct(late)))

  const job = await closed(b, uncounted(), await b.order(1n))
  const submitted = await jobAfter(job, await send(b.escrow, b.provider, 'submit', ticketOf(job), commitment, none))
  await gas.add('approve', send(b.escrow, b.requester, 'approve', jobStruct(submitted), none))
}
