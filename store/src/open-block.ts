import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** Bytes that are in memory at once for each file that is read in pieces. */
const PIECE_BYTES = 256 * 1024

/** A block that was verified, open for reading any part of it. Whoever holds it ends it: by `close`, or a stream's end. */
export class OpenBlock {
  readonly size: number
  readonly #file: FileHandle

  constructor(file: FileHandle, size: number) {
    this.#file = file
    this.size = size
  }

  /**
   * The bytes from `first` to `last`, both included, read as they are asked for. When it ends, by whichever side or when
   * `signal` aborts, the block is closed and `onEnd` called, once.
   */
  stream(first: number, last: number, signal: AbortSignal, onEnd: () => void): ReadableStream<Uint8Array> {
    let at = first
    let ended = false
    const end = async () => {
      if (ended) return
      ended = true
      signal.removeEventListener('abort', onAbort)
      onEnd()
      await this.close()
    }
    let fail: (reason: unknown) => void = () => {}
    const onAbort = () => {
      fail(signal.reason)
      // Nobody waits for it: the reader has its error already.
      end().catch(() => {})
    }
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const piece = new Uint8Array(Math.min(PIECE_BYTES, last + 1 - at))
      const { bytesRead } = piece.length === 0 ? { bytesRead: 0 } : await this.#file.read(piece, 0, piece.length, at)
      if (ended) return
      at += bytesRead
      if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead))
      if (at > last || bytesRead === 0) {
        await end()
        if (at > last) controller.close()
        else controller.error(new RangeError('The file of this block was cut while it was read.'))
      }
    }
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      fail = (reason) => controller.error(reason)
      signal.addEventListener('abort', onAbort, { once: true })
    }
    return new ReadableStream({ start, pull, cancel: end }, { highWaterMark: 0 })
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** The sha-256 of a file, in hex, taken in pieces: other work of the process goes on in between. */
export async function sha256OfFile(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const piece = new Uint8Array(PIECE_BYTES)
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(piece.subarray(0, bytesRead))
    at += bytesRead
  }
}
