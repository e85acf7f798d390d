import type { Journal, Outbox } from '@millrace/chain'
import { encodeOffer, offerBookAbi, type Deployment, type Offer } from '@millrace/sdk'
import type { Logger } from 'pino'
import { bytesToHex, encodeFunctionData, keccak256 } from 'viem'

const STEPS = ['create table published_offer(terms text not null, valid_until integer not null) strict']
/** How long an offer is valid; it is published anew when a quarter of that is left. */
const VALID_SECONDS = 24 * 3600

type Parts = {
  readonly deployment: Deployment
  readonly outbox: Outbox
  readonly journal: Journal
  readonly terms: Omit<Offer, 'validUntil'>
  readonly log: Logger
}

/** Keeps the agent's offer on chain: published when it is new or changed, and again before it ends. */
export class OfferDesk {
  readonly #parts: Parts

  constructor(parts: Parts) {
    parts.journal.migrate('offer-desk', STEPS)
    this.#parts = parts
  }

  /** The offer as it was last published; valid until 0 before that. */
  offer(): Offer {
    return { ...this.#parts.terms, validUntil: this.#published()?.validUntil ?? 0 }
  }

  /** Publishes when it is due. `now` in Unix seconds of the chain. */
  round(now: number): void {
    const { journal, outbox, deployment, terms, log } = this.#parts
    const last = this.#published()
    const termsHash = keccak256(encodeOffer({ ...terms, validUntil: 1 }))
    if (last?.terms === termsHash && last.validUntil - now > VALID_SECONDS / 4) return
    const validUntil = now + VALID_SECONDS
    const args = [validUntil, bytesToHex(encodeOffer({ ...terms, validUntil }))] as const
    const data = encodeFunctionData({ abi: offerBookAbi, functionName: 'publish', args })
    journal.transaction((db) => {
      db.exec('delete from published_offer')
      db.prepare('insert into published_offer values(?, ?)').run(termsHash, validUntil)
      outbox.enqueue(`offer:${termsHash}:${validUntil}`, { to: deployment.offerBook, data })
    })
    log.info({ event: 'publishing', name: terms.name, validUntil })
  }

  #published(): { terms: string; validUntil: number } | undefined {
    const row = this.#parts.journal.db.prepare('select terms, valid_until from published_offer').get()
    return row === undefined ? undefined : { terms: String(row['terms']), validUntil: Number(row['valid_until']) }
  }
}
