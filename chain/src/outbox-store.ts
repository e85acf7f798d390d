import { type Address, type Hash, type Hex, isHex } from 'viem'
import { JournalCorruptError, OutboxKeyConflictError, OutboxWriterError } from './errors.ts'
import type { Fees } from './fees.ts'
import type { Journal } from './journal.ts'

const SETTLED = ['final', 'failed', 'refused', 'replaced'] as const
const STATES = ['intended', 'signed', 'broadcast', 'mined', ...SETTLED] as const

/**
 * The life of a transaction: intended → signed → broadcast → mined → final or failed (it reverted in its block). `mined` is
 * the chain's word of now, with `succeeded`; when the block leaves the chain, the entry is `broadcast` again. The last two
 * are for good: the block is buried under the confirmations asked. `refused`: it would revert, so it was never signed.
 * `replaced`: its nonce was used by a transaction that is not of this outbox, which is buried.
 */
export type OutboxState = (typeof STATES)[number]
export type SettledState = (typeof SETTLED)[number]

/** A call to make. `value` is in wei. */
export type OutboxCall = { readonly to: Address; readonly data: Hex; readonly value?: bigint }

export type OutboxEntry = {
  readonly key: string
  readonly state: OutboxState
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
  /** Null until it is signed. */
  readonly nonce: number | null
  /** The transaction in the chain, once mined. */
  readonly hash: Hash | null
  readonly blockNumber: bigint | null
  readonly blockHash: Hash | null
  /** Whether the mined transaction succeeded; null until mined. */
  readonly succeeded: boolean | null
  /** Gas that the mined transaction used. */
  readonly gasUsed: bigint | null
  /** What the contract said, for `refused` and `failed`; `0x` when it said nothing. */
  readonly revertData: Hex | null
  /** The node's last complaint, in its own words, for a log. Decides nothing. */
  readonly problem: string | null
}

/** An entry that will not change any more. */
export type OutboxResult = OutboxEntry & { readonly state: SettledState }

/** An entry with its place in the order of intents. */
export type StoredEntry = OutboxEntry & { readonly id: number }

/** A signed transaction. Several of one entry share a nonce and differ in fees only, so at most one can be mined. */
export type SignedRaw = {
  readonly hash: Hash
  readonly raw: Hex
  readonly fees: Fees
  readonly gas: bigint
  readonly signedAtMs: number
}

/** Where a transaction was found. */
export type MinedAt = Required<{
  [K in 'hash' | 'blockNumber' | 'blockHash' | 'succeeded' | 'gasUsed']: NonNullable<OutboxEntry[K]>
}>

const STEPS: readonly string[] = [
  `create table outbox_account(address text primary key, chain_id integer not null, next_nonce integer) strict;
   create table outbox_entry(
     id integer primary key, address text not null references outbox_account(address), key text not null,
     state text not null, to_address text not null, data text not null, value text not null, nonce integer,
     hash text, block_number integer, block_hash text, succeeded integer, gas_used text, revert_data text, problem text,
     unique(address, key)) strict;
   create index outbox_entry_state on outbox_entry(address, state);
   create table outbox_raw(
     hash text primary key, entry integer not null references outbox_entry(id), raw text not null, gas text not null,
     max_fee text not null, max_priority_fee text not null, signed_at_ms integer not null) strict;
   create index outbox_raw_entry on outbox_raw(entry)`,
]

/** Whether nothing will change this entry any more. */
export function isSettled(entry: OutboxEntry): entry is OutboxResult {
  return SETTLED.some((state) => state === entry.state)
}

/** The tables of the outbox. Decides nothing. */
export class OutboxStore {
  readonly #journal: Journal
  readonly #address: Address

  /** @throws OutboxWriterError when the journal knows this address on another chain. */
  constructor(journal: Journal, address: Address, chainId: number) {
    this.#journal = journal
    this.#address = address
    journal.migrate('outbox', STEPS)
    journal.transaction((db) => {
      db.prepare('insert into outbox_account values(?, ?, null) on conflict do nothing').run(address, chainId)
      const row = db.prepare('select chain_id from outbox_account where address = ?').get(address)
      if (row?.['chain_id'] !== chainId) {
        const meta = { found: String(row?.['chain_id']), expected: String(chainId) }
        throw new OutboxWriterError('The outbox in this journal belongs to another chain.', meta)
      }
    })
  }

  /** @throws OutboxKeyConflictError when the key names another call. */
  insert(key: string, { to, data, value = 0n }: OutboxCall): StoredEntry {
    return this.#journal.transaction((db) => {
      db.prepare(
        `insert into outbox_entry(address, key, state, to_address, data, value) values(?, ?, 'intended', ?, ?, ?)
         on conflict(address, key) do nothing`,
      ).run(this.#address, key, to, data, String(value))
      const entry = this.byKey(key)
      const isSame = entry?.to.toLowerCase() === to.toLowerCase() && entry.data === data && entry.value === value
      if (entry === null || !isSame) throw new OutboxKeyConflictError(key)
      return entry
    })
  }

  byKey(key: string): StoredEntry | null {
    return this.#entries('key = ?', key)[0] ?? null
  }

  intended(): readonly StoredEntry[] {
    return this.#entries(`state = 'intended' order by id`)
  }

  /** Entries with a nonce that are in no block yet, lowest nonce first. */
  inFlight(): readonly StoredEntry[] {
    return this.#entries(`state in ('signed', 'broadcast') order by nonce`)
  }

  /** Entries in a block that may still leave the chain, lowest nonce first. */
  mined(): readonly StoredEntry[] {
    return this.#entries(`state = 'mined' order by nonce`)
  }

  hasUnsettled(): boolean {
    const row = this.#journal.db
      .prepare(
        `select 1 from outbox_entry where address = ? and state in ('intended', 'signed', 'broadcast', 'mined') limit 1`,
      )
      .get(this.#address)
    return row !== undefined
  }

  all(): readonly StoredEntry[] {
    return this.#entries('1 order by id')
  }

  /** The next nonce to use as far as this journal knows; null before the first. */
  nextNonce(): number | null {
    const row = this.#journal.db.prepare('select next_nonce from outbox_account where address = ?').get(this.#address)
    return row?.['next_nonce'] === null ? null : Number(row?.['next_nonce'])
  }

  /** The signed transactions of an entry, newest first. */
  raws({ id }: StoredEntry): readonly SignedRaw[] {
    return this.#journal.db
      .prepare('select * from outbox_raw where entry = ? order by signed_at_ms desc, rowid desc')
      .all(id)
      .map(toRaw)
  }

  /** Gives the entry its nonce and keeps the signed bytes, together. */
  sign({ id }: StoredEntry, nonce: number, raw: SignedRaw): void {
    this.#journal.transaction((db) => {
      db.prepare(`update outbox_entry set state = 'signed', nonce = ?, problem = null where id = ?`).run(nonce, id)
      db.prepare('update outbox_account set next_nonce = max(coalesce(next_nonce, 0), ?) where address = ?').run(
        nonce + 1,
        this.#address,
      )
      this.addRaw(id, raw)
    })
  }

  /** Keeps another transaction of the entry's nonce, with higher fees. */
  addRaw(id: number, { hash, raw, gas, fees, signedAtMs }: SignedRaw): void {
    const { maxFeePerGas, maxPriorityFeePerGas } = fees
    this.#journal.db
      .prepare('insert into outbox_raw values(?, ?, ?, ?, ?, ?, ?)')
      .run(hash, id, raw, String(gas), String(maxFeePerGas), String(maxPriorityFeePerGas), signedAtMs)
  }

  setBroadcast({ id }: StoredEntry): void {
    this.#journal.db
      .prepare(
        `update outbox_entry set state = 'broadcast', hash = null, block_number = null, block_hash = null,
           succeeded = null, gas_used = null where id = ?`,
      )
      .run(id)
  }

  setMined({ id }: StoredEntry, { hash, blockNumber, blockHash, succeeded, gasUsed }: MinedAt): void {
    this.#journal.db
      .prepare(
        `update outbox_entry set state = 'mined', hash = ?, block_number = ?, block_hash = ?, succeeded = ?, gas_used = ?
         where id = ?`,
      )
      .run(hash, blockNumber, blockHash, succeeded ? 1 : 0, String(gasUsed), id)
  }

  setProblem({ id }: StoredEntry, problem: string): void {
    this.#journal.db.prepare('update outbox_entry set problem = ? where id = ?').run(problem, id)
  }

  /** Ends the entry. Its row stays, since its key is the memory that it was done; its signed bytes are of no more use. */
  settle({ id }: StoredEntry, state: SettledState, revertData: Hex | null): void {
    this.#journal.transaction((db) => {
      db.prepare('update outbox_entry set state = ?, revert_data = ? where id = ?').run(state, revertData, id)
      db.prepare('delete from outbox_raw where entry = ?').run(id)
    })
  }

  #entries(where: string, ...values: string[]): readonly StoredEntry[] {
    return this.#journal.db
      .prepare(`select * from outbox_entry where address = ? and ${where}`)
      .all(this.#address, ...values)
      .map(toEntry)
  }
}

type Row = Record<string, unknown>

function text(row: Row, column: string): string | null {
  const value = row[column]
  return typeof value === 'string' ? value : null
}

function hex(row: Row, column: string): Hex {
  const value = row[column]
  if (!isHex(value)) throw new JournalCorruptError('outbox', `${column}: ${String(value)}`)
  return value
}

function stateOf(row: Row): OutboxState {
  const found = STATES.find((state) => state === row['state'])
  if (found === undefined) throw new JournalCorruptError('outbox', `state: ${String(row['state'])}`)
  return found
}

function toEntry(row: Row): StoredEntry {
  const optionalHex = (column: string) => (row[column] === null ? null : hex(row, column))
  const gasUsed = text(row, 'gas_used')
  return {
    id: Number(row['id']),
    key: String(row['key']),
    state: stateOf(row),
    to: hex(row, 'to_address'),
    data: hex(row, 'data'),
    value: BigInt(String(row['value'])),
    nonce: row['nonce'] === null ? null : Number(row['nonce']),
    hash: optionalHex('hash'),
    blockNumber: row['block_number'] === null ? null : BigInt(Number(row['block_number'])),
    blockHash: optionalHex('block_hash'),
    succeeded: row['succeeded'] === null ? null : row['succeeded'] === 1,
    gasUsed: gasUsed === null ? null : BigInt(gasUsed),
    revertData: optionalHex('revert_data'),
    problem: text(row, 'problem'),
  }
}

function toRaw(row: Row): SignedRaw {
  const fees = {
    maxFeePerGas: BigInt(String(row['max_fee'])),
    maxPriorityFeePerGas: BigInt(String(row['max_priority_fee'])),
  }
  const gas = BigInt(String(row['gas']))
  return { hash: hex(row, 'hash'), raw: hex(row, 'raw'), gas, fees, signedAtMs: Number(row['signed_at_ms']) }
}
