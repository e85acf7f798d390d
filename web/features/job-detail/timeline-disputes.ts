import { assertNever, type JobLog, type Order } from '@millrace/sdk'
import { isAddressEqual } from 'viem'
import { named, type Money, type Words } from './timeline-entry.ts'

/** What happened in a dispute, or instead of one. */
type DisputeLog = Extract<JobLog, { eventName: 'JobDisputed' | 'DisputeRuled' | 'BondReleased' | 'JobAgreed' }>

export function disputeWords(event: DisputeLog, order: Order, money: Money): Words {
  switch (event.eventName) {
    case 'JobDisputed': {
      const { by, bond, reason } = event.args
      const who = isAddressEqual(by, order.requester)
        ? 'The requester challenges the claim'
        : 'The provider contests the rejection'
      const held = bond > 0n ? `, with a bond of ${money(bond)},` : ''
      return { title: 'Disputed', body: `${who}${held} and the arbiter decides.`, hashes: named('statement', reason) }
    }
    case 'DisputeRuled': {
      const { share, reason } = event.args
      const body =
        share === 0
          ? 'The arbiter gives the provider nothing: the attempt fails.'
          : `The arbiter gives the provider ${formatShare(share)} of its claim.`
      return {
        title: 'The arbiter decided',
        body,
        tone: share === 0 ? 'bad' : 'plain',
        hashes: named('statement', reason),
      }
    }
    case 'BondReleased': {
      const parts = [
        ['the provider', event.args.toProvider],
        ['the requester', event.args.toRequester],
        ['the arbiter', event.args.toArbiter],
      ] as const
      const went = parts.flatMap(([who, amount]) => (amount > 0n ? [`${money(amount)} to ${who}`] : []))
      return { title: 'The bond was released', body: `${went.length > 0 ? went.join(', ') : 'Nothing was held'}.` }
    }
    case 'JobAgreed':
      return {
        title: 'Agreed',
        body: `Requester and provider agreed on ${money(event.args.toProvider)} for the provider.`,
        tone: 'good',
      }
    default:
      return assertNever(event)
  }
}

const formatShare = (share: number): string => `${share / 100}%`
