import { JobEnded } from './job-ended.ts'
import type { LogChunk } from './types.ts'
import { Writer } from './wasm/writer.ts'

type Stream = LogChunk['stream']

/** What a watcher is told of at once, and how long a smaller piece may wait: a job that writes byte by byte is no flood. */
const CHUNK_BYTES = 65_536
const CHUNK_MS = 50

/** Keeps stdout and stderr, whole up to one shared cap, in one buffer each. */
export class Log {
  readonly #kept: Record<Stream, Writer> = { stdout: new Writer(), stderr: new Writer() }
  readonly #told: Record<Stream, number> = { stdout: 0, stderr: 0 }
  readonly #cap: number
  readonly #onLog: ((chunk: LogChunk) => void) | undefined
  #toldAtMs = Number.NEGATIVE_INFINITY

  constructor(cap: number, onLog: ((chunk: LogChunk) => void) | undefined) {
    this.#cap = cap
    this.#onLog = onLog
  }

  /** @throws JobEnded when not all of it fits; what fits is kept. */
  write(stream: Stream, bytes: Uint8Array): void {
    const room = this.#cap - this.#kept.stdout.length - this.#kept.stderr.length
    this.#kept[stream].raw(bytes.subarray(0, room))
    if (this.#onLog !== undefined && this.#isDue(stream)) this.flush()
    if (room < bytes.length) throw new JobEnded({ kind: 'limit', which: 'log' })
  }

  /** Tells the watcher what it was not told yet. */
  flush(): void {
    this.#toldAtMs = performance.now()
    for (const stream of ['stdout', 'stderr'] as const) {
      const offset = this.#told[stream]
      const bytes = this.#kept[stream].view().slice(offset)
      if (bytes.length === 0) continue
      this.#told[stream] += bytes.length
      this.#onLog?.({ stream, offset, bytes })
    }
  }

  contents(stream: Stream): Uint8Array {
    return this.#kept[stream].view().slice()
  }

  #isDue(stream: Stream): boolean {
    if (this.#kept[stream].length - this.#told[stream] >= CHUNK_BYTES) return true
    return performance.now() - this.#toldAtMs >= CHUNK_MS
  }
}
