import { ModuleRejected } from '../errors.ts'

/** Reads a WebAssembly binary from `offset` up to `end`. Every read beyond is a rejection, never a host exception. */
export class Reader {
  readonly bytes: Uint8Array
  readonly end: number
  offset: number

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes
    this.offset = offset
    this.end = end
  }

  get done(): boolean {
    return this.offset >= this.end
  }

  byte(): number {
    const value = this.offset < this.end ? this.bytes[this.offset] : undefined
    if (value === undefined) throw new ModuleRejected('invalid', 'The module ends in the middle of a part', this.offset)
    this.offset += 1
    return value
  }

  /** An unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const next = this.byte()
      value += (next & 0x7f) * 2 ** shift
      if (next < 0x80) return value
    }
    throw new ModuleRejected('invalid', 'A number in the module is longer than 5 bytes', this.offset)
  }

  /** A signed LEB128 of at most 33 bits, as block types are. */
  s33(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const next = this.byte()
      value += (next & 0x7f) * 2 ** shift
      if (next < 0x80) return next & 0x40 ? value - 2 ** (shift + 7) : value
    }
    throw new ModuleRejected('invalid', 'A number in the module is longer than 5 bytes', this.offset)
  }

  /** Steps over one LEB128 whose value does not matter, up to the 10 bytes of 64 bits. */
  skipLeb(): void {
    for (let count = 0; count < 10; count += 1) if (this.byte() < 0x80) return
    throw new ModuleRejected('invalid', 'A number in the module is longer than 10 bytes', this.offset)
  }

  skip(length: number): void {
    this.take(length)
  }

  take(length: number): Uint8Array {
    if (length > this.end - this.offset)
      throw new ModuleRejected('invalid', 'A part of the module is longer than the module', this.offset)
    const part = this.bytes.subarray(this.offset, this.offset + length)
    this.offset += length
    return part
  }

  /** The name as the host reads it: a byte order mark is a character of it. */
  name(): string {
    const bytes = this.take(this.u32())
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      throw new ModuleRejected('invalid', 'A name in the module is not UTF-8', this.offset)
    }
  }
}
