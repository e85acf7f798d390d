import { JobEnded } from './job-ended.ts'
import type { LogChunk } from './types.ts'

/** Keeps stdout and stderr, whole up to one shared cap. */
export class Log {
  readonly #parts: Record<LogChunk['stream'], Uint8Array[]> = { stdout: [], stderr: [] }
  readonly #lengths: Record<LogChunk['stream'], number> = { stdout: 0, stderr: 0 }
  readonly #cap: number
  readonly #onLog: ((chunk: LogChunk) => void) | undefined

  constructor(cap: number, onLog: ((chunk: LogChunk) => void) | undefined) {
    this.#cap = cap
    this.#onLog = onLog
  }

  /** @throws JobEnded when not all of it fits; what fits is kept. */
  write(stream: LogChunk['stream'], bytes: Uint8Array): void {
    const room = this.#cap - this.#lengths.stdout - this.#lengths.stderr
    const kept = bytes.slice(0, room)
    if (kept.length > 0) {
      this.#parts[stream].push(kept)
      this.#onLog?.({ stream, offset: this.#lengths[stream], bytes: kept })
      this.#lengths[stream] += kept.length
    }
    if (kept.length < bytes.length) throw new JobEnded({ kind: 'limit', which: 'log' })
  }

  contents(stream: LogChunk['stream']): Uint8Array {
    const whole = new Uint8Array(this.#lengths[stream])
    let at = 0
    for (const part of this.#parts[stream]) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }
}
