import { MillraceError } from '@millrace/sdk'

/** Another process has this journal open. One key, one journal, one process. */
export class JournalLockedError extends MillraceError {
  override readonly name = 'JournalLockedError'
  override readonly code = 'chain.journalLocked'
  override readonly retryable = false

  constructor(path: string, cause: unknown) {
    super('Another agent uses this journal.', { cause, meta: { path } })
  }
}

/** The journal's file is damaged. It must be restored or rebuilt from the chain; nothing in it is believed. */
export class JournalCorruptError extends MillraceError {
  override readonly name = 'JournalCorruptError'
  override readonly code = 'chain.journalCorrupt'
  override readonly retryable = false

  constructor(path: string, found: string, cause?: unknown) {
    super('The journal is damaged.', { cause, meta: { path, found } })
  }
}

/** The journal was written by another version of this program, newer or with other migrations. */
export class JournalVersionError extends MillraceError {
  override readonly name = 'JournalVersionError'
  override readonly code = 'chain.journalVersion'
  override readonly retryable = false

  constructor(owner: string, found: string, expected: string) {
    super(`The tables of "${owner}" in the journal are of another version of this program.`, {
      meta: { owner, found, expected },
    })
  }
}

/** The node could not be asked, or gave no usable answer. It says nothing about the chain. */
export class ChainReadError extends MillraceError {
  override readonly name = 'ChainReadError'
  override readonly code = 'chain.read'
  override readonly retryable = true

  constructor(what: string, cause?: unknown) {
    super(`The node gave no usable answer to ${what}.`, { cause, meta: { what } })
  }
}

/** The chain left the follower's history further back than it keeps an undo log. The projections must be rebuilt. */
export class ReorgTooDeepError extends MillraceError {
  override readonly name = 'ReorgTooDeepError'
  override readonly code = 'chain.reorgTooDeep'
  override readonly retryable = false

  constructor(cursor: bigint, oldestKept: bigint) {
    super('The chain was reorganised deeper than the follower keeps, or this is another chain.', {
      meta: { cursor: String(cursor), oldestKept: String(oldestKept) },
    })
  }
}

/** An outbox key was used again for another transaction. */
export class OutboxKeyConflictError extends MillraceError {
  override readonly name = 'OutboxKeyConflictError'
  override readonly code = 'chain.outboxKeyConflict'
  override readonly retryable = false

  constructor(key: string) {
    super(`The outbox holds another transaction under the key "${key}".`, { meta: { key } })
  }
}

/** The journal's outbox belongs to another key or chain, or a second writer of this key was started. */
export class OutboxWriterError extends MillraceError {
  override readonly name = 'OutboxWriterError'
  override readonly code = 'chain.outboxWriter'
  override readonly retryable = false

  constructor(problem: string, meta: Readonly<Record<string, string>>) {
    super(problem, { meta })
  }
}

/** An option of this room cannot be used. */
export class ChainInputError extends MillraceError {
  override readonly name = 'ChainInputError'
  override readonly code = 'chain.input'
  override readonly retryable = false

  constructor(field: string, expected: string) {
    super(`${field} must be ${expected}.`, { meta: { field, expected } })
  }
}
