import { THANKS } from '@millrace/sdk'
import type { Signer } from 'ethers'
import { followJob, type Step } from '../requester/follow-job.ts'
import type { MarketRef } from '../requester/market.ts'
import { pokeIfDue } from '../requester/poke-job.ts'
import { money } from '../requester/tell.ts'

/** A job of the demo to its end: the last step, and how often the requester was told that the contract is fulfilled. */
export type Watched = {
  readonly label: string
  readonly id: string
  readonly last: Step
  readonly thanks: number
  readonly paid: bigint
  readonly refunded: bigint
}

/** What else happens while a job is watched. */
export type Watching = {
  /** Pokes the job past each deadline. */
  readonly poker?: Signer
  readonly onStep?: (step: Step) => Promise<void>
}

/** Follows a job to its end and tells each stage, as the requester's follower sees it. */
export async function watch(
  market: MarketRef,
  label: string,
  id: string,
  log: (line: string) => void,
  { poker, onStep }: Watching = {},
): Promise<Watched> {
  const begunMs = Date.now()
  const say = (what: string): void => log(`${seconds(begunMs)} s  ${label.padEnd(14)} ${what}`)
  const whileWaiting = async (job: Step['job']) => poker !== undefined && pokeIfDue(market, poker, job)
  let [last, thanks, paid, refunded]: [Step | undefined, number, bigint, bigint] = [undefined, 0, 0n, 0n]
  for await (const step of followJob(market, id, undefined, whileWaiting)) {
    const { event, job } = step
    say(`${event.eventName.padEnd(18)} ${job.progress.state}${detailOf(step, market)}`)
    if (event.eventName === 'ContractFulfilled') {
      thanks += 1
      paid = event.args.paid
      say(`the requester is told: "${THANKS}"`)
    }
    if (event.eventName === 'ContractFulfilled' || event.eventName === 'JobCancelled') refunded = event.args.refunded
    last = step
    await onStep?.(step)
  }
  if (last === undefined) throw new Error(`The job ${label} has no events`)
  return { label, id, last, thanks, paid, refunded }
}

const seconds = (sinceMs: number): string => ((Date.now() - sinceMs) / 1000).toFixed(1).padStart(6)

function detailOf({ event, job: { progress } }: Step, { deployment }: MarketRef): string {
  if (event.eventName === 'ProofSubmitted') return `  ${progress.outcome}, ${progress.units} steps`
  if (event.eventName === 'VerdictDelivered' || event.eventName === 'ProofJudged') return `  ${progress.verdict}`
  return event.eventName === 'ContractFulfilled' ? `  paid ${money(event.args.paid, deployment)}` : ''
}
