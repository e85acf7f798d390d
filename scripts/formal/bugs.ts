import type { Read } from './flatten.ts'

/** A defect as a small edit of one file, and the proof that must come back with a counterexample. */
export type Bug = {
  readonly name: string
  readonly file: string
  readonly what: string
  readonly by: string
  readonly proof: string
}

const endings = 'contracts/libraries/JobEndings.sol'
const disputes = 'contracts/libraries/JobDisputes.sol'
const moves = 'contracts/libraries/JobMoves.sol'
const liveness = 'contracts/libraries/JobLiveness.sol'
const rules = 'contracts/libraries/OrderRules.sol'
const ledger = 'contracts/abstracts/EscrowLedger.sol'

export const bugs: readonly Bug[] = [
  {
    name: 'the fee share is paid on top',
    file: endings,
    what: 'due.provider = paid - fee + order.stake',
    by: 'due.provider = paid + order.stake',
    proof: 'SettlePaysAllThatWasLocked',
  },
  {
    name: 'a fee to the verifier is not counted',
    file: endings,
    what: 'p.phase.withFeesPaid(p.phase.feesPaid() + 1)',
    by: 'p.phase.withFeesPaid(p.phase.feesPaid())',
    proof: 'PayVerifierMovesOneFee',
  },
  {
    name: 'the stake of a failed attempt stays whole',
    file: endings,
    what: 'due.provider = stake - burned',
    by: 'due.provider = stake',
    proof: 'FailKeepsTheLock',
  },
  {
    name: 'one attempt too many',
    file: endings,
    what: 'p.phase.attempt() < order.rules.maxAttempts()',
    by: 'p.phase.attempt() <= order.rules.maxAttempts()',
    proof: 'FailCancels',
  },
  {
    name: 'leaving Verifying, the verifier is not paid from the lock',
    file: moves,
    what: 'if (p.phase.isIn(JobState.Verifying)) JobEndings.payVerifier(order, p, due);',
    by: 'if (p.phase.isIn(JobState.Verifying)) due.verifier = order.verifierFee;',
    proof: 'ApproveSettles',
  },
  {
    name: 'an arbiter earns more than the bond',
    file: disputes,
    what: 'if (fee > bond) fee = bond;',
    by: '',
    proof: 'RulePaysTheBond',
  },
  {
    name: 'the bond stays with the job',
    file: disputes,
    what: 'p.work = WorkLib.pack(p.work.units(), 0);',
    by: '',
    proof: 'AgreePaysBondAndJob',
  },
  {
    name: 'a challenge leaves one window instead of two',
    file: liveness,
    what: 'end > 2 * window ? end - 2 * window : 0',
    by: 'end > window ? end - window : 0',
    proof: 'ChallengeLeavesTwoWindows',
  },
  {
    name: 'seconds from the future',
    file: moves,
    what: 'phase.countsSeconds() && units > now_ - phase.acceptedAt()',
    by: 'phase.countsSeconds() && units > now_',
    proof: 'SubmitOpensTheProofWindow',
  },
  {
    name: 'a claim above the price',
    file: rules,
    what: 'if (worth > price) worth = price;',
    by: '',
    proof: 'ClaimIsAtMostThePrice',
  },
  {
    name: 'a share of more than the whole',
    file: rules,
    what: '_checkMost("rules.slash", rules.slash(), WHOLE);',
    by: '',
    proof: 'CheckBoundsRules',
  },
  {
    name: 'a debit off by one',
    file: ledger,
    what: 'if (balance < amount)',
    by: 'if (balance + 1 < amount)',
    proof: 'DebitTakesFromOneEntry',
  },
  {
    name: 'a credit of one unit is forgotten',
    file: ledger,
    what: 'if (amount != 0)',
    by: 'if (amount > 1)',
    proof: 'CreditAddsToOneEntry',
  },
]

/** @returns Reads the project with the bug in it. */
export function plant(read: Read, bug: Bug): Read {
  return (path) => {
    const source = read(path)
    if (path !== bug.file) return source
    if (source.split(bug.what).length !== 2) throw new Error(`"${bug.name}" does not fit ${path}`)
    return source.replace(bug.what, () => bug.by)
  }
}
