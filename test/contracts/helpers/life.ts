import type { ContractTransactionResponse, Result, Signer } from 'ethers'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import {
  byCall,
  call,
  emptyProgress,
  noFunding,
  orderOf,
  sign,
  type JobStruct,
  type Market,
  type OrderInput,
  type ProgressStruct,
} from './market.ts'
import { packProgress } from './pack.ts'

export const steps = 1_500_000_000n
/** rate × steps / 1e9 with the default rate. */
export const fullClaim = 3_000_000n

export type Life = { job: JobStruct; id: string; tx: ContractTransactionResponse }

/** What matters to a running attempt only. */
const atRest = { challengeFrom: 0n, answerBy: 0n }

/** Folds the events of a transaction into the job, by hand: what a stranger would do with the interface's text alone. */
export async function after(market: Market, job: JobStruct, tx: ContractTransactionResponse): Promise<JobStruct> {
  const receipt = await tx.wait()
  let progress = job.progress
  for (const log of receipt?.logs ?? []) {
    const event = market.escrow.interface.parseLog(log)
    if (event !== null) progress = fold(job, progress, event.name, event.args)
  }
  return { order: job.order, progress }
}

function fold(job: JobStruct, p: ProgressStruct, name: string, args: Result): ProgressStruct {
  const { order } = job
  const window = (index: bigint) => (order.windows >> (24n * index)) & 0xffffffn
  switch (name) {
    case 'JobPosted':
      return { ...emptyProgress, state: JobState.Open, phaseEnd: args.phaseEnd }
    case 'JobContracted': {
      const { provider, attempt, price, acceptedAt } = args as unknown as ProgressStruct
      const phaseEnd = acceptedAt + window(1n)
      const challengeFrom = acceptedAt + window(1n) / 4n
      return { ...p, state: JobState.Contracted, provider, attempt, price, acceptedAt, phaseEnd, challengeFrom }
    }
    case 'MatchClosed': {
      const { provider, price, acceptedAt } = args as unknown as ProgressStruct
      const taken = { provider, price, acceptedAt, attempt: 1n }
      return fold(job, { ...emptyProgress, state: JobState.Open }, 'JobContracted', taken as unknown as Result)
    }
    case 'ProofJudged':
      return fold(job, fold(job, p, 'ProofSubmitted', args), 'VerdictDelivered', args)
    case 'ProofSubmitted': {
      const { proofHash, outcome, units, phaseEnd } = args as unknown as ProgressStruct
      const state = BigInt(order.verifier) === 0n ? JobState.Claimed : JobState.Verifying
      const committed = { proofHash, outcome: Number(outcome), units, phaseEnd }
      return { ...p, ...committed, ...atRest, state }
    }
    case 'VerdictDelivered': {
      const { verdict, phaseEnd } = args as unknown as ProgressStruct
      if (Number(verdict) === Verdict.Inconclusive) return p
      const state = Number(verdict) === Verdict.Valid ? JobState.Claimed : JobState.Rejected
      return { ...p, state, verdict: Number(verdict), phaseEnd, feesPaid: p.feesPaid + 1n }
    }
    case 'JobDeclined':
      return { ...p, declined: true }
    case 'LivenessChallenged':
      return { ...p, answerBy: args.answerBy }
    case 'Heartbeat':
      return { ...p, answerBy: 0n, challengeFrom: args.challengeFrom }
    case 'JobDisputed':
      return { ...p, state: JobState.Disputed, bond: args.bond, phaseEnd: args.phaseEnd }
    case 'BondReleased':
      return { ...p, bond: 0n }
    case 'VerifierSilent': {
      const { state, phaseEnd } = args as unknown as ProgressStruct
      return { ...p, state: Number(state), phaseEnd }
    }
    case 'AttemptFailed': {
      const { attempt, provider, feesPaid, declined } = p
      const { phaseEnd } = args as unknown as ProgressStruct
      if (attempt >= ((order.rules >> 96n) & 0xffn)) return p
      return { ...emptyProgress, state: JobState.Open, attempt, provider, feesPaid, declined, phaseEnd }
    }
    case 'ContractFulfilled': {
      const paidVerifier = p.state === JobState.Verifying ? 1n : 0n
      return { ...p, ...atRest, state: JobState.Settled, feesPaid: p.feesPaid + paidVerifier }
    }
    case 'JobCancelled':
      return { ...p, ...atRest, state: JobState.Cancelled }
    default:
      return p
  }
}

export async function posted(market: Market, input: OrderInput = {}): Promise<Life> {
  const order = await orderOf(market, input)
  const poster = Object.values(market).find((who) => isSigner(who, order.requester)) as Signer
  const payerSignature =
    order.payer === market.payer.address ? await sign(market, market.payer, 'Order', order) : byCall
  const tx = await call(market.escrow, 'post', poster, order, noFunding, byCall, payerSignature)
  const job = await after(market, { order, progress: emptyProgress }, tx)
  return { job, id: await market.escrow.getFunction('idOf')(order), tx }
}

export async function contracted(market: Market, input: OrderInput = {}): Promise<Life> {
  const life = await posted(market, input)
  return next(market, life, 'accept', market.provider, market.provider.address, byCall)
}

export async function verifying(
  market: Market,
  input: OrderInput = {},
  outcome: number = Outcome.Success,
): Promise<Life> {
  const life = await contracted(market, input)
  return next(market, life, 'submit', market.provider, commitment(outcome), byCall)
}

export async function claimed(
  market: Market,
  input: OrderInput = {},
  outcome: number = Outcome.Success,
): Promise<Life> {
  const life = await verifying(market, input, outcome)
  return next(market, life, 'deliverVerdict', market.verifier, Verdict.Valid, evidence, byCall)
}

export async function rejected(market: Market, input: OrderInput = {}): Promise<Life> {
  const life = await verifying(market, input)
  return next(market, life, 'deliverVerdict', market.verifier, Verdict.Invalid, evidence, byCall)
}

/** A claim that the requester challenged, after a Valid verdict or, without a verifier, after none. */
export async function challenged(
  market: Market,
  input: OrderInput = {},
  outcome: number = Outcome.Success,
): Promise<Life> {
  const isJudged = input.verifier === undefined
  const life = await (isJudged ? claimed : verifying)(market, input, outcome)
  return next(market, life, 'challenge', market.requester, reason, byCall)
}

/** A rejection that the provider contested. */
export async function contested(market: Market, input: OrderInput = {}): Promise<Life> {
  return next(market, await rejected(market, input), 'contest', market.provider, reason, byCall)
}

/** A dispute that nobody opened: the verifier was silent, and the fallback is the arbiter. */
export async function fallenBack(market: Market, input: OrderInput = {}): Promise<Life> {
  const life = await verifying(market, { ...input, rules: { ...input.rules, fallback: 2n } })
  await market.ethers.provider.send('evm_setNextBlockTimestamp', [Number(life.job.progress.phaseEnd + 1n)])
  return next(market, life, 'poke', market.stranger)
}

/** Calls a move with the job as it is, and returns the job as it then is. */
export async function next(market: Market, life: Life, move: string, who: Signer, ...args: unknown[]): Promise<Life> {
  const tx = await call(market.escrow, move, who, carried(life, move), ...args)
  return { ...life, job: await after(market, life.job, tx), tx }
}

/** The job as it is given to the escrow. */
export function travelling({ order, progress }: JobStruct) {
  if (progress.state !== JobState.Contracted) return { order, progress: packProgress(progress) }
  const window = (index: bigint) => (order.windows >> (24n * index)) & 0xffffffn
  const judged = BigInt(order.verifier) !== 0n
  const inSeconds = ((order.rules >> 112n) & 0xffn) === 1n
  return { order, progress: packProgress({ ...progress, judged, inSeconds, proofWindow: window(judged ? 2n : 3n) }) }
}

/** The job without its terms, as `submit` takes it. */
export function ticket({ job, id }: Pick<Life, 'job' | 'id'>) {
  const { order, progress } = travelling(job)
  return { lane: (order.lane << 160n) | BigInt(order.requester), id, progress }
}

/** What a move takes of a job: all of it, or a ticket. */
export function carried(life: Pick<Life, 'job' | 'id'>, move: string) {
  return move === 'submit' ? ticket(life) : travelling(life.job)
}

/** Why somebody declined, resigned or disputed. */
export const reason = `0x${'aa'.repeat(32)}`
export const evidence = `0x${'ee'.repeat(32)}`
export const proofHash = `0x${'cc'.repeat(32)}`

export function commitment(outcome: number = Outcome.Success, units = steps) {
  return { proofHash, outcome, units }
}

function isSigner(who: unknown, address: string): boolean {
  return typeof who === 'object' && who !== null && 'address' in who && who.address === address
}
