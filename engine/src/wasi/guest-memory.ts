import { WasiError } from './errno.ts'

/**
 * The job's memory as the host sees it during one call. Addresses and lengths come as the job gave them, as signed 32-bit
 * numbers; each is checked against the memory before anything is read, written or allocated.
 */
export class GuestMemory {
  readonly #buffer: ArrayBuffer
  readonly #view: DataView

  constructor(memory: WebAssembly.Memory) {
    this.#buffer = memory.buffer
    this.#view = new DataView(memory.buffer)
  }

  /** A view, not a copy. @throws WasiError fault when any byte is outside. */
  bytes(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer, this.#checked(address, length >>> 0), length >>> 0)
  }

  /** The vectors of a read or write; the caller bounds their number. @throws WasiError fault. */
  vectors(address: number, count: number): Uint8Array<ArrayBuffer>[] {
    const at = this.#checked(address, (count >>> 0) * 8)
    return Array.from({ length: count >>> 0 }, (_, index) =>
      this.bytes(this.#view.getUint32(at + index * 8, true), this.#view.getUint32(at + index * 8 + 4, true)),
    )
  }

  u8(address: number): number {
    return this.#view.getUint8(this.#checked(address, 1))
  }

  u64(address: number): bigint {
    return this.#view.getBigUint64(this.#checked(address, 8), true)
  }

  u16(address: number): number {
    return this.#view.getUint16(this.#checked(address, 2), true)
  }

  setU8(address: number, value: number): void {
    this.#view.setUint8(this.#checked(address, 1), value)
  }

  setU16(address: number, value: number): void {
    this.#view.setUint16(this.#checked(address, 2), value, true)
  }

  setU32(address: number, value: number): void {
    this.#view.setUint32(this.#checked(address, 4), value, true)
  }

  setU64(address: number, value: bigint): void {
    this.#view.setBigUint64(this.#checked(address, 8), value, true)
  }

  #checked(address: number, length: number): number {
    const at = address >>> 0
    if (at + length > this.#buffer.byteLength) throw new WasiError('fault')
    return at
  }
}
