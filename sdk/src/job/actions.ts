import { isAddressEqual, zeroAddress, type Address } from 'viem'
import type { MoveName } from '../generated/moves.ts'
import { assertNever } from '../errors.ts'
import { deadlineOf, type Job } from './job.ts'

/** Something that an account may do with a job now. */
export type Action = {
  readonly move: Exclude<MoveName, 'post' | 'close'>
  /** What it does, in one sentence. */
  readonly does: string
  /** The last second in which it can be done (Unix), or undefined where time does not end it. */
  readonly until: number | undefined
}

/** What an account may do with a job at `nowSeconds` (the chain's time), and what happens if nobody does anything. */
export type Outlook = { readonly actions: readonly Action[]; readonly ifNothing: string }

/** Actions of `account` on a job, by the rules of the escrow. Pure. */
export function actionsFor(job: Job, account: Address, nowSeconds: number): Outlook {
  const deadline = deadlineOf(job)
  if (deadline === undefined) return { actions: [], ifNothing: 'The job is over: nothing more will happen.' }
  if (nowSeconds > deadline) {
    const does = `Ends what nobody ended in time: ${afterDeadline(job)}`
    return { actions: [{ move: 'poke', does, until: undefined }], ifNothing: 'The job waits until anyone pokes it.' }
  }
  const actions = roleActions(job, account, nowSeconds).map((action) => ({ ...action, until: deadline }))
  return { actions, ifNothing: `After its deadline anyone may poke the job: ${afterDeadline(job)}` }
}

function roleActions(job: Job, account: Address, now: number): Omit<Action, 'until'>[] {
  const { order, progress } = job
  const is = (role: Address) => role !== zeroAddress && isAddressEqual(role, account)
  const isRequester = is(order.requester)
  switch (progress.state) {
    case 'Open':
      if (isRequester) return [{ move: 'cancel', does: 'Takes the job back; the payer is refunded in full.' }]
      return mayAccept(job, account, now)
        ? [{ move: 'accept', does: 'Takes the job at the price of this second.' }]
        : []
    case 'Contracted':
      return is(progress.provider) ? [{ move: 'submit', does: 'Commits to the proof of the run.' }] : []
    case 'Verifying':
      if (is(order.verifier)) return [{ move: 'deliverVerdict', does: 'Says whether the proof is valid.' }]
      return isRequester ? [{ move: 'approve', does: 'Pays the claim now, without waiting for the verdict.' }] : []
    case 'Claimed':
      return isRequester ? [{ move: 'approve', does: 'Pays the claim now.' }] : []
    case 'Rejected':
      return isRequester ? [{ move: 'approve', does: 'Pays the claim although the verifier rejected it.' }] : []
    case 'None':
    case 'Disputed':
    case 'Settled':
    case 'Cancelled':
      return []
    default:
      return assertNever(progress.state)
  }
}

/** Whether the order's roles, the last failure and exclusivity let this account accept. Stake and price are its own matter. */
export function mayAccept({ order, progress }: Job, account: Address, nowSeconds: number): boolean {
  const roles = [order.requester, order.payer, order.verifier, order.arbiter]
  if (progress.state !== 'Open' || roles.some((role) => isAddressEqual(role, account))) return false
  if (progress.attempt > 0 && isAddressEqual(progress.provider, account)) return false
  const exclusive = order.provider !== zeroAddress && !progress.declined && nowSeconds <= order.exclusiveUntil
  return !exclusive || isAddressEqual(order.provider, account)
}

function afterDeadline({ order, progress }: Job): string {
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
      return 'the claim is split as the order says.'
    case 'None':
    case 'Settled':
    case 'Cancelled':
      return 'nothing.'
    default:
      return assertNever(progress.state)
  }
}
