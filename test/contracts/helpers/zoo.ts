import type { BaseContract, Contract } from 'ethers'
import { elsewhere, peopleOf, short, stuck, stuckUntil, lost, whole, type Exit } from './exits.ts'
import { tokenMode } from './hostile.ts'
import { call, type Market, type OrderInput } from './market.ts'
import { refusal } from './wire.ts'

export type Token = BaseContract & Contract

/** A token that everybody could deposit. `m.token` is the token. */
export type Taken = {
  readonly deploy: (m: Market) => Promise<Token>
  /** What becomes of it when a job is open. */
  readonly turn?: (m: Market) => Promise<unknown>
  /** What the escrow holds of it afterwards, beside what it owes. */
  readonly holds: 'as much' | 'more' | 'less'
  readonly exit: Exit
}

/** A token that the escrow does not take, and why. */
export type Refused = {
  readonly deploy: (m: Market) => Promise<Token>
  /** What becomes of it once everybody has some and approved the escrow. */
  readonly spoil?: (m: Market) => Promise<unknown>
  readonly order?: OrderInput
  readonly error: (m: Market, from: string) => Promise<string>
}

/** The quirks of mocks/zoo/QuirkToken.sol and the limits of LimitToken.sol, in their order. */
export const quirk = {
  none: 0,
  saysFalse: 1,
  revertsNever: 2,
  takesAll: 3,
  mintsOnTransfer: 4,
  pullsAllForMax: 5,
  selfNeedsNoAllowance: 6,
  steals: 7,
  answersHugely: 8,
  burnsGas: 9,
} as const
const limit = { noZeroAmount: 1, noZeroAddress: 2, noSecondApproval: 3, only96Bits: 4 } as const

export async function deploy(m: Market, name: string, ...args: readonly unknown[]): Promise<Token> {
  return (await m.ethers.deployContract(name, [...args])) as Token
}

/** Deploys a token and sets it up with one more call. */
function made(name: string, args: readonly unknown[], setter?: string, ...values: readonly unknown[]) {
  return async (m: Market) => {
    const token = await deploy(m, name, ...args)
    if (setter !== undefined) await call(token, setter, m.stranger, ...values)
    return token
  }
}

/** The same call of the token, in the middle of a job. */
function turning(setter: string, ...values: readonly unknown[]) {
  return (m: Market) => call(m.token, setter, m.stranger, ...values)
}

const quirky = (which: number, decimals = 6) => made('QuirkToken', [decimals], 'setQuirk', which)
const hostile = (mode: number) => made('HostileToken', [], 'setMode', mode)
const limited = (which: number) => made('LimitToken', [], 'setLimit', which)
const named = (trap: number) => made('NamedToken', [trap])
const fair = { holds: 'as much', exit: whole } as const

const failed = async (m: Market) => refusal('SafeERC20FailedOperation', await m.token.getAddress())
const nothing = async (m: Market, from: string) => refusal('NothingArrived', await m.token.getAddress(), from)

async function blockAll(m: Market) {
  for (const who of peopleOf(m)) await call(m.token, 'setBlocked', m.stranger, who.address, true)
}
async function blockEscrow(m: Market, blocked = true) {
  await call(m.token, 'setBlocked', m.stranger, await m.escrow.getAddress(), blocked)
}
async function seize(m: Market) {
  const escrow = await m.escrow.getAddress()
  const held: bigint = await m.token.getFunction('balanceOf')(escrow)
  await call(m.token, 'shrink', m.stranger, escrow, held / 2n)
}
async function twin(m: Market): Promise<Token> {
  const first = await deploy(m, 'DoubleEntryToken')
  const second = await deploy(m, 'TwinToken', await first.getAddress())
  await call(first, 'setTwin', m.stranger, await second.getAddress())
  return first
}

/** Calls back from within every transfer: the escrow's `deposit`, which is shut. */
function calling(site: number, early: boolean) {
  return async (m: Market) => {
    const token = await deploy(m, 'CallbackToken')
    const data = m.escrow.interface.encodeFunctionData('deposit', [await token.getAddress(), 1n])
    const target = await m.escrow.getAddress()
    await call(token, 'setCallback', m.stranger, site, early, target, data, `0x${'00'.repeat(32)}`)
    return token
  }
}

export const taken: Record<string, Taken> = {
  'of 6 decimals': { deploy: quirky(quirk.none), ...fair },
  'of 18 decimals': { deploy: quirky(quirk.none, 18), ...fair },
  'of no decimals': { deploy: quirky(quirk.none, 0), ...fair },
  'of 77 decimals': { deploy: quirky(quirk.none, 77), ...fair },
  'that answers nothing': { deploy: hostile(tokenMode.returnsNothing), ...fair },
  'that says false where it should revert': { deploy: quirky(quirk.revertsNever), ...fair },
  'that takes a fee': { deploy: hostile(tokenMode.feeOnTransfer), ...fair },
  'of which more arrives than was sent': { deploy: quirky(quirk.mintsOnTransfer), ...fair },
  'that grows by a tenth': {
    deploy: made('RebasingToken', []),
    turn: turning('rebase', 1_100n),
    holds: 'more',
    exit: whole,
  },
  'that shrinks by a tenth': {
    deploy: made('RebasingToken', []),
    turn: turning('rebase', 900n),
    holds: 'less',
    exit: short,
  },
  'that blocks everybody': { deploy: made('LimitToken', []), turn: blockAll, holds: 'as much', exit: elsewhere },
  'that blocks the escrow': {
    deploy: made('LimitToken', []),
    turn: blockEscrow,
    holds: 'as much',
    exit: stuckUntil(
      (m) => blockEscrow(m, false),
      async (m) => refusal('Blocked', await m.escrow.getAddress()),
    ),
  },
  'that is paused': {
    deploy: made('LimitToken', []),
    turn: turning('setPaused', true),
    holds: 'as much',
    exit: stuckUntil(turning('setPaused', false), async () => refusal('Paused')),
  },
  'that moves no zero': { deploy: limited(limit.noZeroAmount), ...fair },
  'that moves nothing to zero': { deploy: limited(limit.noZeroAddress), ...fair },
  'that changes no standing approval': { deploy: limited(limit.noSecondApproval), ...fair },
  'that counts in 96 bits': { deploy: limited(limit.only96Bits), ...fair },
  'whose name is one word': { deploy: named(0), ...fair },
  'whose name is 64 kB of script': { deploy: named(1), ...fair },
  'that has neither name nor decimals': { deploy: named(2), ...fair },
  'with the permit of DAI': { deploy: made('DaiToken', []), ...fair },
  'that swallows permits and authorizations': { deploy: made('SwallowingToken', []), ...fair },
  'with a hook of the sender': { deploy: calling(1, true), ...fair },
  'with a hook of the receiver': { deploy: calling(2, false), ...fair },
  'that moves all for the greatest amount': { deploy: quirky(quirk.pullsAllForMax), ...fair },
  'that needs no allowance of oneself': { deploy: quirky(quirk.selfNeedsNoAllowance), ...fair },
  'with two addresses': { deploy: twin, ...fair },
  'that burns 300,000 gas': { deploy: quirky(quirk.burnsGas), ...fair },
  'that answers 100 kB': { deploy: quirky(quirk.answersHugely), ...fair },
  'that is lent out for a call': { deploy: made('FlashToken', []), ...fair },
  'upgraded to say false': {
    deploy: quirky(quirk.none),
    turn: turning('setQuirk', quirk.saysFalse),
    holds: 'as much',
    exit: stuck(failed),
  },
  'upgraded to steal': {
    deploy: quirky(quirk.none),
    turn: turning('setQuirk', quirk.steals),
    holds: 'as much',
    exit: lost,
  },
  'upgraded to seize half of what the escrow holds': {
    deploy: made('HostileToken', []),
    turn: seize,
    holds: 'less',
    exit: short,
  },
}

const spoilt = (...[setter, ...values]: [string, ...unknown[]]) => ({
  deploy: quirky(quirk.none),
  spoil: turning(setter, ...values),
})

export const refused: Record<string, Refused> = {
  'that moves nothing and says false': {
    deploy: made('HostileToken', []),
    spoil: turning('setMode', tokenMode.returnsFalse),
    error: failed,
  },
  'that moves and says false': { ...spoilt('setQuirk', quirk.saysFalse), error: failed },
  'that moves nothing and says true': { ...spoilt('setQuirk', quirk.steals), error: nothing },
  'that takes all for a fee': { ...spoilt('setQuirk', quirk.takesAll), error: nothing },
  'that is paused': {
    deploy: made('LimitToken', []),
    spoil: turning('setPaused', true),
    error: async () => refusal('Paused'),
  },
  'that blocks the escrow': {
    deploy: made('LimitToken', []),
    spoil: blockEscrow,
    error: async (m) => refusal('Blocked', await m.escrow.getAddress()),
  },
  'that burns all gas': { deploy: made('BurningToken', []), error: async () => '0x' },
  'that refuses at great length': { deploy: made('LoudToken', []), error: async () => `0x${'6c'.repeat(100_000)}` },
  'that is no contract': { deploy: async (m) => m.token.attach(m.stranger.address) as Token, error: async () => '0x' },
  'of 77 decimals, priced in whole ones': {
    deploy: quirky(quirk.none, 77),
    order: { maxPrice: 10n ** 77n },
    error: async (m) => {
      const field = m.ethers.encodeBytes32String('maxPrice')
      return refusal('OrderTermOutOfBounds', field, 10n ** 77n, 1n, 2n ** 96n - 1n)
    },
  },
}
