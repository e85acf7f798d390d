import { isAddressEqual, zeroAddress, type Address } from 'viem'
import type { MoveName } from '../generated/moves.ts'
import { assertNever } from '../errors.ts'
import { deadlineOf, type Job } from './job.ts'
import { bondOf } from './terms.ts'

/** Something that an account may do with a job now. */
export type Action = {
  readonly move: Exclude<MoveName, 'post' | 'close'>
  /** What it does, in one sentence. */
  readonly does: string
  /** The last second in which it can be done (Unix), or undefined where time does not end it. */
  readonly until: number | undefined
  /** What it locks of the account's own balance in the escrow: a stake or a bond, in the token's smallest unit. */
  readonly locks: bigint
}

/** What an account may do with a job at `nowSeconds` (the chain's time), and what happens if nobody does anything. */
export type Outlook = { readonly actions: readonly Action[]; readonly ifNothing: string }

/** Actions of `account` on a job, by the rules of the escrow. Pure. */
export function actionsFor(job: Job, account: Address, nowSeconds: number): Outlook {
  const deadline = deadlineOf(job)
  if (deadline === undefined) return { actions: [], ifNothing: 'The job is over: nothing more will happen.' }
  if (nowSeconds > deadline) {
    const does = `Ends what nobody ended in time: ${afterDeadline(job)}`
    return {
      actions: [{ move: 'poke', does, until: undefined, locks: 0n }],
      ifNothing: 'The job waits until anyone pokes it.',
    }
  }
  const actions = roleActions(job, account, nowSeconds).map(({ move, does, until, locks }): Action => ({
    move,
    does,
    until: until ?? deadline,
    locks: locks ?? 0n,
  }))
  return { actions, ifNothing: `After its deadline anyone may poke the job: ${afterDeadline(job)}` }
}

/** An action that ends with the job's deadline and locks nothing, where it does not say otherwise. */
type Draft = Pick<Action, 'move' | 'does'> & Partial<Pick<Action, 'until' | 'locks'>>

function roleActions(job: Job, account: Address, now: number): Draft[] {
  const { order, progress } = job
  const is = (role: Address) => role !== zeroAddress && isAddressEqual(role, account)
  const isRequester = is(order.requester)
  const isProvider = progress.state !== 'Open' && is(progress.provider)
  const agree: Draft[] = isRequester || isProvider ? [AGREE] : []
  switch (progress.state) {
    case 'Open':
      return openActions(job, account, now)
    case 'Contracted':
      return [...(isProvider ? runningActions(job) : []), ...(isRequester ? livenessActions(job, now) : []), ...agree]
    case 'Verifying': {
      const judge: Draft[] = is(order.verifier)
        ? [{ move: 'deliverVerdict', does: 'Says whether the proof is valid.' }]
        : []
      const approve: Draft[] = isRequester
        ? [{ move: 'approve', does: 'Pays the claim now, without waiting for the verdict.' }]
        : []
      return [...judge, ...approve, ...agree]
    }
    case 'Claimed':
      return [...(isRequester ? claimedActions(job) : []), ...agree]
    case 'Rejected': {
      const approve: Draft[] = isRequester
        ? [{ move: 'approve', does: 'Pays the claim although the verifier rejected it.' }]
        : []
      return [...approve, ...(isProvider ? contestActions(job) : []), ...agree]
    }
    case 'Disputed': {
      const rule: Draft[] = is(order.arbiter)
        ? [
            {
              move: 'rule',
              does: 'Decides which share of the claim the provider is paid. With none, its attempt fails.',
            },
          ]
        : []
      return [...rule, ...agree]
    }
    case 'None':
    case 'Settled':
    case 'Cancelled':
      return []
    default:
      return assertNever(progress.state)
  }
}

const AGREE = {
  move: 'agree',
  does: 'Ends the job with an amount for the provider that both sides signed; the rest goes to the payer.',
} as const

function openActions(job: Job, account: Address, now: number): Draft[] {
  const { order } = job
  const cancel: Draft[] = isAddressEqual(order.requester, account)
    ? [{ move: 'cancel', does: 'Takes the job back; the payer is refunded in full.' }]
    : []
  const accept: Draft[] = mayAccept(job, account, now)
    ? [{ move: 'accept', does: 'Takes the job at the price of this second.', locks: order.stake }]
    : []
  const until = Math.min(order.exclusiveUntil, job.progress.phaseEnd)
  const decline: Draft[] =
    isExclusive(job, now) && isAddressEqual(order.provider, account)
      ? [{ move: 'decline', does: 'Leaves the job to the others, for all attempts.', until }]
      : []
  return [...cancel, ...accept, ...decline]
}

function runningActions({ progress: { answerBy } }: Job): Draft[] {
  const heartbeat: Draft[] =
    answerBy === 0 ? [] : [{ move: 'heartbeat', does: 'Answers that the provider is still at work.' }]
  return [
    { move: 'submit', does: 'Commits to the proof of the run.' },
    ...heartbeat,
    { move: 'resign', does: 'Gives the job back: the smaller part of the stake burns, and the attempt fails.' },
  ]
}

/** The provider always has a whole answer window, and after it another before its run ends. */
function livenessActions({ order: { windows }, progress }: Job, now: number): Draft[] {
  const until = progress.phaseEnd - 2 * windows.liveness
  const isTime = now >= progress.challengeFrom && now <= until
  if (windows.liveness === 0 || progress.answerBy !== 0 || !isTime) return []
  const does = 'Asks whether the provider is still there: without an answer in time, anyone can end the attempt.'
  return [{ move: 'challengeLiveness', does, until }]
}

function claimedActions(job: Job): Draft[] {
  const approve: Draft = { move: 'approve', does: 'Pays the claim now.' }
  if (job.order.arbiter === zeroAddress) return [approve]
  const does =
    'Takes the claim to the arbiter. The bond pays the arbiter; what is left of it goes to each side by its share.'
  return [approve, { move: 'challenge', does, locks: bondOf(job) }]
}

function contestActions(job: Job): Draft[] {
  if (job.order.arbiter === zeroAddress || job.order.windows.contest === 0) return []
  const does =
    'Takes the rejection to the arbiter. The bond pays the arbiter; what is left of it goes to each side by its share.'
  return [{ move: 'contest', does, locks: bondOf(job) }]
}

/** Whether the order's roles, the last failure and exclusivity let this account accept. Stake and price are its own matter. */
export function mayAccept({ order, progress }: Job, account: Address, nowSeconds: number): boolean {
  const roles = [order.requester, order.payer, order.verifier, order.arbiter]
  if (progress.state !== 'Open' || roles.some((role) => isAddressEqual(role, account))) return false
  if (progress.attempt > 0 && isAddressEqual(progress.provider, account)) return false
  return !isExclusive({ order, progress }, nowSeconds) || isAddressEqual(order.provider, account)
}

/** Whether only the order's provider may accept: until its time is over or it declined. */
export function isExclusive({ order, progress }: Pick<Job, 'order' | 'progress'>, nowSeconds: number): boolean {
  return order.provider !== zeroAddress && !progress.declined && nowSeconds <= order.exclusiveUntil
}

function afterDeadline(job: Job): string {
  const { order, progress } = job
  const failed =
    progress.attempt < order.rules.maxAttempts
      ? 'part of the stake burns and the job opens again.'
      : 'part of the stake burns and the payer is refunded.'
  const pays = progress.outcome === 'Success' || progress.verdict === 'Valid'
  switch (progress.state) {
    case 'Open':
      return 'the payer is refunded in full.'
    case 'Contracted':
    case 'Rejected':
      return failed
    case 'Verifying':
      if (!pays || order.rules.fallback === 'Refund') return 'the payer is refunded and the stake returns.'
      return order.rules.fallback === 'Disputed' ? 'the arbiter decides.' : 'the claim stands.'
    case 'Claimed':
      return pays ? 'the provider is paid its claim.' : 'the payer is refunded and the stake returns.'
    case 'Disputed':
      return afterDispute(job, failed)
    case 'None':
    case 'Settled':
    case 'Cancelled':
      return 'nothing.'
    default:
      return assertNever(progress.state)
  }
}

/** An arbiter that says nothing leaves the last verdict as it is. */
function afterDispute({ progress: { verdict, outcome, bond } }: Job, failed: string): string {
  const bondTo = (side: string) => (bond > 0n ? ` The bond goes to the ${side}.` : '')
  switch (verdict) {
    case 'Valid':
      return `the provider is paid its claim.${bondTo('provider')}`
    case 'Invalid':
      return `${failed}${bondTo('requester')}`
    case 'None':
    case 'Inconclusive': {
      const end =
        outcome === 'Success' ? 'the claim is split as the order says.' : 'the payer is refunded and the stake returns.'
      return `${end}${bondTo('requester')}`
    }
    default:
      return assertNever(verdict)
  }
}
