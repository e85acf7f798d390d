import { THANKS, type Job, type JobLog } from '@millrace/sdk'
import { formatUnits, isAddressEqual, type Address, type Hex } from 'viem'
import type { Funds } from '../../lib/funds.ts'
import { partIn, type JobStory } from '../../lib/jobs.ts'
import { parseAmount } from '../../lib/parse-amount.ts'
import type { TokenConfig } from '../../lib/config.ts'

/** Which way tokens go. */
export type Direction = 'deposit' | 'withdraw'

/** What the money form can do now. */
export type MoneyStep =
  | { readonly kind: 'loading' }
  | { readonly kind: 'invalid'; readonly error: string }
  | { readonly kind: 'ready'; readonly units: bigint }

/** Whether the typed amount can go that way. */
export function moneyStep(direction: Direction, text: string, token: TokenConfig, funds: Funds | undefined): MoneyStep {
  if (!funds) return { kind: 'loading' }
  const parsed = parseAmount(text, token)
  if ('error' in parsed) return { kind: 'invalid', error: parsed.error }
  if (parsed.units === 0n) return { kind: 'invalid', error: 'Enter more than nothing.' }
  const most = direction === 'deposit' ? funds.wallet : funds.ledger
  if (parsed.units <= most) return { kind: 'ready', units: parsed.units }
  const place = direction === 'deposit' ? 'Your wallet' : 'Your balance in the escrow'
  return { kind: 'invalid', error: `${place} holds ${formatUnits(most, token.decimals)} ${token.symbol}.` }
}

/** The jobs in which the account has a part, the newest first. */
export const jobsOf = (jobs: readonly JobStory[], account: Address): readonly JobStory[] =>
  jobs.filter(({ job: { order, progress } }) =>
    [order.requester, order.payer, progress.provider].some((role) => isAddressEqual(role, account)),
  )

/** A message to the account. */
export type Letter = {
  readonly job: Hex
  readonly time: number
  readonly sentence: string
  readonly kind: 'fulfilled' | 'ended'
}

/** "Contract fulfilled, thank you for your business", and what else ended, to whoever it touches, the newest first. */
export function lettersOf(jobs: readonly JobStory[], account: Address): readonly Letter[] {
  const letters = jobs.flatMap(({ job, events }) =>
    events.flatMap((event): Letter[] => {
      const sentence = sentenceFor(event, job, account)
      const kind = event.eventName === 'ContractFulfilled' ? 'fulfilled' : 'ended'
      return sentence === undefined ? [] : [{ job: job.id, time: Number(event.blockTimestamp ?? 0n), sentence, kind }]
    }),
  )
  return letters.toSorted((a, b) => b.time - a.time)
}

function sentenceFor(event: JobLog, job: Job, account: Address): string | undefined {
  const part = partIn(job, account)
  if (event.eventName === 'ContractFulfilled') return part === 'anybody' ? undefined : `${THANKS}.`
  if (event.eventName === 'AttemptFailed')
    return isAddressEqual(event.args.provider, account)
      ? 'Your attempt failed, and a part of your stake burned. The job says why.'
      : undefined
  if (event.eventName !== 'JobCancelled' || (part !== 'requester' && part !== 'payer')) return undefined
  const payer = isAddressEqual(job.order.payer, account) ? 'you' : 'the payer'
  return `A job ended without payment. Everything locked went back to ${payer}.`
}
