import { fundingByAuthorization } from '../../helpers/authorization.ts'
import { call as send, startBalance, zeroAddress } from '../../helpers/market.ts'
import { arg, made, type Fault } from './fault.ts'

/** What is wrong with a deposit, a withdrawal, an offer or a batch. */
export const moneyFaults: Record<string, Fault> = {
  'a deposit of nothing': {
    of: 'deposit',
    edit: arg(1, 0n),
    error: 'NothingArrived',
    args: async ({ m }) => [await m.token.getAddress(), m.requester.address],
  },
  'a deposit of more than there is': {
    of: 'deposit',
    edit: arg(1, startBalance + 1n),
    error: 'ERC20InsufficientBalance',
    args: ({ m }) => [m.requester.address, startBalance, startBalance + 1n],
  },
  'an authorization of another time': {
    of: 'depositWithAuthorization',
    edit: made(3, async ({ m }) => {
      const { authorization } = await fundingByAuthorization(m, m.payer, 77n, { validAfter: 2n ** 39n })
      return authorization
    }),
    error: 'AuthorizationNotValidNow',
    args: () => [2n ** 39n, 2n ** 40n],
  },
  'an authorization that was used': {
    of: 'depositWithAuthorization',
    edit: async ({ m, call: { args } }) => {
      await send(m.escrow, 'depositWithAuthorization', m.rival, ...args)
      return {}
    },
    error: 'AuthorizationUsed',
    args: async ({ m }) => [m.payer.address, (await fundingByAuthorization(m, m.payer, 77n)).nonce],
  },
  'a withdrawal of more than is due': {
    of: 'withdraw',
    edit: arg(2, startBalance + 1n),
    error: 'BalanceTooLow',
    args: async ({ m }) => [await m.token.getAddress(), m.requester.address, startBalance, startBalance + 1n],
  },
  'a withdrawal of a token that nobody deposited': {
    of: 'withdraw',
    edit: made(0, ({ m }) => m.lens.getAddress()),
    error: 'BalanceTooLow',
    args: async ({ m }) => [await m.lens.getAddress(), m.requester.address, 0n, 1n],
  },
  'a withdrawal to nobody': {
    of: 'withdraw',
    edit: arg(1, zeroAddress),
    error: 'RecipientInvalid',
    args: () => [zeroAddress],
  },
  'a withdrawal to the escrow': {
    of: 'withdraw',
    edit: made(1, ({ m }) => m.escrow.getAddress()),
    error: 'RecipientInvalid',
    args: async ({ m }) => [await m.escrow.getAddress()],
  },
  'an offer a byte too long': {
    of: 'publish',
    edit: arg(1, `0x${'00'.repeat(2_049)}`),
    error: 'OfferTooLong',
    args: () => [2_049n, 2_048n],
  },
  'an offer that is over': {
    of: 'publish',
    edit: arg(0, 17n),
    at: ({ call: { args } }) => BigInt(String(args[0])) - 1n,
    error: 'OfferExpired',
    args: ({ call: { args } }) => [17n, BigInt(String(args[0])) - 1n],
  },
  'a difference that is no row of changes': {
    of: 'batchOf',
    edit: arg(1, ['0x', '0x00']),
    error: 'BatchDifferenceMalformed',
    args: () => [1n],
  },
  'a difference beyond the call': {
    of: 'batchOf',
    edit: arg(1, [`0xffff${'00'.repeat(32)}`]),
    error: 'BatchDifferenceMalformed',
    args: () => [0n],
  },
}
