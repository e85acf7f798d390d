import { type Hash, isHash } from 'viem'
import { JournalCorruptError } from './errors.ts'
import type { Journal } from './journal.ts'
import { UNDO_STEPS } from './undo-log.ts'

/** A position in the chain. The hash tells whether that position still exists. */
export type Cursor = { readonly number: bigint; readonly hash: Hash }

const STEPS: readonly string[] = [
  ...UNDO_STEPS,
  `create table follower_cursor(follower text primary key, number integer not null, hash text not null) strict;
   create table follower_block(
     follower text not null, number integer not null, hash text not null, primary key(follower, number)) strict`,
]

/** The stored position of one follower, and the hashes of the blocks below it that it can still take back. */
export class FollowerState {
  readonly #journal: Journal
  readonly #follower: string

  constructor(journal: Journal, follower: string) {
    this.#journal = journal
    this.#follower = follower
    journal.migrate('follower', STEPS)
  }

  cursor(): Cursor | null {
    const row = this.#journal.db
      .prepare('select number, hash from follower_cursor where follower = ?')
      .get(this.#follower)
    return row === undefined ? null : toCursor(row)
  }

  /** The kept blocks at or below `number`, newest first. */
  keptBlocks(number: bigint): readonly Cursor[] {
    return this.#journal.db
      .prepare('select number, hash from follower_block where follower = ? and number <= ? order by number desc')
      .all(this.#follower, number)
      .map(toCursor)
  }

  moveTo(cursor: Cursor): void {
    const { db } = this.#journal
    db.prepare('insert or replace into follower_cursor values(?, ?, ?)').run(this.#follower, cursor.number, cursor.hash)
    db.prepare('insert or replace into follower_block values(?, ?, ?)').run(this.#follower, cursor.number, cursor.hash)
  }

  /** Forgets the position: the next start reads from the first block. */
  forget(): void {
    for (const table of ['follower_cursor', 'follower_block']) {
      this.#journal.db.prepare(`delete from ${table} where follower = ?`).run(this.#follower)
    }
  }

  forgetBefore(number: bigint): void {
    this.#journal.db.prepare('delete from follower_block where follower = ? and number < ?').run(this.#follower, number)
  }

  forgetAfter(number: bigint): void {
    this.#journal.db.prepare('delete from follower_block where follower = ? and number > ?').run(this.#follower, number)
  }
}

function toCursor(row: Record<string, unknown>): Cursor {
  const hash = String(row['hash'])
  if (!isHash(hash)) throw new JournalCorruptError('follower', hash)
  return { number: BigInt(Number(row['number'])), hash }
}
