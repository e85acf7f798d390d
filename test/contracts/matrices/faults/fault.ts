import { encodeBytes32String } from 'ethers'
import { carried } from '../../helpers/life.ts'
import { sign, type Market, type OrderInput, type OrderStruct, type ProgressStruct } from '../../helpers/market.ts'
import type { MessageName } from '../../../../sdk/src/generated/typed-data.ts'
import type { Call } from '../../helpers/wire.ts'
import { wordOf } from '../../helpers/subject.ts'
import { onWord, type Given, type ValidName } from './valid.ts'

type Edit = (g: Given) => Partial<Call> | Promise<Partial<Call>>

/** One thing wrong with a call that is otherwise right, and the one error that it meets. */
export type Fault = {
  readonly of: ValidName
  readonly order?: (m: Market) => OrderInput
  readonly edit?: Edit
  /** When it is called, if it matters. */
  readonly at?: (g: Given) => bigint
  readonly error: string
  readonly args: (g: Given) => readonly unknown[] | Promise<readonly unknown[]>
}

export const ascii = encodeBytes32String
export const most96 = 2n ** 96n - 1n
export const ids = ({ life }: Given): unknown[] => [life.id]

export type Who = 'requester' | 'payer' | 'provider' | 'rival' | 'verifier' | 'arbiter' | 'stranger'

/** Another calls. */
export function by(who: Who): Edit {
  return ({ m }) => ({ by: m[who] })
}

/** One argument is another. */
export function arg(place: number, value: unknown): Edit {
  return ({ call }) => ({ args: call.args.with(place, value) })
}

/** One argument is made otherwise. */
export function made(place: number, make: (g: Given) => unknown): Edit {
  return async (g) => ({ args: g.call.args.with(place, await make(g)) })
}

/** The job is brought with a progress, or an order, that is not its own. */
export function brought(progress: Partial<ProgressStruct>, order: Partial<OrderStruct> = {}): Edit {
  return ({ life: { job, id }, call }) => {
    const other = { order: { ...job.order, ...order }, progress: { ...job.progress, ...progress } }
    return { args: call.args.with(0, carried({ id, job: other }, call.move)) }
  }
}

/** The signature at this place is one of `who` on a message of the job, which names what `more` says. */
export function signed(place: number, who: Who, name: MessageName, more: (g: Given) => object): Edit {
  return made(place, async (g) => sign(g.m, g.m[who], name, { ...(await onWord(g.m, g.life)), ...more(g) }))
}

/** Whose call or signature is missing, and who called instead. */
export function unauthorized(expected: Who, caller: Who = 'stranger'): Pick<Fault, 'error' | 'args'> {
  return { error: 'NotAuthorized', args: ({ m }) => [m[expected].address, m[caller].address] }
}

export const outdated: Pick<Fault, 'error' | 'args'> = {
  error: 'JobNotCurrent',
  args: async ({ m, life }) => [life.id, await wordOf(m, life)],
}
