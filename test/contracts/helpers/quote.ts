import type { Signer } from 'ethers'
import { after, travelling, type Life } from './life.ts'
import {
  byCall,
  call,
  emptyProgress,
  noFunding,
  orderOf,
  sign,
  type Market,
  type OrderInput,
  type OrderStruct,
} from './market.ts'

export type Quote = { order: string; attempt: bigint; provider: string; price: bigint; validUntil: bigint }

/** An order and the provider's quote for it. */
export type Match = { order: OrderStruct; id: string; quote: Quote; signature: string }

export async function matched(m: Market, input: OrderInput = {}, terms: Partial<Quote> = {}): Promise<Match> {
  const order = await orderOf(m, input)
  const id: string = await m.escrow.getFunction('idOf')(order)
  return { order, id, ...(await quoted(m, id, terms)) }
}

export async function quoted(m: Market, id: string, terms: Partial<Quote> = {}, provider = m.provider) {
  const common = { order: id, attempt: 1n, provider: provider.address, price: 5_000_000n, validUntil: 2n ** 40n - 1n }
  const quote: Quote = { ...common, ...terms }
  return { quote, signature: await sign(m, provider, 'Quote', quote) }
}

/** Signatures that a close can carry; each is empty unless given. */
export type Carried = { requester?: string; payer?: string; provider?: string }

export function tryClose(m: Market, { order, quote, signature }: Match, who: Signer = m.requester, c: Carried = {}) {
  const { requester = byCall, payer = byCall, provider = signature } = c
  return call(m.escrow, 'close', who, order, quote, noFunding, requester, payer, provider)
}

export function tryClosePosted(m: Market, { job }: Life, q: Omit<Match, 'order' | 'id'>, who: Signer, c: Carried = {}) {
  const { requester = byCall, provider = q.signature } = c
  return call(m.escrow, 'closePosted', who, travelling(job), q.quote, requester, provider)
}

export async function closed(m: Market, match: Match, who: Signer = m.requester, c: Carried = {}): Promise<Life> {
  const tx = await tryClose(m, match, who, c)
  return { id: match.id, tx, job: await after(m, { order: match.order, progress: emptyProgress }, tx) }
}
