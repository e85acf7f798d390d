import { jobEvents, reduceJob, type Job, type JobState } from '@millrace/sdk'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from 'viem'
import type { Journal } from './journal.ts'

const TABLE = 'job_book'
const STEPS = [
  `create table ${TABLE}(id text primary key, state text not null, body text not null) strict`,
  `create index ${TABLE}_state on ${TABLE}(state)`,
]

/**
 * Every job of an escrow as its events tell it, in a table of the journal. Give `JobBook.table` to the follower, so that a
 * reorg takes jobs back with their blocks.
 *
 * NOTE: Final jobs stay. A process that was down learns from them how its own jobs ended, and how long it was down is not
 * known here; a row is about 3 kB, and no poll reads the final ones.
 */
export class JobBook {
  static readonly table = TABLE
  readonly #journal: Journal

  constructor(journal: Journal) {
    journal.migrate('job-book', STEPS)
    this.#journal = journal
  }

  /**
   * Folds a log of the escrow into its job; logs that are of no job change nothing. Call it from the follower's `apply`.
   *
   * @returns the job as it then is.
   * @throws LogOrderError when a log is missing.
   */
  apply(db: DatabaseSync, log: Log): Job | undefined {
    const [event] = jobEvents([log])
    if (event === undefined) return undefined
    const job = reduceJob(this.get(event.args.id), event)
    db.prepare(
      `insert into ${TABLE}(id, state, body) values(?, ?, ?)
       on conflict(id) do update set state = excluded.state, body = excluded.body`,
    ).run(job.id, job.progress.state, write(job))
    return job
  }

  /** The job of this id. */
  get(id: string): Job | undefined {
    const row = this.#journal.db.prepare(`select body from ${TABLE} where id = ?`).get(id)
    return row === undefined ? undefined : read(row['body'])
  }

  /** Every job in a state, in the order in which they were first seen. */
  inState(state: JobState): readonly Job[] {
    const rows = this.#journal.db.prepare(`select body from ${TABLE} where state = ? order by rowid`).all(state)
    return rows.map((row) => read(row['body']))
  }
}

/** bigint has no place in JSON: it is written as an object with one key. */
function write(job: Job): string {
  return JSON.stringify(job, (_key, value: unknown) => (typeof value === 'bigint' ? { $bigint: String(value) } : value))
}

function read(body: unknown): Job {
  const job: Job = JSON.parse(String(body), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$bigint' in value ? BigInt(String(value.$bigint)) : value,
  )
  return job
}
