type Details = { readonly cause?: unknown; readonly meta?: Readonly<Record<string, string>> }

/** Base of every error that this project throws. `message` is one sentence for a person; the rest is for a program. */
export abstract class MillraceError extends Error {
  abstract override readonly name: string
  /** What went wrong, as `room.problem`: stable across versions, unlike the sentence. */
  abstract readonly code: `${string}.${string}`
  /** Whether the same call may work later with nothing changed but time. */
  abstract readonly retryable: boolean
  /** What a program or a log needs of the case. Never a secret, never a URL with credentials. */
  readonly meta: Readonly<Record<string, string>>

  constructor(message: string, { cause, meta = {} }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.meta = meta
  }
}

/** What a piece of content or a message claims to be; the first half of the error's code. */
export type Subject = 'cid' | 'dagCbor' | 'spec' | 'result' | 'manifest' | 'offer' | 'order' | 'deployment' | 'job'

/** A value from outside is not what it should be. Names the field, what was expected there, and what was found. */
export class InvalidFieldError extends MillraceError {
  override readonly name = 'InvalidFieldError'
  override readonly code: `${Subject}.invalid`
  override readonly retryable = false
  /** Path of the field, as in `inputs[2].path`, cut to what a log can bear; empty for the whole value. */
  readonly field: string
  /** What should have been there, as the end of "expected …". */
  readonly expected: string

  constructor(subject: Subject, path: string, expected: string, found: unknown, cause?: unknown) {
    const field = cut(path.replaceAll(/\p{Cc}/gu, '\ufffd'), MAX_FIELD_LENGTH)
    const where = field === '' ? `The ${subject}` : `The ${subject}'s ${field}`
    super(`${where} is not valid: expected ${expected}, found ${describe(found)}.`, {
      cause,
      meta: { subject, field, expected },
    })
    this.code = `${subject}.invalid`
    this.field = field
    this.expected = expected
  }
}

/** Marks the end of a switch over a union: a member that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new TypeError(`A case is missing for ${describe(value)}`)
}

/** A short text of any value, cut to 80 characters so that hostile content cannot fill a log. */
export function describe(value: unknown): string {
  return cut(plainText(value), 80)
}

/** Room for a path of ours with a name of its own in it, as of an environment variable. */
const MAX_FIELD_LENGTH = 300

function cut(text: string, most: number): string {
  // A pair of UTF-16 units that the cut would halve is left out whole.
  return text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : text
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object'
    ? `an object with ${Object.keys(value).join(', ') || 'no fields'}`
    : `a ${typeof value}`
}
