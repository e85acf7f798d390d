import { assertNever, claimOf, THANKS, type Job } from '@millrace/sdk'
import { isAddressEqual, zeroAddress } from 'viem'
import type { TokenConfig } from '../../lib/config.ts'
import { formatAmount } from '../../lib/format.ts'
import type { JobStory, Part } from '../../lib/jobs.ts'

/** What the top of a job's page says of it. */
export type Headline = { readonly title: string; readonly body: string }

type Money = (units: bigint) => string

/** Where the job stands, as one would say it to a reader with this part in it. */
export function headlineOf({ job, events }: JobStory, part: Part, token: TokenConfig): Headline {
  const money: Money = (units) => formatAmount(units, token)
  const { progress } = job
  switch (progress.state) {
    case 'None':
    case 'Open':
      return openWords(job, part)
    case 'Contracted':
      return contractedWords(job, part, money)
    case 'Verifying':
      return {
        title: part === 'provider' ? 'Your proof is being checked' : 'The proof is being checked',
        body: 'The verifier runs the job again and compares. Nobody is paid before it has spoken.',
      }
    case 'Claimed':
      return claimedWords(job, part, money)
    case 'Rejected':
      return rejectedWords(job, part, money)
    case 'Disputed':
      return disputedWords(job, part, money)
    case 'Settled':
      return settledWords({ job, events }, part, money)
    case 'Cancelled':
      return cancelledWords({ job, events }, part, money)
    default:
      return assertNever(progress.state)
  }
}

function openWords({ order, progress }: Job, part: Part): Headline {
  if (progress.attempt === 0) {
    const title = part === 'requester' ? 'Your job is on the market' : 'The job is on the market'
    return { title, body: 'The first agent that it fits takes it, usually within seconds.' }
  }
  const failed = `Attempt ${progress.attempt} of ${order.rules.maxAttempts} failed.`
  return part === 'provider'
    ? { title: 'Your attempt failed', body: `${failed} Another provider can take the job now.` }
    : { title: 'The job is open again', body: `${failed} Another provider can take it now.` }
}

function contractedWords({ order, progress }: Job, part: Part, money: Money): Headline {
  const price = money(progress.price)
  if (progress.answerBy > 0)
    return part === 'provider'
      ? {
          title: 'You are asked whether you are there',
          body: 'Your agent must answer before the time is over, or the attempt fails.',
        }
      : {
          title: 'The provider is asked for a sign of life',
          body: 'If it gives none in time, anyone can end the attempt.',
        }
  if (part === 'provider') {
    const stake =
      order.stake > 0n ? ` Without a proof in time, a part of your stake of ${money(order.stake)} burns.` : ''
    return { title: 'You are running it', body: `You are paid at most ${price}.${stake}` }
  }
  const stake = order.stake > 0n ? ', and loses a part of its stake if it does not deliver' : ''
  return { title: 'A provider is running it', body: `It agreed to at most ${price}${stake}.` }
}

function claimedWords({ order, progress }: Job, part: Part, money: Money): Headline {
  const claim = money(claimOf(order, progress))
  const title = order.verifier === zeroAddress ? 'Delivered, and about to be paid' : 'Checked, and about to be paid'
  const bodies: Readonly<Record<Part, string>> = {
    requester: `${claim} is due to the provider. You can pay now, or let the window pass.`,
    payer: `${claim} is due to the provider, paid when the window has passed.`,
    provider: `${claim} is due to you, paid when the window has passed, or when the requester approves.`,
    anybody: `${claim} is due to the provider, paid when the window has passed.`,
  }
  return { title, body: bodies[part] }
}

function rejectedWords({ order }: Job, part: Part, money: Money): Headline {
  const bodies: Readonly<Record<Part, string>> = {
    requester: `The verifier found it wrong. ${money(order.maxPrice)} for the job is still in the escrow.`,
    payer: `The verifier found it wrong. ${money(order.maxPrice)} for the job is still in the escrow.`,
    provider: 'The verifier found it wrong. When the window has passed, the attempt counts as failed.',
    anybody: 'The verifier found it wrong. The price is still in the escrow.',
  }
  return { title: part === 'provider' ? 'Your proof was rejected' : 'The proof was rejected', body: bodies[part] }
}

function disputedWords({ order, progress }: Job, part: Part, money: Money): Headline {
  const claim = money(claimOf(order, progress))
  const whose = part === 'provider' ? 'your claim' : 'the claim'
  const bond = progress.bond > 0n ? ` A bond of ${money(progress.bond)} is held until then.` : ''
  return { title: 'In dispute', body: `The arbiter decides how much of ${whose} of ${claim} is paid.${bond}` }
}

function settledWords({ job, events }: JobStory, part: Part, money: Money): Headline {
  const end = events.find((event) => event.eventName === 'ContractFulfilled')
  if (!end) return { title: THANKS, body: 'The job is done and paid.' }
  const { paid, refunded } = end.args
  if (part === 'provider')
    return {
      title: THANKS,
      body: `You were paid ${money(paid)}. It is in your balance in the escrow, with your stake.`,
    }
  const rest = refunded > 0n ? ` The other ${money(refunded)} ${wentBack(job, part)}.` : ''
  return { title: THANKS, body: `The provider was paid ${money(paid)}.${rest}` }
}

function cancelledWords({ job, events }: JobStory, part: Part, money: Money): Headline {
  const end = events.find((event) => event.eventName === 'JobCancelled')
  const what = end ? money(end.args.refunded) : 'What was locked'
  return { title: 'The job ended without payment', body: `${what} ${wentBack(job, part)}.` }
}

/** Where refunds went: to the payer, which the reader may be. */
function wentBack({ order }: Job, part: Part): string {
  const isPayer = part === 'payer' || (part === 'requester' && isAddressEqual(order.payer, order.requester))
  return isPayer ? 'went back to your balance in the escrow' : 'went back to the payer'
}
