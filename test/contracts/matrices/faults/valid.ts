import type { BaseContract, Signer } from 'ethers'
import { Outcome, Verdict } from '../../../../sdk/src/generated/enums.ts'
import type { MessageName } from '../../../../sdk/src/generated/typed-data.ts'
import { fundingByAuthorization } from '../../helpers/authorization.ts'
import {
  carried,
  challenged,
  claimed,
  commitment,
  contested,
  contracted,
  evidence,
  next,
  posted,
  reason,
  rejected,
  verifying,
  type Life,
} from '../../helpers/life.ts'
import { byCall, noFunding, sign, type Market, type OrderInput } from '../../helpers/market.ts'
import { flag } from '../../helpers/pack.ts'
import { quoted } from '../../helpers/quote.ts'
import { unposted, wordOf, type Subject } from '../../helpers/subject.ts'
import type { Call } from '../../helpers/wire.ts'

/** A job, before its post or in the middle of its life, and a call that is right for it. */
export type Given = { readonly m: Market; readonly life: Subject; readonly call: Call }

/** Brings a job to where a call is right. The order can be asked to differ. */
export type Valid = (m: Market, order?: OrderInput) => Promise<Given>

type Role = 'requester' | 'payer' | 'provider' | 'rival' | 'verifier' | 'arbiter' | 'stranger'
type Reach = (m: Market, order?: OrderInput) => Promise<Life>

/** A call of `move` by `role` on a job that `reach` brought about. */
function acting(reach: Reach, role: Role, move: string, args: (m: Market, life: Life) => Promise<unknown[]>): Valid {
  return async (m, input) => {
    const life = await reach(m, input)
    return { m, life, call: { by: m[role], move, args: [carried(life, move), ...(await args(m, life))] } }
  }
}

const plain =
  (...args: unknown[]) =>
  async () =>
    args

/** What a signature that names the lane's word names of a job. */
export async function onWord(m: Market, life: Subject) {
  return { job: life.id, word: await wordOf(m, life) }
}

/** Signs a message that names the lane's word. */
async function worded(m: Market, who: Signer, name: MessageName, life: Subject, more: object = {}): Promise<string> {
  return sign(m, who, name, { ...(await onWord(m, life)), ...more })
}

/** What provider and verifier sign. */
export function proofOf(m: Market, life: Subject, units = commitment().units) {
  return { job: life.id, attempt: 1n, provider: m.provider.address, ...commitment(Outcome.Success, units) }
}

export function agreement(m: Market, toProvider = 2_000_000n) {
  return { attempt: 1n, provider: m.provider.address, toProvider }
}

const merged = (input: OrderInput = {}, more: OrderInput = {}): OrderInput => ({
  ...more,
  ...input,
  windows: { ...more.windows, ...input.windows },
  rules: { ...more.rules, ...input.rules },
})
const exclusive: Reach = (m, input) =>
  posted(m, merged(input, { provider: m.provider.address, exclusiveUntil: 2n ** 40n - 1n }))
const completable: Reach = (m, input) => contracted(m, merged(input, { rules: { flags: flag.completable } }))
const inSeconds: Reach = (m, input) => contracted(m, merged(input, { rules: { unitKind: 1n } }))
const askable: Reach = async (m, input) => {
  const life = await contracted(m, input)
  const { challengeFrom } = life.job.progress
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(challengeFrom)])
  await m.ethers.provider.send('evm_mine', [])
  return life
}
const asked: Reach = async (m, input) => next(m, await askable(m, input), 'challengeLiveness', m.requester, byCall)
const late: Reach = async (m, input) => {
  const life = await posted(m, input)
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(life.job.progress.phaseEnd + 1n)])
  await m.ethers.provider.send('evm_mine', [])
  return life
}

async function closing(m: Market, input?: OrderInput) {
  const life = await unposted(m, input)
  return { life, ...(await quoted(m, life.id)) }
}

/** Calls that are right, by what they do. */
export const valid = {
  post: async (m, input) => {
    const life = await unposted(m, input)
    return { m, life, call: { by: m.requester, move: 'post', args: [life.job.order, noFunding, byCall, byCall] } }
  },
  'post, carried': async (m, input) => {
    const life = await unposted(m, merged(input, { rules: { flags: flag.public } }))
    const signature = await sign(m, m.requester, 'Order', life.job.order)
    return { m, life, call: { by: m.stranger, move: 'post', args: [life.job.order, noFunding, signature, byCall] } }
  },
  'post, for a payer': async (m, input) => {
    const life = await unposted(m, { payer: m.payer.address, ...input })
    const signature = await sign(m, m.payer, 'Order', life.job.order)
    return { m, life, call: { by: m.requester, move: 'post', args: [life.job.order, noFunding, byCall, signature] } }
  },
  'post, with money': async (m, input) => {
    const life = await unposted(m, input)
    const funding = { kind: 1, amount: 1n, authorization: '0x' }
    return { m, life, call: { by: m.requester, move: 'post', args: [life.job.order, funding, byCall, byCall] } }
  },
  skip: async (m) => ({ m, life: await unposted(m), call: { by: m.requester, move: 'skip', args: [0n, 1n] } }),
  cancel: acting(posted, 'requester', 'cancel', plain(byCall)),
  'cancel, carried': acting(posted, 'stranger', 'cancel', async (m, life) => [
    await worded(m, m.requester, 'Cancel', life),
  ]),
  accept: acting(posted, 'provider', 'accept', async (m) => [m.provider.address, byCall]),
  'accept, carried': acting(posted, 'stranger', 'accept', async (m, life) => [
    m.provider.address,
    await worded(m, m.provider, 'Accept', life, { provider: m.provider.address }),
  ]),
  'accept, exclusively': acting(exclusive, 'provider', 'accept', async (m) => [m.provider.address, byCall]),
  decline: acting(exclusive, 'provider', 'decline', plain(reason, byCall)),
  close: async (m, input) => {
    const { life, quote, signature } = await closing(m, input)
    const args = [life.job.order, quote, noFunding, byCall, byCall, signature]
    return { m, life, call: { by: m.requester, move: 'close', args } }
  },
  'close, by order and quote': async (m, input) => {
    const { life, quote, signature } = await closing(m, input)
    const order = await sign(m, m.requester, 'Order', life.job.order)
    const args = [life.job.order, quote, noFunding, order, byCall, signature]
    return { m, life, call: { by: m.stranger, move: 'close', args } }
  },
  'close, by both signatures': async (m, input) => {
    const { life, quote, signature } = await closing(m, input)
    const close = await sign(m, m.requester, 'Close', { order: life.id, quote })
    const args = [life.job.order, quote, noFunding, close, byCall, signature]
    return { m, life, call: { by: m.stranger, move: 'close', args } }
  },
  closePosted: acting(posted, 'requester', 'closePosted', async (m, life) => {
    const { quote, signature } = await quoted(m, life.id)
    return [quote, byCall, signature]
  }),
  challengeLiveness: acting(askable, 'requester', 'challengeLiveness', plain(byCall)),
  heartbeat: acting(asked, 'provider', 'heartbeat', plain(reason, 5n, byCall)),
  resign: acting(contracted, 'provider', 'resign', plain(reason, byCall)),
  submit: acting(contracted, 'provider', 'submit', plain(commitment(), byCall)),
  'submit, carried': acting(contracted, 'stranger', 'submit', async (m, life) => [
    commitment(),
    await sign(m, m.provider, 'Commitment', proofOf(m, life)),
  ]),
  'submit, in seconds': acting(inSeconds, 'provider', 'submit', plain(commitment(Outcome.Success, 0n), byCall)),
  deliverVerdict: acting(verifying, 'verifier', 'deliverVerdict', plain(Verdict.Valid, evidence, byCall)),
  'deliverVerdict, carried': acting(verifying, 'stranger', 'deliverVerdict', async (m, life) => [
    Verdict.Valid,
    evidence,
    await sign(m, m.verifier, 'Verdict', { ...proofOf(m, life), verdict: Verdict.Valid, evidence }),
  ]),
  complete: acting(completable, 'provider', 'complete', async (m, life) => {
    const judged = { ...proofOf(m, life), verdict: Verdict.Valid, evidence }
    return [commitment(), Verdict.Valid, evidence, byCall, await sign(m, m.verifier, 'Verdict', judged)]
  }),
  approve: acting(claimed, 'requester', 'approve', plain(byCall)),
  challenge: acting(claimed, 'requester', 'challenge', plain(reason, byCall)),
  contest: acting(rejected, 'provider', 'contest', plain(reason, byCall)),
  rule: acting(challenged, 'arbiter', 'rule', plain(10_000n, reason, byCall)),
  'rule, contested': acting(contested, 'arbiter', 'rule', plain(0n, reason, byCall)),
  agree: acting(claimed, 'requester', 'agree', async (m, life) => [
    2_000_000n,
    byCall,
    await worded(m, m.provider, 'Agree', life, agreement(m)),
  ]),
  poke: acting(late, 'stranger', 'poke', plain()),
  deposit: async (m) => {
    const call = { by: m.requester, move: 'deposit', args: [await m.token.getAddress(), 1n] }
    return { m, life: await unposted(m), call }
  },
  depositWithAuthorization: async (m) => {
    const { authorization } = await fundingByAuthorization(m, m.payer, 77n)
    const args = [await m.token.getAddress(), m.payer.address, 77n, authorization]
    return { m, life: await unposted(m), call: { by: m.stranger, move: 'depositWithAuthorization', args } }
  },
  withdraw: async (m) => {
    const args = [await m.token.getAddress(), m.requester.address, 1n]
    return { m, life: await unposted(m), call: { by: m.requester, move: 'withdraw', args } }
  },
  publish: async (m) => {
    const on: BaseContract = await m.ethers.deployContract('OfferBook')
    const call = { on, by: m.provider, move: 'publish', args: [2n ** 40n - 1n, `0x${'00'.repeat(2_048)}`] }
    return { m, life: await unposted(m), call }
  },
  batchOf: async (m) => {
    const on: BaseContract = await m.ethers.deployContract('JobBatch', [await m.escrow.getAddress()])
    const part = m.escrow.interface.encodeFunctionData('skip', [0n, 1n])
    return { m, life: await unposted(m), call: { on, by: m.stranger, move: 'batchOf', args: [part, ['0x']] } }
  },
} as const satisfies Record<string, Valid>

export type ValidName = keyof typeof valid
