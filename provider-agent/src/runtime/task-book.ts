import type { Journal } from '@millrace/chain'
import { outcomeNames, type Commitment, type Outcome, type Resources } from '@millrace/sdk'
import type { DatabaseSync } from 'node:sqlite'
import { isHex, type Hex } from 'viem'

/**
 * The life of an attempt at this agent: accepting → running → submitting → submitted → closed. `lost`: another provider was
 * quicker. `abandoned`: it cannot be finished, and a part of the stake pays for it; it is given back in time or poked when it is
 * due, so that the rest comes back, and then closed.
 */
export const taskStates = ['accepting', 'running', 'submitting', 'submitted', 'closed', 'lost', 'abandoned'] as const
export type TaskState = (typeof taskStates)[number]

/** The states in which there is something left to do. */
export type LiveTaskState = Exclude<TaskState, 'closed' | 'lost'>

export type Task = {
  readonly job: Hex
  readonly attempt: number
  readonly state: TaskState
  /** What it takes of the machine while it runs. */
  readonly resources: Resources
  readonly stake: bigint
  /** How often its run was begun. */
  readonly tries: number
  /** Once it ran. */
  readonly commitment: Commitment | undefined
}

/** What a party is told, once per job: the agent's inbox. */
export type Message = { readonly job: string; readonly text: string; readonly atSeconds: number }

const STEPS = [
  `create table task(
     job text not null, attempt integer not null, state text not null, cpu integer not null, memory_bytes text not null,
     stake text not null, proof_hash text, outcome text, units text, primary key(job, attempt)) strict;
   create index task_state on task(state);
   create table message(job text primary key, text text not null, at_seconds integer not null) strict`,
  `alter table task add column disk_bytes text not null default '0';
   alter table task add column gpu integer not null default 0;
   alter table task add column tries integer not null default 0`,
]

/** The agent's own memory of its attempts. */
export class TaskBook {
  readonly #journal: Journal

  constructor(journal: Journal) {
    journal.migrate('task-book', STEPS)
    this.#journal = journal
  }

  /** Stores a new task beside what is decided with it, in one transaction. */
  begin({ job, attempt, resources, stake }: Omit<Task, 'state' | 'commitment' | 'tries'>, also: () => void): void {
    const { cpu, memoryBytes, diskBytes, gpu } = resources
    this.#journal.transaction((db) => {
      db.prepare(
        `insert into task(job, attempt, state, cpu, memory_bytes, disk_bytes, gpu, stake)
         values(?, ?, 'accepting', ?, ?, ?, ?, ?)`,
      ).run(job, attempt, cpu, String(memoryBytes), String(diskBytes), gpu, String(stake))
      also()
    })
  }

  /** Counts one more run of a task, or one less when it was the agent that ended it. */
  countTry({ job, attempt }: Task, by: 1 | -1): void {
    this.#journal.transaction((db) =>
      db.prepare('update task set tries = tries + ? where job = ? and attempt = ?').run(by, job, attempt),
    )
  }

  /** Moves a task on, beside what is decided with it. */
  move(task: Task, to: TaskState, also: (db: DatabaseSync) => void = () => {}): void {
    this.#journal.transaction((db) => {
      db.prepare('update task set state = ? where job = ? and attempt = ?').run(to, task.job, task.attempt)
      also(db)
    })
  }

  /** Notes what the run came to, and moves the task to submitting, beside the intent to submit. */
  prove(task: Task, { proofHash, outcome, units }: Commitment, also: () => void): void {
    this.move(task, 'submitting', (db) => {
      db.prepare('update task set proof_hash = ?, outcome = ?, units = ? where job = ? and attempt = ?').run(
        proofHash,
        outcome,
        String(units),
        task.job,
        task.attempt,
      )
      also()
    })
  }

  has(job: string, attempt: number): boolean {
    return this.#journal.db.prepare('select 1 from task where job = ? and attempt = ?').get(job, attempt) !== undefined
  }

  /** Every task, or those in some states, in the order in which they began. */
  list(states: readonly TaskState[] = taskStates): readonly Task[] {
    const places = states.map(() => '?').join(', ')
    const rows = this.#journal.db.prepare(`select * from task where state in (${places}) order by rowid`).all(...states)
    return rows.map(read)
  }

  /** Puts a message into the inbox, once per job. @returns whether it is new. */
  tell(db: DatabaseSync, { job, text, atSeconds }: Message): boolean {
    return (
      db.prepare('insert into message values(?, ?, ?) on conflict do nothing').run(job, text, atSeconds).changes === 1
    )
  }

  messages(): readonly Message[] {
    const rows = this.#journal.db.prepare('select * from message order by rowid').all()
    return rows.map((row) => ({
      job: String(row['job']),
      text: String(row['text']),
      atSeconds: Number(row['at_seconds']),
    }))
  }
}

function read(row: Readonly<Record<string, unknown>>): Task {
  return {
    job: hex(row['job']),
    attempt: Number(row['attempt']),
    state: taskStates.find((state) => state === row['state']) ?? 'abandoned',
    resources: {
      cpu: Number(row['cpu']),
      memoryBytes: BigInt(String(row['memory_bytes'])),
      diskBytes: BigInt(String(row['disk_bytes'])),
      gpu: Number(row['gpu']),
    },
    tries: Number(row['tries']),
    stake: BigInt(String(row['stake'])),
    commitment:
      row['proof_hash'] === null
        ? undefined
        : {
            proofHash: hex(row['proof_hash']),
            outcome: readOutcome(row['outcome']),
            units: BigInt(String(row['units'])),
          },
  }
}

function hex(value: unknown): Hex {
  if (isHex(value)) return value
  throw new TypeError('The journal holds a task without a hash')
}

function readOutcome(value: unknown): Outcome {
  return outcomeNames.find((name) => name === value) ?? 'None'
}
