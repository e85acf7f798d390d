import { MillraceError } from '@millrace/sdk'

/** How a store or a gateway can fail to give a block. One word for each, so that a caller decides without reading prose. */
export type ContentFailure =
  'notFound' | 'corrupt' | 'tooLarge' | 'timeout' | 'blocked' | 'unreachable' | 'offline' | 'aborted'

/** Base of the reasons why one place did not give one block. */
export abstract class ContentError extends MillraceError {
  abstract readonly failure: ContentFailure
}

/** The place answered and does not have the block. It may get it later. */
export class ContentNotFoundError extends ContentError {
  override readonly name = 'ContentNotFoundError'
  override readonly code = 'store.notFound'
  override readonly retryable = true
  override readonly failure = 'notFound'

  constructor(cid: string, where: string) {
    super(`The block ${cid} is not at ${where}.`, { meta: { cid, where } })
  }
}

/** The bytes are not those that the CID names: a damaged disk, or a gateway that lies. They are never handed on. */
export class ContentCorruptError extends ContentError {
  override readonly name = 'ContentCorruptError'
  override readonly code = 'store.corrupt'
  override readonly retryable = false
  override readonly failure = 'corrupt'

  constructor(cid: string, where: string, found: string) {
    super(`The block ${cid} at ${where} does not match its hash.`, { meta: { cid, where, found } })
  }
}

/** The block is larger than the caller, or the room (64 MiB), allows. Reading stopped at the limit. */
export class ContentTooLargeError extends ContentError {
  override readonly name = 'ContentTooLargeError'
  override readonly code = 'store.tooLarge'
  override readonly retryable = false
  override readonly failure = 'tooLarge'

  constructor(what: string, where: string, maxBytes: number) {
    super(`${what} at ${where} is larger than the limit of ${maxBytes} bytes.`, {
      meta: { what, where, maxBytes: String(maxBytes) },
    })
  }
}

/** The place did not deliver the whole block in time. */
export class ContentTimeoutError extends ContentError {
  override readonly name = 'ContentTimeoutError'
  override readonly code = 'store.timeout'
  override readonly retryable = true
  override readonly failure = 'timeout'

  constructor(cid: string, where: string, timeoutMs: number) {
    super(`The block ${cid} did not arrive from ${where} within ${timeoutMs} ms.`, {
      meta: { cid, where, timeoutMs: String(timeoutMs) },
    })
  }
}

/** The address is one that this machine must not call: not http(s), credentials in it, or not on the public internet. */
export class ContentBlockedError extends ContentError {
  override readonly name = 'ContentBlockedError'
  override readonly code = 'store.blocked'
  override readonly retryable = false
  override readonly failure = 'blocked'

  constructor(where: string, reason: string) {
    super(`The gateway ${where} is not called: ${reason}.`, { meta: { where, reason } })
  }
}

/** No connection, a broken one, or an answer that is neither the block nor "not found". */
export class ContentUnreachableError extends ContentError {
  override readonly name = 'ContentUnreachableError'
  override readonly code = 'store.unreachable'
  override readonly retryable = true
  override readonly failure = 'unreachable'

  constructor(where: string, reason: string, cause?: unknown) {
    super(`The gateway ${where} did not answer as a gateway: ${reason}.`, { cause, meta: { where, reason } })
  }
}

/** The gateway was not reached for a cause on this side: no network, no name service, no more open files. */
export class ContentOfflineError extends ContentError {
  override readonly name = 'ContentOfflineError'
  override readonly code = 'store.offline'
  override readonly retryable = true
  override readonly failure = 'offline'

  constructor(where: string, cause: unknown) {
    super(`This machine could not reach ${where}: its network or name service failed.`, { cause, meta: { where } })
  }
}

/** The caller's signal was aborted before the block was there. */
export class ContentAbortedError extends ContentError {
  override readonly name = 'ContentAbortedError'
  override readonly code = 'store.aborted'
  override readonly retryable = true
  override readonly failure = 'aborted'

  constructor(cid: string, cause?: unknown) {
    super(`Fetching the block ${cid} was cancelled.`, { cause, meta: { cid } })
  }
}

/** What one gateway did instead of giving the block. */
export type GatewayFailure = { readonly gateway: string; readonly error: ContentError }

/**
 * Nobody has it: the gateways were asked, and none gave the block. `failures` has one entry per gateway, in the order in
 * which they were listed. At least one of them failed on its own side, so that this can be held against who should serve.
 */
export class ContentUnavailableError extends MillraceError {
  override readonly name = 'ContentUnavailableError'
  override readonly code = 'store.unavailable'
  override readonly retryable: boolean
  readonly failures: readonly GatewayFailure[]

  constructor(cid: string, failures: readonly GatewayFailure[]) {
    super(`No gateway gave the block ${cid} (${wordsOf(failures)}).`, { meta: { cid } })
    this.failures = failures
    this.retryable = failures.some(({ error }) => error.retryable)
  }
}

/**
 * This machine could not look: no gateway was named, none was reached for a cause on this side, or the cache could not be
 * read. It says nothing about whether anybody has the block, and must never count against anybody.
 */
export class ContentNotSoughtError extends MillraceError {
  override readonly name = 'ContentNotSoughtError'
  override readonly code = 'store.notSought'
  override readonly retryable = true
  readonly failures: readonly GatewayFailure[]

  constructor(cid: string, failures: readonly GatewayFailure[], cause?: unknown) {
    const why = cause === undefined ? wordsOf(failures) : 'the cache cannot be read'
    super(`This machine could not look for the block ${cid} (${why}).`, { cause, meta: { cid } })
    this.failures = failures
  }
}

function wordsOf(failures: readonly GatewayFailure[]): string {
  return failures.map(({ gateway, error }) => `${gateway}: ${error.failure}`).join('; ') || 'no gateway was named'
}

/** A limit, URL or other setting that was given to this room cannot be used. */
export class StoreInputError extends MillraceError {
  override readonly name = 'StoreInputError'
  override readonly code = 'store.input'
  override readonly retryable = false

  constructor(field: string, expected: string) {
    super(`${field} must be ${expected}.`, { meta: { field, expected } })
  }
}
