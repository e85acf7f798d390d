/** Grows as it is written to; numbers are LEB128. */
export class Writer {
  #bytes = new Uint8Array(256)
  #length = 0

  get length(): number {
    return this.#length
  }

  byte(...values: readonly number[]): this {
    this.#reserve(values.length)
    for (const value of values) this.#bytes[this.#length++] = value
    return this
  }

  u32(value: number): this {
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 128) | 0x80)
      rest = Math.floor(rest / 128)
    }
    return this.byte(rest)
  }

  signed(value: bigint | number): this {
    let rest = BigInt(value)
    for (;;) {
      const low = Number(rest & 0x7fn)
      rest >>= 7n
      if ((rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)) return this.byte(low)
      this.byte(low | 0x80)
    }
  }

  raw(part: Uint8Array): this {
    this.#reserve(part.length)
    this.#bytes.set(part, this.#length)
    this.#length += part.length
    return this
  }

  /** A vector of bytes: its length, then itself. */
  sized(part: Uint8Array): this {
    return this.u32(part.length).raw(part)
  }

  name(text: string): this {
    return this.sized(new TextEncoder().encode(text))
  }

  /** What was written so far: a view, good until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}
