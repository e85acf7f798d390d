import { formatUnits } from 'ethers'
import { followJob, type Step } from '../requester/follow-job.ts'
import type { MarketRef } from '../requester/market.ts'

/** A job of the demo to its end: the last step, and how often the requester was told that the contract is fulfilled. */
export type Watched = {
  readonly label: string
  readonly id: string
  readonly last: Step
  readonly thanks: number
  readonly paid: bigint
  readonly refunded: bigint
}

/** Follows a job to its end and tells each stage. `onStep` may act on a stage, such as poking. */
export async function watch(
  market: MarketRef,
  label: string,
  id: string,
  log: (line: string) => void,
  onStep: (step: Step) => Promise<void> = async () => {},
): Promise<Watched> {
  const { symbol, decimals } = market.deployment.token
  const begunMs = Date.now()
  let [last, thanks, paid, refunded]: [Step | undefined, number, bigint, bigint] = [undefined, 0, 0n, 0n]
  for await (const step of followJob(market, id)) {
    const { event, job } = step
    if (event.eventName === 'ContractFulfilled') {
      thanks += 1
      paid = event.args.paid
      refunded = event.args.refunded
    }
    if (event.eventName === 'JobCancelled') refunded = event.args.refunded
    const money = event.eventName === 'ContractFulfilled' ? `  paid ${formatUnits(paid, decimals)} ${symbol}` : ''
    const detail =
      event.eventName === 'ProofSubmitted'
        ? `  ${job.progress.outcome}, ${job.progress.units} steps`
        : event.eventName === 'VerdictDelivered' || event.eventName === 'ProofJudged'
          ? `  ${job.progress.verdict}`
          : money
    log(
      `${((Date.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${label.padEnd(14)} ${event.eventName.padEnd(18)} ${job.progress.state}${detail}`,
    )
    last = step
    await onStep(step)
  }
  if (last === undefined) throw new Error(`The job ${label} has no events`)
  return { label, id, last, thanks, paid, refunded }
}
