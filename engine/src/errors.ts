/** Why a module is not accepted. */
export type RejectionReason = 'invalid' | 'import' | 'memory' | 'table' | 'entry' | 'export' | 'feature' | 'size'

type Details = { readonly cause?: unknown }

/** Base of every error of the engine: `message` is one sentence for a person, `code` is for a program. */
export abstract class EngineError extends Error {
  abstract override readonly name: string
  abstract readonly code: `engine.${string}`
  /** Whether the same call may work later or on another machine. */
  abstract readonly retryable: boolean

  constructor(message: string, { cause }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

/** The module is not one that this engine runs. Deterministic: every machine rejects it for the same reason. */
export class ModuleRejected extends EngineError {
  override readonly name = 'ModuleRejected'
  override readonly code = 'engine.module'
  override readonly retryable = false
  readonly reason: RejectionReason
  /** One sentence; the same as `message`. */
  readonly detail: string
  /** Byte of the module where it was seen, when there is one. */
  readonly offset: number | undefined

  constructor(reason: RejectionReason, detail: string, offset?: number) {
    super(detail)
    this.reason = reason
    this.detail = detail
    this.offset = offset
  }
}

/** A field of the request is out of its bounds. */
export class RequestInvalid extends EngineError {
  override readonly name = 'RequestInvalid'
  override readonly code = 'engine.request'
  override readonly retryable = false
  readonly field: string

  constructor(field: string, expected: string) {
    super(`${field} must be ${expected}`)
    this.field = field
  }
}

/** This machine failed, not the job: too little memory or stack, or a fault of the host. Never a result, never a proof. */
export class HostFailure extends EngineError {
  override readonly name = 'HostFailure'
  override readonly code = 'engine.host'
  override readonly retryable = true
}

/** The run was stopped from outside. Never a result, never a proof. */
export class RunInterrupted extends EngineError {
  override readonly name = 'RunInterrupted'
  override readonly code = 'engine.interrupted'
  override readonly retryable = true
}
