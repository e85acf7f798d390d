import type { DatabaseSync } from 'node:sqlite'
import { ChainInputError } from './errors.ts'

/** What the triggers do with a write: refuse it, let it pass, or note how to undo it. */
export type UndoMode = 'refuse' | 'pass' | 'note'

/** Tables of the undo log, for the journal's migrations. */
export const UNDO_STEPS: readonly string[] = [
  `create table undo_entry(
     seq integer primary key, follower text not null, block integer not null, sql text not null) strict;
   create index undo_entry_block on undo_entry(follower, block)`,
]

/**
 * Notes how to undo every write to the projection tables of one follower, by triggers (the pattern of
 * https://sqlite.org/undoredo.html), so that a reorg can take a block back.
 *
 * The triggers are temporary: they live as long as this connection, so a migration at the next start may change the
 * tables. While they live, a write outside of `apply` is refused, because the undo of a row would silently overwrite it.
 */
export class UndoLog {
  readonly #db: DatabaseSync
  readonly #follower: string
  readonly #tables: readonly string[]

  constructor(db: DatabaseSync, follower: string, tables: readonly string[]) {
    this.#db = db
    this.#follower = follower
    this.#tables = tables
    db.exec(
      'create temp table if not exists undo_mode(follower text primary key, mode text not null, block integer) strict',
    )
    db.prepare('insert or replace into undo_mode values(?, ?, null)').run(follower, 'refuse')
    for (const table of tables) this.#watch(table)
  }

  /** Sets what happens with writes until the next call. `block` is where a noted write belongs. */
  setMode(mode: UndoMode, block: bigint | null = null): void {
    this.#db.prepare('update undo_mode set mode = ?, block = ? where follower = ?').run(mode, block, this.#follower)
  }

  /** Takes back every noted write of blocks after `block`, newest first. @returns how many rows were changed. */
  undoAfter(block: bigint): number {
    const entries = this.#db
      .prepare('select seq, sql from undo_entry where follower = ? and block > ? order by seq desc')
      .all(this.#follower, block)
    // A parent and its children come back one after the other; only the end has to be consistent.
    this.#db.exec('pragma defer_foreign_keys=on')
    this.setMode('pass')
    for (const { sql } of entries) this.#db.exec(String(sql))
    this.#db.prepare('delete from undo_entry where follower = ? and block > ?').run(this.#follower, block)
    this.setMode('refuse')
    return entries.length
  }

  /** Empties the watched tables, and with them what could be undone. */
  clear(): void {
    this.setMode('pass')
    this.#db.exec('pragma defer_foreign_keys=on')
    for (const table of this.#tables) this.#db.exec(`delete from ${identifier(table)}`)
    this.#db.prepare('delete from undo_entry where follower = ?').run(this.#follower)
    this.setMode('refuse')
  }

  /** Forgets how to undo blocks before `block`. */
  forgetBefore(block: bigint): void {
    this.#db.prepare('delete from undo_entry where follower = ? and block < ?').run(this.#follower, block)
  }

  #watch(table: string): void {
    const columns = this.#db.prepare('select name, hidden from pragma_table_xinfo(?)').all(table)
    const found = this.#db.prepare('select wr from pragma_table_list(?) where schema = ? and type = ?')
    const [kind] = found.all(table, 'main', 'table')
    if (kind === undefined) throw new ChainInputError(`tables: "${table}"`, 'a table that exists in the journal')
    if (kind['wr'] !== 0) throw new ChainInputError(`tables: "${table}"`, 'a table with rowids')

    const names = columns.filter(({ hidden }) => hidden === 0).map(({ name }) => identifier(String(name)))
    const id = identifier(table)
    const follower = literal(this.#follower)
    const mode = `(select mode from undo_mode where follower = ${follower})`
    const note = (sql: string) =>
      `insert into undo_entry(follower, block, sql) select ${follower}, block, ${sql} from undo_mode where follower = ${follower}`
    const undo = {
      insert: `${literal(`delete from ${id} where rowid=`)} || new.rowid`,
      update: `${literal(`update ${id} set `)} || ${names
        .map((name) => `${literal(`${name}=`)} || ${quoted(name)}`)
        .join(` || ',' || `)} || ' where rowid=' || old.rowid`,
      delete: `${literal(`insert into ${id}(rowid,${names.join(',')}) values(`)} || old.rowid || ',' || ${names
        .map(quoted)
        .join(` || ',' || `)} || ')'`,
    }
    for (const [verb, sql] of Object.entries(undo)) {
      const trigger = (what: string) => identifier(`undo_${what}_${verb}_${table}`)
      const message = literal(`${table} is written by the follower only`)
      this.#db.exec(`
        create temp trigger if not exists ${trigger('refuse')} before ${verb} on main.${id} when ${mode} = 'refuse'
          begin select raise(abort, ${message}); end;
        create temp trigger if not exists ${trigger('note')} after ${verb} on main.${id} when ${mode} = 'note'
          begin ${note(sql)}; end`)
    }
  }
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** SQL that writes the old value as a literal. `quote` cuts a text at a NUL, and a text may come from a stranger's event. */
function quoted(name: string): string {
  return `case typeof(old.${name}) when 'text' then 'cast(x''' || hex(old.${name}) || ''' as text)' else quote(old.${name}) end`
}
