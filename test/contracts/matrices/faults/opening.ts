import { JobState } from '../../../../sdk/src/generated/enums.ts'
import { reason, travelling } from '../../helpers/life.ts'
import { byCall, call as send, noFunding, sign, startBalance, zeroAddress, type Market } from '../../helpers/market.ts'
import { quoted } from '../../helpers/quote.ts'
import { onward } from '../../helpers/subject.ts'
import { arg, brought, by, ids, made, outdated, signed, unauthorized, type Fault } from './fault.ts'
import type { Given } from './valid.ts'

const exclusively = (m: Market) => ({ provider: m.provider.address, exclusiveUntil: 2n ** 40n - 1n })

/** The quote at argument `place` with one field otherwise, and signed so. */
function quoting(place: number, terms: object, signature: number, who: 'provider' | 'rival' = 'provider') {
  return async ({ m, life, call: { args } }: Given) => {
    const other = await quoted(m, life.id, terms, m[who])
    return { args: args.with(place, other.quote).with(signature, other.signature) }
  }
}

/** The provider took the job first and was late: it is open again. */
async function afterFailure({ m, life, call: { args } }: Given) {
  const taken = await onward(m, life, 'accept', m.provider, m.provider.address, byCall)
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(taken.job.progress.phaseEnd + 1n)])
  const open = await onward(m, taken, 'poke', m.stranger)
  return { args: args.with(0, travelling(open.job)) }
}

/** What is wrong with a post, an acceptance, a closure or a decline. */
export const openingFaults: Record<string, Fault> = {
  'an order of another, that is not public': {
    of: 'post',
    edit: by('stranger'),
    error: 'OrderNotPublic',
    args: ids,
  },
  'a public order without its signature': { of: 'post, carried', edit: arg(2, byCall), ...unauthorized('requester') },
  'a public order with the signature of another': {
    of: 'post, carried',
    edit: made(2, ({ m, life }) => sign(m, m.rival, 'Order', life.job.order)),
    ...unauthorized('requester'),
  },
  'a public order with the signature on another': {
    of: 'post, carried',
    edit: made(2, ({ m, life }) => sign(m, m.requester, 'Order', { ...life.job.order, maxPrice: 1n })),
    ...unauthorized('requester'),
  },
  'a payer that did not sign': { of: 'post, for a payer', edit: arg(3, byCall), ...unauthorized('payer', 'requester') },
  'a payer that signed another order': {
    of: 'post, for a payer',
    edit: made(3, ({ m, life }) => sign(m, m.payer, 'Order', { ...life.job.order, lane: 1n })),
    ...unauthorized('payer', 'requester'),
  },
  'a lane that is busy': {
    of: 'post',
    edit: async ({ m, life, call: { args } }) => {
      await send(m.escrow, 'post', m.requester, life.job.order, noFunding, byCall, byCall)
      return { args: args.with(0, { ...life.job.order, sequence: 2n }) }
    },
    error: 'LaneBusy',
    args: ({ m }) => [m.requester.address, 0n, JobState.Open],
  },
  'a skip of a sequence to come': {
    of: 'skip',
    edit: arg(1, 2n),
    error: 'LaneSequenceWrong',
    args: ({ m }) => [m.requester.address, 0n, 2n, 1n],
  },
  'a skip of a busy lane': {
    of: 'skip',
    edit: async ({ m, life }) => {
      await send(m.escrow, 'post', m.requester, life.job.order, noFunding, byCall, byCall)
      return {}
    },
    error: 'LaneBusy',
    args: ({ m }) => [m.requester.address, 0n, JobState.Open],
  },
  'a cancellation by a stranger': { of: 'cancel', edit: by('stranger'), ...unauthorized('requester') },
  'a cancellation signed for another word': {
    of: 'cancel, carried',
    edit: signed(1, 'requester', 'Cancel', () => ({ word: 1n })),
    ...unauthorized('requester'),
  },
  'a cancellation signed by another': {
    of: 'cancel, carried',
    edit: signed(1, 'rival', 'Cancel', () => ({})),
    ...unauthorized('requester'),
  },
  'another deadline': { of: 'accept', edit: brought({ phaseEnd: 2n ** 40n - 1n }), ...outdated },
  'another provider before': { of: 'accept', edit: brought({ provider: `0x${'11'.repeat(20)}` }), ...outdated },
  'another proof before': { of: 'accept', edit: brought({ proofHash: reason }), ...outdated },
  'a bond from nowhere': { of: 'accept', edit: brought({ bond: 1n }), ...outdated },
  'an acceptance in the name of another': { of: 'accept', edit: by('stranger'), ...unauthorized('provider') },
  'an acceptance by nobody': {
    of: 'accept',
    edit: arg(1, zeroAddress),
    error: 'NotAuthorized',
    args: ({ m }) => [zeroAddress, m.provider.address],
  },
  'an acceptance signed for another provider': {
    of: 'accept, carried',
    edit: signed(2, 'provider', 'Accept', ({ m }) => ({ provider: m.rival.address })),
    ...unauthorized('provider'),
  },
  ...Object.fromEntries(
    (['requester', 'payer', 'verifier', 'arbiter'] as const).map((role): [string, Fault] => [
      `the ${role} as provider`,
      {
        of: 'accept',
        order: (m) => (role === 'payer' ? { payer: m.payer.address } : {}),
        edit: ({ m, call: { args } }) => ({ by: m[role], args: args.with(1, m[role].address) }),
        error: 'ProviderHasOtherRole',
        args: ({ m, life }) => [life.id, m[role].address],
      },
    ]),
  ),
  'a rival while it is exclusive': {
    of: 'accept, exclusively',
    edit: ({ m, call: { args } }) => ({ by: m.rival, args: args.with(1, m.rival.address) }),
    error: 'ProviderNotExclusive',
    args: ({ m, life }) => [life.id, m.provider.address, 2n ** 40n - 1n],
  },
  'the provider that failed before': {
    of: 'accept',
    edit: afterFailure,
    error: 'ProviderFailedBefore',
    args: ({ m, life }) => [life.id, m.provider.address],
  },
  'a stake that is not there': {
    of: 'accept',
    order: () => ({ stake: startBalance + 1n }),
    error: 'BalanceTooLow',
    args: ({ m, life }) => [life.job.order.token, m.provider.address, startBalance, startBalance + 1n],
  },
  'an acceptance after the end': {
    of: 'accept',
    at: ({ life }) => life.job.progress.phaseEnd + 1n,
    error: 'DeadlinePassed',
    args: ({ life: { id, job } }) => [id, job.progress.phaseEnd, job.progress.phaseEnd + 1n],
  },
  'a decline where nothing is exclusive': {
    of: 'decline',
    order: () => ({ provider: zeroAddress }),
    error: 'NotExclusive',
    args: ids,
  },
  'a decline by a rival': { of: 'decline', edit: by('rival'), ...unauthorized('provider', 'rival') },
  'a quote for another order': {
    of: 'close',
    edit: quoting(1, { order: reason }, 5),
    error: 'QuoteForOther',
    args: ({ life }) => [life.id, reason, 1n, 1n],
  },
  'a quote for another attempt': {
    of: 'close',
    edit: quoting(1, { attempt: 2n }, 5),
    error: 'QuoteForOther',
    args: ({ life }) => [life.id, life.id, 1n, 2n],
  },
  'a quote for the attempt before': {
    of: 'closePosted',
    edit: quoting(1, { attempt: 0n }, 3),
    error: 'QuoteForOther',
    args: ({ life }) => [life.id, life.id, 1n, 0n],
  },
  'a quote that has expired': {
    of: 'closePosted',
    edit: quoting(1, { validUntil: 1n }, 3),
    at: ({ life }) => life.job.progress.phaseEnd,
    error: 'QuoteExpired',
    args: ({ life: { id, job } }) => [id, 1n, job.progress.phaseEnd],
  },
  'a quote dearer than the order': {
    of: 'close',
    edit: quoting(1, { price: 5_000_001n }, 5),
    error: 'PriceTooHigh',
    args: ({ life }) => [life.id, 5_000_001n, 5_000_000n],
  },
  'a quote dearer than the ramp, by the order alone': {
    of: 'close, by order and quote',
    order: () => ({ minPrice: 4_999_999n }),
    error: 'PriceTooHigh',
    args: ({ life }) => [life.id, 5_000_000n, 4_999_999n],
  },
  'a quote of another price than was signed': {
    of: 'close',
    edit: ({ call: { args } }) => ({ args: args.with(1, { ...Object(args[1]), price: 1n }) }),
    ...unauthorized('provider', 'requester'),
  },
  'a quote signed by a rival': {
    of: 'close',
    edit: (g) => quoting(1, { provider: g.m.provider.address }, 5, 'rival')(g),
    ...unauthorized('provider', 'requester'),
  },
  'a quote of a rival while it is exclusive': {
    of: 'close, by order and quote',
    order: exclusively,
    edit: (g) => quoting(1, { provider: g.m.rival.address }, 5, 'rival')(g),
    error: 'ProviderNotExclusive',
    args: ({ m, life }) => [life.id, m.provider.address, 2n ** 40n - 1n],
  },
  'a closure that the requester did not sign': {
    of: 'close, by both signatures',
    edit: arg(3, byCall),
    ...unauthorized('requester'),
  },
  'a closure that the requester signed with another quote': {
    of: 'close, by both signatures',
    edit: made(3, async ({ m, life }) => {
      const { quote } = await quoted(m, life.id, { price: 1n })
      return sign(m, m.requester, 'Close', { order: life.id, quote })
    }),
    ...unauthorized('requester'),
  },
  'a quote signed by its requester': {
    of: 'close',
    edit: made(5, ({ m, call: { args } }) => sign(m, m.requester, 'Quote', Object(args[1]))),
    ...unauthorized('provider', 'requester'),
  },
}
