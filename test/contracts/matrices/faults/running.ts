import { JobState, Outcome, Verdict } from '../../../../sdk/src/generated/enums.ts'
import { commitment, evidence, reason } from '../../helpers/life.ts'
import { byCall, sign, startBalance, zeroAddress, zeroHash } from '../../helpers/market.ts'
import { flag } from '../../helpers/pack.ts'
import { arg, brought, by, ids, made, outdated, signed, unauthorized, type Fault } from './fault.ts'
import { agreement, proofOf, type Given } from './valid.ts'

const noArbiter = () => ({ arbiter: zeroAddress, arbiterFee: 0n })
/** A balance that is just too low for the bond of a claim of 3,000,000 beside what is locked. */
const allBut = (left: bigint) => startBalance - left

function ended({ life: { id, job } }: Given): unknown[] {
  return [id, job.progress.phaseEnd, job.progress.phaseEnd + 1n]
}
const late: Pick<Fault, 'at' | 'error' | 'args'> = {
  at: ({ life }) => life.job.progress.phaseEnd + 1n,
  error: 'DeadlinePassed',
  args: ended,
}

/** What is wrong with a question for a sign of life, its answer, or a resignation. */
const liveness: Record<string, Fault> = {
  'a question without an answer window': {
    of: 'challengeLiveness',
    order: () => ({ windows: { liveness: 0n } }),
    error: 'MoveNotInOrder',
    args: ids,
  },
  'a question by a stranger': { of: 'challengeLiveness', edit: by('stranger'), ...unauthorized('requester') },
  'a question too close to the end': {
    of: 'challengeLiveness',
    at: ({ life }) => life.job.progress.phaseEnd - 39n,
    error: 'LivenessTooSoonOrLate',
    args: ({ life: { id, job } }) => {
      const { challengeFrom, phaseEnd } = job.progress
      return [id, challengeFrom, phaseEnd - 40n, phaseEnd - 39n]
    },
  },
  'a question after the end': { of: 'challengeLiveness', ...late },
  'a question in a run shorter than two answers': {
    of: 'challengeLiveness',
    order: () => ({ windows: { liveness: 200n } }),
    at: ({ life }) => life.job.progress.challengeFrom + 7n,
    error: 'LivenessTooSoonOrLate',
    args: ({ life: { id, job } }) => {
      const { challengeFrom, phaseEnd } = job.progress
      return [id, challengeFrom, phaseEnd - 400n, challengeFrom + 7n]
    },
  },
  'a second question': {
    of: 'heartbeat',
    edit: ({ m, call: { args } }) => ({ by: m.requester, move: 'challengeLiveness', args: [args[0], byCall] }),
    error: 'LivenessPending',
    args: ({ life }) => [life.id, life.job.progress.answerBy],
  },
  'an answer that nobody asked for': {
    of: 'resign',
    edit: ({ call: { args } }) => ({ move: 'heartbeat', args: [args[0], reason, 5n, byCall] }),
    error: 'LivenessNotPending',
    args: ids,
  },
  'an answer by a rival': { of: 'heartbeat', edit: by('rival'), ...unauthorized('provider', 'rival') },
  'an answer a second late': {
    of: 'heartbeat',
    at: ({ life }) => life.job.progress.answerBy + 1n,
    error: 'DeadlinePassed',
    args: ({ life: { id, job } }) => [id, job.progress.answerBy, job.progress.answerBy + 1n],
  },
  'an answer to a question that has a longer time': {
    of: 'heartbeat',
    edit: brought({ answerBy: 2n ** 40n - 1n }),
    ...outdated,
  },
  'a resignation by the requester': { of: 'resign', edit: by('requester'), ...unauthorized('provider', 'requester') },
}

/** What is wrong with a proof or a verdict. */
const proofs: Record<string, Fault> = {
  'a proof by a rival': { of: 'submit', edit: by('rival'), ...unauthorized('provider', 'rival') },
  'a proof for a longer run': { of: 'submit', edit: brought({ acceptedAt: 1n }), ...outdated },
  'a proof of more steps than were signed': {
    of: 'submit, carried',
    edit: arg(1, commitment(Outcome.Success, 2_000_000_000n)),
    ...unauthorized('provider'),
  },
  'a proof of another outcome than was signed': {
    of: 'submit, carried',
    edit: arg(1, commitment(Outcome.JobError)),
    ...unauthorized('provider'),
  },
  'a proof of another attempt': {
    of: 'submit, carried',
    edit: made(2, ({ m, life }) => sign(m, m.provider, 'Commitment', { ...proofOf(m, life), attempt: 2n })),
    ...unauthorized('provider'),
  },
  'a proof without an outcome': {
    of: 'submit',
    edit: arg(1, commitment(Outcome.None)),
    error: 'OutcomeMissing',
    args: ids,
  },
  'a proof without a hash': {
    of: 'submit',
    edit: arg(1, { ...commitment(), proofHash: zeroHash }),
    error: 'ProofHashMissing',
    args: ids,
  },
  'a second more than there was': {
    of: 'submit, in seconds',
    edit: arg(1, commitment(Outcome.Success, 401n)),
    at: ({ life }) => life.job.progress.acceptedAt + 400n,
    error: 'UnitsTooMany',
    args: ({ life }) => [life.id, 401n, 400n],
  },
  'a verdict by a stranger': { of: 'deliverVerdict', edit: by('stranger'), ...unauthorized('verifier') },
  'a verdict by the provider': {
    of: 'deliverVerdict',
    edit: by('provider'),
    ...unauthorized('verifier', 'provider'),
  },
  'no verdict': { of: 'deliverVerdict', edit: arg(1, Verdict.None), error: 'VerdictMissing', args: ids },
  'another verdict than was signed': {
    of: 'deliverVerdict, carried',
    edit: arg(1, Verdict.Invalid),
    ...unauthorized('verifier'),
  },
  'a verdict with other evidence': { of: 'deliverVerdict, carried', edit: arg(2, reason), ...unauthorized('verifier') },
  'a verdict on fewer steps': {
    of: 'deliverVerdict, carried',
    edit: made(3, ({ m, life }) =>
      sign(m, m.verifier, 'Verdict', { ...proofOf(m, life, 1n), verdict: Verdict.Valid, evidence }),
    ),
    ...unauthorized('verifier'),
  },
  'a verdict on a job with more steps': {
    of: 'deliverVerdict',
    edit: brought({ units: 2_000_000_000n }),
    ...outdated,
  },
  'a completion that the order does not allow': {
    of: 'complete',
    order: () => ({ rules: { flags: flag.public } }),
    error: 'NotCompletable',
    args: ids,
  },
  'a completion where nobody verifies': {
    of: 'complete',
    order: () => ({ verifier: zeroAddress, verifierFee: 0n }),
    error: 'NotCompletable',
    args: ids,
  },
  'a completion without the verifier': {
    of: 'complete',
    edit: arg(5, byCall),
    ...unauthorized('verifier', 'provider'),
  },
  'a completion without the provider': { of: 'complete', edit: by('stranger'), ...unauthorized('provider') },
}

/** What is wrong with a move of a job that was judged. */
const judged: Record<string, Fault> = {
  'an approval by the provider': { of: 'approve', edit: by('provider'), ...unauthorized('requester', 'provider') },
  'an approval by the payer': {
    of: 'approve',
    order: (m) => ({ payer: m.payer.address }),
    edit: by('payer'),
    ...unauthorized('requester', 'payer'),
  },
  'an approval after the end': { of: 'approve', ...late },
  'a challenge without an arbiter': { of: 'challenge', order: noArbiter, error: 'MoveNotInOrder', args: ids },
  'a challenge by a stranger': { of: 'challenge', edit: by('stranger'), ...unauthorized('requester') },
  'a challenge without the bond': {
    of: 'challenge',
    order: () => ({ arbiterFee: allBut(5_039_999n) }),
    error: 'BalanceTooLow',
    args: ({ m, life }) => [life.job.order.token, m.requester.address, allBut(5_040_000n), allBut(5_039_999n)],
  },
  'a contest without an arbiter': { of: 'contest', order: noArbiter, error: 'MoveNotInOrder', args: ids },
  'a contest without a contest window': {
    of: 'contest',
    order: () => ({ windows: { contest: 0n } }),
    at: ({ life }) => life.job.progress.phaseEnd,
    error: 'MoveNotInOrder',
    args: ids,
  },
  'a contest by the requester': { of: 'contest', edit: by('requester'), ...unauthorized('provider', 'requester') },
  'a contest without the bond': {
    of: 'contest',
    order: () => ({ arbiterFee: allBut(1_000_000n) }),
    error: 'BalanceTooLow',
    args: ({ m, life }) => [life.job.order.token, m.provider.address, allBut(1_000_001n), allBut(1_000_000n)],
  },
  'a ruling by the requester': { of: 'rule', edit: by('requester'), ...unauthorized('arbiter', 'requester') },
  'a ruling by the verifier': { of: 'rule, contested', edit: by('verifier'), ...unauthorized('arbiter', 'verifier') },
  'a ruling of more than the whole': {
    of: 'rule',
    edit: arg(1, 10_001n),
    error: 'ShareTooLarge',
    args: ({ life }) => [life.id, 10_001n],
  },
  'a ruling on a greater bond': { of: 'rule', edit: brought({ bond: 2n ** 95n }), ...outdated },
  'an agreement on more than the price': {
    of: 'agree',
    edit: async (g) => {
      const more = agreement(g.m, 5_000_001n)
      const { args } = await signed(3, 'provider', 'Agree', () => more)(g)
      return { args: (args ?? []).with(1, 5_000_001n) }
    },
    error: 'PriceTooHigh',
    args: ({ life }) => [life.id, 5_000_001n, 5_000_000n],
  },
  'an agreement on more than was signed': { of: 'agree', edit: arg(1, 1n), ...unauthorized('provider', 'requester') },
  'an agreement of the provider alone': {
    of: 'agree',
    edit: by('provider'),
    ...unauthorized('requester', 'provider'),
  },
  'an agreement that the verifier signed': {
    of: 'agree',
    edit: signed(3, 'verifier', 'Agree', ({ m }) => agreement(m)),
    ...unauthorized('provider', 'requester'),
  },
}

/** What is wrong with a poke, or with when it or another move comes. */
const pokes: Record<string, Fault> = {
  'a cancellation of a job that runs': {
    of: 'resign',
    edit: ({ m, call: { args } }) => ({ by: m.requester, move: 'cancel', args: [args[0], byCall] }),
    error: 'JobStateWrong',
    args: ({ life }) => [life.id, JobState.Contracted],
  },
  'a poke of a job of another order': {
    of: 'poke',
    edit: brought({}, { specHash: reason }),
    error: 'JobNotCurrent',
    args: (g) => otherId(g),
  },
  'a poke of a job that never was': { of: 'poke', edit: brought({ state: JobState.None }), ...outdated },
  'a poke of a job that has failed once more': { of: 'poke', edit: brought({ attempt: 1n }), ...outdated },
  'a poke of a job of which a fee was paid': { of: 'poke', edit: brought({ feesPaid: 1n }), ...outdated },
  'a poke of a job that is proven': {
    of: 'deliverVerdict',
    edit: ({ m, call: { args } }) => ({ by: m.stranger, move: 'poke', args: [args[0]] }),
    at: ({ life }) => life.job.progress.phaseEnd,
    error: 'DeadlineNotPassed',
    args: ({ life: { id, job } }) => [id, job.progress.phaseEnd, job.progress.phaseEnd],
  },
}

async function otherId({ m, life }: Given): Promise<unknown[]> {
  const { order } = life.job
  const id: string = await m.escrow.getFunction('idOf')({ ...order, specHash: reason })
  return [id, await m.escrow.getFunction('wordOf')(order.requester, order.lane)]
}

export const runningFaults: Record<string, Fault> = { ...liveness, ...proofs, ...judged, ...pokes }
