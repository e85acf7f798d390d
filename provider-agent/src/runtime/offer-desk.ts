import type { Journal, Outbox } from '@millrace/chain'
import { encodeOffer, offerBookAbi, type Deployment, type Offer } from '@millrace/sdk'
import type { Logger } from 'pino'
import { bytesToHex, encodeFunctionData, keccak256 } from 'viem'

const STEPS = [
  'create table published_offer(terms text not null, valid_until integer not null) strict',
  `drop table published_offer;
   create table offer_move(
     number integer primary key, kind text not null, terms text not null, valid_until integer not null,
     valid_before integer not null, at_seconds integer not null) strict`,
]
/** How long an offer is valid; it is published anew when a quarter of that is left. */
const VALID_SECONDS = 24 * 3600
/** A transaction that failed is tried again after this, in seconds of the chain. */
const AGAIN_SECONDS = 30

type Parts = {
  readonly deployment: Deployment
  readonly outbox: Outbox
  readonly journal: Journal
  readonly terms: Omit<Offer, 'validUntil'>
  readonly log: Logger
}

/** The last thing that was done to the offer on chain, and what became of it. */
type Move = {
  readonly number: number
  readonly kind: string
  readonly terms: string
  readonly validUntil: number
  /** Until when the offer was valid that this move replaces. */
  readonly validBefore: number
  readonly atSeconds: number
  readonly state: 'pending' | 'done' | 'failed'
}

/** Keeps the agent's offer on chain: published when it is new or changed, again before it ends, withdrawn when the agent ends. */
export class OfferDesk {
  readonly #parts: Parts

  constructor(parts: Parts) {
    parts.journal.migrate('offer-desk', STEPS)
    this.#parts = parts
  }

  /** The offer as the chain finally has it; valid until 0 when it is not there. */
  offer(): Offer {
    return { ...this.#parts.terms, validUntil: validUntilOf(this.#last()) }
  }

  /** Publishes when it is due. `now` in Unix seconds of the chain. */
  round(now: number): void {
    const { terms } = this.#parts
    const last = this.#last()
    if (last?.state === 'pending' || (last?.state === 'failed' && now < last.atSeconds + AGAIN_SECONDS)) return
    const hash = keccak256(encodeOffer({ ...terms, validUntil: 1 }))
    const isOut = last?.kind === 'publish' && last.state === 'done' && last.terms === hash
    if (isOut && last.validUntil - now > VALID_SECONDS / 4) return
    const validUntil = now + VALID_SECONDS
    const args = [validUntil, bytesToHex(encodeOffer({ ...terms, validUntil }))] as const
    const data = encodeFunctionData({ abi: offerBookAbi, functionName: 'publish', args })
    this.#begin({ kind: 'publish', terms: hash, validUntil, atSeconds: now }, data)
  }

  /** Withdraws what was published. @returns whether nothing of this agent is offered any more. */
  withdraw(now: number): boolean {
    const last = this.#last()
    if (last === undefined) return true
    if (last.kind === 'withdraw' && last.state === 'done') return true
    const isFailing = last.state === 'failed' && now < last.atSeconds + AGAIN_SECONDS
    if (last.kind === 'withdraw' && (last.state === 'pending' || isFailing)) return false
    // A publication under way is sent first: the outbox keeps the order of intents.
    if (last.state !== 'pending' && validUntilOf(last) < now) return true
    const data = encodeFunctionData({ abi: offerBookAbi, functionName: 'withdrawOffer' })
    this.#begin({ kind: 'withdraw', terms: '', validUntil: 0, atSeconds: now }, data)
    return false
  }

  #begin(move: Pick<Move, 'kind' | 'terms' | 'validUntil' | 'atSeconds'>, data: `0x${string}`): void {
    const { journal, outbox, deployment, terms, log } = this.#parts
    const last = this.#last()
    const number = (last?.number ?? 0) + 1
    const validBefore = last?.state === 'pending' ? last.validUntil : validUntilOf(last)
    journal.transaction((db) => {
      db.exec('delete from offer_move')
      db.prepare('insert into offer_move values(?, ?, ?, ?, ?, ?)').run(
        number,
        move.kind,
        move.terms,
        move.validUntil,
        validBefore,
        move.atSeconds,
      )
      outbox.enqueue(`offer:${number}`, { to: deployment.offerBook, data })
    })
    log.info({ event: move.kind === 'publish' ? 'publishing' : 'withdrawingOffer', name: terms.name, number })
  }

  #last(): Move | undefined {
    const { journal, outbox } = this.#parts
    const row = journal.db.prepare('select * from offer_move').get()
    if (row === undefined) return undefined
    const number = Number(row['number'])
    const sent = outbox.get(`offer:${number}`)?.state
    const isOver = sent === undefined || sent === 'refused' || sent === 'failed' || sent === 'replaced'
    return {
      number,
      kind: String(row['kind']),
      terms: String(row['terms']),
      validUntil: Number(row['valid_until']),
      validBefore: Number(row['valid_before']),
      atSeconds: Number(row['at_seconds']),
      state: sent === 'final' ? 'done' : isOver ? 'failed' : 'pending',
    }
  }
}

/** Until when the chain has an offer of this agent. */
function validUntilOf(last: Move | undefined): number {
  if (last === undefined) return 0
  return last.state === 'done' ? last.validUntil : last.validBefore
}
