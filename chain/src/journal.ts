import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { JournalCorruptError, JournalLockedError, JournalVersionError } from './errors.ts'

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/**
 * Opens the journal of one process, creating it. The lock is taken at once and held until `close` or the process's death.
 *
 * @param path A file on a local disk, or `:memory:` in a test.
 * @throws JournalLockedError when another process (or this one) has it open, JournalCorruptError when it is damaged.
 */
export function openJournal(path: string): Journal {
  const db = new DatabaseSync(path, { timeout: 0 })
  try {
    // The lock comes first: with it WAL needs no shared-memory file, so a full disk is an error and not a SIGBUS.
    db.exec('pragma locking_mode=exclusive')
    db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma recursive_triggers=on')
    db.exec('begin immediate; commit')
    const check = db.prepare('pragma quick_check(1)').get()
    if (check?.['quick_check'] !== 'ok') throw new JournalCorruptError(path, String(check?.['quick_check']))
    return new Journal(db)
  } catch (error) {
    db.close()
    const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
    if (code === SQLITE_BUSY) throw new JournalLockedError(path, error)
    if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) throw new JournalCorruptError(path, `code ${code}`, error)
    throw error
  }
}

/**
 * The memory of one process: intents before effects, cursors, projections, signed transactions, in one SQLite file. What
 * is committed survives `kill -9` and a power cut.
 */
export class Journal {
  /** The open database. Read with it freely; write inside `transaction`. Keep tables STRICT. */
  readonly db: DatabaseSync
  #depth = 0

  /** Use `openJournal`. */
  constructor(db: DatabaseSync) {
    this.db = db
    db.exec(`create table if not exists journal_migration(
      owner text not null, version integer not null, sql_hash text not null, primary key(owner, version)) strict`)
  }

  /**
   * Runs `write` in one transaction: all of it or nothing. Inside another transaction it is a part of that one, which can
   * fail alone and is committed with it.
   *
   * @param write Synchronous: a transaction that waited would hold the lock meanwhile.
   */
  transaction<T>(write: (db: DatabaseSync) => T): T {
    const level = this.#depth
    this.db.exec(level === 0 ? 'begin immediate' : `savepoint nested${level}`)
    this.#depth += 1
    try {
      const result = write(this.db)
      if (result instanceof Promise) throw new TypeError('A transaction must be synchronous.')
      this.db.exec(level === 0 ? 'commit' : `release nested${level}`)
      return result
    } catch (error) {
      // SQLite may have rolled back by itself (a full disk); then there is nothing left to undo.
      if (this.db.isTransaction) {
        this.db.exec(level === 0 ? 'rollback' : `rollback to nested${level}; release nested${level}`)
      }
      throw error
    } finally {
      this.#depth -= 1
    }
  }

  /**
   * Brings the tables of one owner to the newest version: each step runs once, in order, with its record in one
   * transaction. Steps are only ever added at the end.
   *
   * @throws JournalVersionError when the journal is newer than the steps, or a step that already ran was changed.
   */
  migrate(owner: string, steps: readonly string[]): void {
    this.transaction((db) => {
      const applied = db.prepare('select sql_hash from journal_migration where owner = ? order by version').all(owner)
      if (applied.length > steps.length) {
        throw new JournalVersionError(owner, `version ${applied.length}`, `at most ${steps.length}`)
      }
      for (const [index, sql] of steps.entries()) {
        const hash = createHash('sha256').update(sql).digest('hex')
        const ran = applied[index]
        if (ran === undefined) {
          db.exec(sql)
          db.prepare('insert into journal_migration values(?, ?, ?)').run(owner, index + 1, hash)
        } else if (ran['sql_hash'] !== hash) {
          throw new JournalVersionError(owner, `another step ${index + 1}`, 'steps that ran to stay as they are')
        }
      }
    })
  }

  /** Ends the use and gives the lock back. */
  close(): void {
    this.db.close()
  }
}
