import { jobEvents, offerBookAbi, reduceJob, type Job, type JobLog } from '@millrace/sdk'
import { isAddressEqual, parseEventLogs, type Address, type Hex } from 'viem'
import type { ChainLog } from './log-book.ts'

/** A job as the chain tells it: where it stands, and every event that brought it there. */
export type JobStory = { readonly job: Job; readonly events: readonly JobLog[] }

/** Who an account is to a job. Whoever pays for their own job is its requester. */
export type Part = 'requester' | 'payer' | 'provider' | 'anybody'

/** The part of an account in a job; without an account, anybody's. */
export function partIn({ order, progress }: Job, account: Address | undefined): Part {
  if (account === undefined) return 'anybody'
  if (isAddressEqual(order.requester, account)) return 'requester'
  if (isAddressEqual(order.payer, account)) return 'payer'
  const took = progress.attempt > 0 && isAddressEqual(progress.provider, account)
  return took ? 'provider' : 'anybody'
}

/** All jobs in the logs of `escrow`, the newest first. Pure; the same logs always give the same jobs. */
export function jobsIn(logs: readonly ChainLog[], escrow: Address): readonly JobStory[] {
  const stories = new Map<Hex, { job: Job; events: JobLog[] }>()
  for (const event of jobEvents(logs.filter(({ address }) => isAddressEqual(address, escrow)))) {
    const { id } = event.args
    const known = stories.get(id)
    stories.set(id, { job: reduceJob(known?.job, event), events: [...(known?.events ?? []), event] })
  }
  return [...stories.values()].toReversed()
}

/** An offer as the chain tells it; its bytes are not read yet. */
export type PublishedOffer = {
  readonly provider: Address
  /** Unix seconds, inclusive. */
  readonly validUntil: number
  readonly bytes: Hex
}

/** The last offer of each provider that did not withdraw it, the newest first. */
export function offersIn(logs: readonly ChainLog[], offerBook: Address): readonly PublishedOffer[] {
  const offers = new Map<Address, PublishedOffer>()
  const own = logs.filter(({ address }) => isAddressEqual(address, offerBook))
  for (const { eventName, args } of parseEventLogs({ abi: offerBookAbi, logs: own, strict: true })) {
    offers.delete(args.provider)
    if (eventName === 'OfferPublished') {
      offers.set(args.provider, { provider: args.provider, validUntil: args.validUntil, bytes: args.offer })
    }
  }
  return [...offers.values()].toReversed()
}
