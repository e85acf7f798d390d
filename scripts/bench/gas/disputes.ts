import { Verdict } from '../../../sdk/src/generated/enums.ts'
import { jobStruct, ticketOf, type Job } from '../../../sdk/src/job/job.ts'
import { closed, commitment, evidence, none, noFunding, signVerdict } from './calls.ts'
import { Counter, send, uncounted, type GasTable, type WatchedBench } from './counter.ts'
import { jobAfter, jobOf } from './fold.ts'
import { signed, type OrderInput } from './world.ts'

const reason = `0x${'aa'.repeat(32)}`
const zero = `0x${'00'.repeat(20)}`
const hour = 3_600n

/** The order of a lane with an arbiter, two attempts and every window. */
async function disputable(b: WatchedBench, lane: bigint): Promise<OrderInput> {
  const windows = [hour, hour, hour, hour, hour, hour, 60n].reduce((word, w, i) => word | (w << (24n * BigInt(i))), 0n)
  const rules = 5_000n | (1_000n << 16n) | (5_000n << 64n) | (2n << 96n) | (2n << 120n)
  return { ...(await b.order(lane)), windows, rules, arbiter: b.arbiter.address, arbiterFee: 100_000n }
}

const move = (b: WatchedBench, job: Job, who: WatchedBench['requester'], name: string, ...args: unknown[]) =>
  send(b.escrow, who, name, jobStruct(job), ...args)

/** A claim that is challenged and ruled upon: with a verifier, judged at once, and without one. */
export async function disputes(b: WatchedBench, table: GasTable, who: string): Promise<void> {
  const judged = new Counter(table, `${who}.judged`, b.watch)
  const job = await closed(b, judged, await disputable(b, 5n))
  const args = [commitment, Verdict.Valid, evidence, none, await signVerdict(b, job)]
  const completed = judged.add('completeToClaim', move(b, job, b.provider, 'complete', ...args))
  await ruled(b, judged, await jobAfter(job, await completed))
  judged.end('close-complete-challenge-rule')

  const silent = new Counter(table, `${who}.unjudged`, b.watch)
  const order = { ...(await disputable(b, 6n)), verifier: zero, verifierFee: 0n }
  const other = await closed(b, silent, order)
  const submitted = silent.add('submit', send(b.escrow, b.provider, 'submit', ticketOf(other), commitment, none))
  await ruled(b, silent, await jobAfter(other, await submitted))
  silent.end('close-submit-challenge-rule')
}

async function ruled(b: WatchedBench, gas: Counter, claimed: Job): Promise<void> {
  const challenged = await gas.add('challenge', move(b, claimed, b.requester, 'challenge', reason, none))
  const disputed = await jobAfter(claimed, challenged)
  await gas.add('rule', move(b, disputed, b.arbiter, 'rule', 5_000n, reason, none))
}

/** The calls that no life above makes. */
export async function runs(b: WatchedBench, table: GasTable): Promise<void> {
  const gas = new Counter(table, 'returning', b.watch)
  const exclusive = { provider: b.provider.address, exclusiveUntil: 2n ** 40n - 1n }
  const order = { ...(await disputable(b, 5n)), ...exclusive }
  const posted = await send(b.escrow, b.requester, 'post', order, noFunding, none, none)
  const open = await jobOf(b, order, posted)
  await gas.add('decline', move(b, open, b.provider, 'decline', reason, none))

  const run = await closed(b, uncounted(), await disputable(b, 6n))
  await b.warp(BigInt(run.progress.challengeFrom))
  const asked = await gas.add('challengeLiveness', move(b, run, b.requester, 'challengeLiveness', none))
  const pending = await jobAfter(run, asked)
  await gas.add('heartbeat', move(b, pending, b.provider, 'heartbeat', reason, 1_000_000_000n, none))

  const given = await closed(b, uncounted(), await disputable(b, 7n))
  await gas.add('resign', move(b, given, b.provider, 'resign', reason, none))

  const job = await closed(b, uncounted(), await disputable(b, 8n))
  const message = { ...(await b.verdictMessage(job, commitment, evidence)), verdict: Verdict.Invalid }
  const invalid = await signed(b, b.verifier, 'Verdict', message)
  const args = [commitment, Verdict.Invalid, evidence, none, invalid]
  const rejected = await jobAfter(job, await move(b, job, b.provider, 'complete', ...args))
  const contested = await jobAfter(
    rejected,
    await gas.add('contest', move(b, rejected, b.provider, 'contest', reason, none)),
  )
  const word = await b.escrow.getFunction('wordOf')(b.requester.address, 8n)
  const agreement = { job: job.id, word, attempt: 1n, provider: b.provider.address, toProvider: 2_000_000n }
  const consent = await signed(b, b.provider, 'Agree', agreement)
  await gas.add('agree', move(b, contested, b.requester, 'agree', 2_000_000n, none, consent))
}
