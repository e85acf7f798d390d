import { CID } from 'multiformats/cid'
import { bytesToHex, getAddress, isAddress, isHex, type Address, type Hex } from 'viem'
import { linkOf, type Codec } from '../content/cid.ts'
import { InvalidFieldError, type Subject } from '../errors.ts'

/** The largest integer that dag-cbor can carry. */
export const MAX_U64 = 2n ** 64n - 1n

/** One value from outside, with the path at which it stands, so that every complaint can name its field. */
export class Field {
  readonly subject: Subject
  readonly path: string
  readonly value: unknown

  constructor(subject: Subject, value: unknown, path = '') {
    this.subject = subject
    this.path = path
    this.value = value
  }

  /** The complaint that this field is not what was expected. */
  wrong(expected: string, cause?: unknown): InvalidFieldError {
    return new InvalidFieldError(this.subject, this.path, expected, this.value, cause)
  }

  /** The fields of an object with exactly these keys; those in `optional` may be absent. */
  keys<K extends string, O extends string = never>(required: readonly K[], optional: readonly O[] = []): Fields<K, O> {
    const entries = this.record()
    const known = new Set<string>([...required, ...optional])
    for (const [key, value] of entries) {
      if (!known.has(key)) throw this.at(key, value).wrong(`one of ${[...known].join(', ')} and no other field`)
    }
    return new Fields(this, entries)
  }

  /** The entries of an object whose keys are free. */
  record(): ReadonlyMap<string, unknown> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value))
      throw this.wrong('an object')
    if (this.value instanceof Uint8Array || this.value instanceof CID) throw this.wrong('an object')
    return new Map(Object.entries(this.value))
  }

  /** The field below this one. */
  at(key: string | number, value?: unknown): Field {
    const path = typeof key === 'number' ? `${this.path}[${key}]` : this.path === '' ? key : `${this.path}.${key}`
    return new Field(this.subject, value, path)
  }

  /** A list of at most `most` entries, each read by `read`. */
  list<T>(most: number, read: (entry: Field) => T): readonly T[] {
    if (!Array.isArray(this.value) || this.value.length > most) throw this.wrong(`a list of at most ${most}`)
    const entries: readonly unknown[] = this.value
    return entries.map((entry, index) => read(this.at(index, entry)))
  }

  /** One of a few texts or numbers. */
  oneOf<const T extends string | number>(options: readonly T[]): T {
    const found = options.find((option) => option === this.value)
    if (found === undefined) throw this.wrong(options.map((option) => JSON.stringify(option)).join(' or '))
    return found
  }

  boolean(): boolean {
    if (typeof this.value !== 'boolean') throw this.wrong('true or false')
    return this.value
  }

  /** A whole number that a double holds exactly. */
  integer(least: number, most: number = Number.MAX_SAFE_INTEGER): number {
    const value = this.value
    if (
      typeof value !== 'number' ||
      !Number.isSafeInteger(value) ||
      Object.is(value, -0) ||
      value < least ||
      value > most
    ) {
      throw this.wrong(`a whole number from ${least} to ${most}`)
    }
    return value
  }

  /** A whole number as bigint. Takes a number or a decimal text too, since dag-cbor and JSON have their own spelling. */
  bigint(least: bigint, most: bigint = MAX_U64): bigint {
    const value = this.value
    const whole =
      typeof value === 'bigint' ||
      (typeof value === 'number' && Number.isSafeInteger(value)) ||
      (typeof value === 'string' && /^(0|[1-9][0-9]{0,77})$/.test(value))
        ? BigInt(value)
        : undefined
    if (whole === undefined || whole < least || whole > most)
      throw this.wrong(`a whole number from ${least} to ${most}`)
    return whole
  }

  /** Text of at most `mostBytes` in UTF-8, normalised (NFC), without control characters. */
  text(mostBytes: number, { empty = false, lines = false } = {}): string {
    const expected = `text of ${empty ? 'at most' : '1 to'} ${mostBytes} bytes, normalised (NFC), without control characters`
    const value = this.value
    if (typeof value !== 'string' || (!empty && value === '')) throw this.wrong(expected)
    if (!value.isWellFormed() || value.normalize('NFC') !== value) throw this.wrong(expected)
    if ((lines ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u).test(value)) throw this.wrong(expected)
    if (new TextEncoder().encode(value).length > mostBytes) throw this.wrong(expected)
    return value
  }

  /** A CID as text or as a dag-cbor link. */
  cid(codec: Codec): string {
    const code = codec === 'raw' ? 0x55 : 0x71
    // Not CID.asCID, which takes whatever looks like a link, and throws when it is none.
    const text = this.value instanceof CID ? this.value.toString() : this.value
    if (typeof text !== 'string') throw this.wrong(`a CID of codec ${codec}`)
    try {
      if (linkOf(text).code === code) return text
    } catch (cause) {
      throw this.wrong(`a CID (version 1, sha2-256, ${codec})`, cause)
    }
    throw this.wrong(`a CID of codec ${codec}`)
  }

  /** A byte string of a length between `least` and `most`, as bytes or as 0x and small hexadecimal letters. */
  hex(least: number, most: number = least): Hex {
    const expected = least === most ? `${least} bytes` : `${least} to ${most} bytes`
    const value = this.value instanceof Uint8Array ? bytesToHex(this.value) : this.value
    if (!isHex(value) || value.length % 2 !== 0 || value !== value.toLowerCase())
      throw this.wrong(`${expected}, as 0x…`)
    const length = value.length / 2 - 1
    if (length < least || length > most) throw this.wrong(`${expected}, as 0x…`)
    return value
  }

  /** An address, as 20 bytes or as text; given back with its checksum (EIP-55). */
  address(): Address {
    const value = this.value instanceof Uint8Array && this.value.length === 20 ? bytesToHex(this.value) : this.value
    if (typeof value !== 'string' || !isAddress(value)) throw this.wrong('an address, as 0x and 40 hexadecimal digits')
    return getAddress(value)
  }
}

/** The fields of one object. */
export class Fields<K extends string, O extends string> {
  readonly #parent: Field
  readonly #entries: ReadonlyMap<string, unknown>

  constructor(parent: Field, entries: ReadonlyMap<string, unknown>) {
    this.#parent = parent
    this.#entries = entries
  }

  /** A field that must be there. */
  get(key: K): Field {
    return this.#parent.at(key, this.#entries.get(key))
  }

  /** A field that may be absent. */
  maybe(key: O): Field | undefined {
    return this.#entries.get(key) === undefined ? undefined : this.#parent.at(key, this.#entries.get(key))
  }
}
