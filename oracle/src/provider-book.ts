import type { Journal } from '@millrace/chain'
import { decodeOffer, offerBookAbi } from '@millrace/sdk'
import type { DatabaseSync } from 'node:sqlite'
import { hexToBytes, parseEventLogs, type Log } from 'viem'

const TABLE = 'provider_gateway'
const STEPS = [`create table ${TABLE}(provider text primary key, gateway text not null) strict`]

/** Where each provider serves its content, by its last offer. */
export class ProviderBook {
  static readonly table = TABLE
  readonly #journal: Journal

  constructor(journal: Journal) {
    journal.migrate('provider-book', STEPS)
    this.#journal = journal
  }

  apply(db: DatabaseSync, log: Log): void {
    for (const { args } of parseEventLogs({ abi: offerBookAbi, eventName: 'OfferPublished', logs: [log] })) {
      const gateway = gatewayIn(hexToBytes(args.offer))
      if (gateway === undefined) continue
      db.prepare(
        `insert into ${TABLE} values(?, ?) on conflict(provider) do update set gateway = excluded.gateway`,
      ).run(args.provider.toLowerCase(), gateway)
    }
  }

  gatewayOf(provider: string): string | undefined {
    const row = this.#journal.db.prepare(`select gateway from ${TABLE} where provider = ?`).get(provider.toLowerCase())
    return row === undefined ? undefined : String(row['gateway'])
  }
}

function gatewayIn(offer: Uint8Array): string | undefined {
  try {
    return decodeOffer(offer).gateway
  } catch {
    // Anybody may publish bytes that are no offer: they are nobody's gateway.
    return undefined
  }
}
