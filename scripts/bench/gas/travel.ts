import type { ContractTransactionResponse } from 'ethers'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import type { Bench } from './world.ts'

/** A job as ethers passes it: the two structs of types/Job.sol. */
export type Travelling = {
  readonly order: Record<string, unknown> & { readonly windows: bigint }
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
    (BigInt(p.outcome) << 24n) |
    (p.acceptedAt << 48n) |
    (p.phaseEnd << 88n) |
    (p.challengeFrom << 168n)
  const running = p.state === JobState.Contracted ? proofTerms(order) : 0n
  const taker = BigInt(p.provider) | (p.price << 160n)
  return { order, progress: { phase: phase | running, taker, proofHash: p.proofHash, work: p.units | (p.bond << 64n) } }
}

/** What types/Phase.sol notes of the order for a proof: every job of the bench has a verifier and counts steps. */
function proofTerms({ windows }: Travelling['order']): bigint {
  const verify = (windows >> 48n) & 0xffffffn
  return (verify << 208n) | (1n << 232n)
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

/** The job after a transaction of the happy path, from its events. */
export async function foldLog(b: Bench, job: Travelling, tx: ContractTransactionResponse): Promise<Travelling> {
  const receipt = await tx.wait()
  let { progress } = job
  for (const log of receipt?.logs ?? []) {
    const event = b.escrow.interface.parseLog(log)
    if (event?.name === 'JobPosted') progress = { ...progress, state: JobState.Open, phaseEnd: event.args.phaseEnd }
    if (event?.name === 'JobContracted' || event?.name === 'MatchClosed') {
      const { provider, price, acceptedAt } = event.args
      // Each job of the bench has one attempt.
      const attempt = 1n
      const run = (job.order.windows >> 24n) & 0xffffffn
      const times = { acceptedAt, phaseEnd: acceptedAt + run, challengeFrom: acceptedAt + run / 4n }
      progress = { ...progress, ...times, state: JobState.Contracted, provider, attempt, price }
    }
    if (event?.name === 'ProofSubmitted') {
      const { proofHash, outcome, units, phaseEnd } = event.args
      const committed = { proofHash, outcome: Number(outcome), units, phaseEnd }
      progress = { ...progress, ...committed, state: JobState.Verifying, challengeFrom: 0n }
    }
  }
  return { order: job.order, progress }
}
