import type { ContractTransactionResponse, Result } from 'ethers'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import type { Bench } from './world.ts'

/** A job as ethers passes it: the two structs of types/Job.sol. */
export type Travelling = {
  readonly order: Record<string, unknown> & { readonly windows: bigint; readonly verifier: string }
  readonly progress: typeof emptyProgress
}

export const emptyProgress = {
  state: JobState.None as number,
  attempt: 0n,
  provider: `0x${'00'.repeat(20)}`,
  price: 0n,
  acceptedAt: 0n,
  phaseEnd: 0n,
  answerBy: 0n,
  challengeFrom: 0n,
  declined: false,
  proofHash: `0x${'00'.repeat(32)}`,
  outcome: Outcome.None as number,
  units: 0n,
  verdict: Verdict.None as number,
  feesPaid: 0n,
  bond: 0n,
}

/** The job as it is given to the escrow, by the layout of types/Job.sol. */
export function travelling({ order, progress: p }: Travelling) {
  const phase =
    BigInt(p.state) |
    (p.attempt << 8n) |
    (p.feesPaid << 16n) |
    (BigInt(p.outcome) << 24n) |
    (BigInt(p.verdict) << 32n) |
    ((p.declined ? 1n : 0n) << 40n) |
    (p.acceptedAt << 48n) |
    (p.phaseEnd << 88n) |
    (p.answerBy << 128n) |
    (p.challengeFrom << 168n)
  const running = p.state === JobState.Contracted ? proofTerms(order) : 0n
  const taker = BigInt(p.provider) | (p.price << 160n)
  return { order, progress: { phase: phase | running, taker, proofHash: p.proofHash, work: p.units | (p.bond << 64n) } }
}

/** What types/Phase.sol notes of the order for a proof: every job of the bench counts steps. */
function proofTerms({ windows, verifier }: Travelling['order']): bigint {
  const isJudged = BigInt(verifier) !== 0n
  const window = (windows >> (isJudged ? 48n : 72n)) & 0xffffffn
  return (window << 208n) | ((isJudged ? 1n : 0n) << 232n)
}

/** The job as `submit` takes it: without its terms. */
export async function ticket(b: Bench, job: Travelling) {
  const { requester, lane } = job.order
  const { progress } = travelling(job)
  return {
    lane: (BigInt(String(lane)) << 160n) | BigInt(String(requester)),
    id: await b.escrow.getFunction('idOf')(job.order),
    progress,
  }
}

/** The job after a transaction of the bench, from its events. */
export async function foldLog(b: Bench, job: Travelling, tx: ContractTransactionResponse): Promise<Travelling> {
  const receipt = await tx.wait()
  const id: string = await b.escrow.getFunction('idOf')(job.order)
  return (receipt?.logs ?? []).reduce((now, log) => {
    const event = b.escrow.interface.parseLog(log)
    return event?.args['id'] !== id
      ? now
      : { ...now, progress: { ...now.progress, ...changeOf(now, event.name, event.args) } }
  }, job)
}

/** What an event changes in a job's progress. */
function changeOf({ order, progress: p }: Travelling, name: string, args: Result): Partial<Travelling['progress']> {
  const { phaseEnd, provider, price, acceptedAt, proofHash, units } = args
  const committed = { proofHash, units, outcome: Number(args['outcome']), answerBy: 0n, challengeFrom: 0n, phaseEnd }
  switch (name) {
    case 'JobPosted':
      return { state: JobState.Open, phaseEnd }
    case 'JobContracted':
    case 'MatchClosed': {
      const run = (order.windows >> 24n) & 0xffffffn
      const times = { acceptedAt, phaseEnd: acceptedAt + run, challengeFrom: acceptedAt + run / 4n }
      return { ...times, state: JobState.Contracted, provider, attempt: p.attempt + 1n, price }
    }
    case 'ProofSubmitted':
      return { ...committed, state: BigInt(order.verifier) === 0n ? JobState.Claimed : JobState.Verifying }
    case 'ProofJudged':
      return { ...committed, ...judged(p, args) }
    case 'VerdictDelivered':
      return { ...judged(p, args), phaseEnd }
    case 'JobDeclined':
      return { declined: true }
    case 'LivenessChallenged':
      return { answerBy: args['answerBy'] }
    case 'JobDisputed':
      return { state: JobState.Disputed, bond: args['bond'], phaseEnd }
    default:
      return {}
  }
}

function judged(p: Travelling['progress'], args: Result): Partial<Travelling['progress']> {
  const verdict = Number(args['verdict'])
  return { verdict, feesPaid: p.feesPaid + 1n, state: verdict === Verdict.Valid ? JobState.Claimed : JobState.Rejected }
}
