import { THANKS, type Job } from '@millrace/sdk'
import type { TokenConfig } from '../../lib/config.ts'
import { formatAmount } from '../../lib/format.ts'

/** What the top of a job's page says of it. */
export type Headline = { readonly title: string; readonly body: string }

/** Where the job stands, as a person would say it. */
export function headlineOf({ progress, order }: Job, token: TokenConfig): Headline {
  const money = (units: bigint) => formatAmount(units, token)
  switch (progress.state) {
    case 'None':
    case 'Open':
      return progress.attempt === 0
        ? { title: 'Your job is on the market', body: 'The first agent that it fits takes it, usually within seconds.' }
        : {
            title: 'The job is open again',
            body: `Attempt ${progress.attempt} of ${order.rules.maxAttempts} failed. Another provider can take it now.`,
          }
    case 'Contracted':
      return {
        title: 'A provider is running it',
        body: `It has agreed to at most ${money(progress.price)}, and loses part of its stake if it does not deliver.`,
      }
    case 'Verifying':
      return {
        title: 'The proof is being checked',
        body: 'The members of the committee run the job again, each for itself, and compare.',
      }
    case 'Claimed':
      return {
        title: 'Checked, and about to be paid',
        body: `${money(progress.claim)} is due. You can pay now, or let the window pass.`,
      }
    case 'Rejected':
      return { title: 'The proof was rejected', body: 'The verifier found it wrong. Your money is safe in escrow.' }
    case 'Disputed':
      return { title: 'In dispute', body: 'The arbiter decides how the claim is split.' }
    case 'Settled':
      return {
        title: THANKS,
        body: `The job is done, checked and paid. What was left of your ${money(order.maxPrice)} went back to you.`,
      }
    case 'Cancelled':
      return { title: 'The job ended without payment', body: 'Everything locked for it went back to the payer.' }
  }
}
