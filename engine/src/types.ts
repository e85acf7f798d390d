/** A file as the job sees it: `path` is relative to its directory, with `/` between names and no `.` or `..`. */
export type JobFile = { readonly path: string; readonly bytes: Uint8Array }

/** What a job may use. Every limit is deterministic: each honest machine reaches it at the same step. */
export type RunLimits = {
  /** Engine steps, 1 to 2^62. Reaching it ends the job with `steps` equal to it. */
  readonly steps: bigint
  /** Bytes of linear memory, rounded down to pages of 64 KiB, at most 4 GiB. `memory.grow` beyond it gives the job -1. */
  readonly memoryBytes: number
  /** Bytes of all files under /out together. One byte more ends the job. */
  readonly outputBytes: number
  /** Bytes of stdout and stderr together. The bytes that fit are kept, one more ends the job. */
  readonly logBytes: number
  /** Bytes of all files under /tmp together; the job sees "no space" beyond it. Default 64 MiB. */
  readonly scratchBytes?: number
  /** Files and directories made under /out and /tmp. One more ends the job. Default 1024. */
  readonly files?: number
  /** Make every NaN that arithmetic produces the canonical one. Without it hosts differ, even two on one machine. */
  readonly strictFloats: boolean
}

/** One run of one module. With equal requests and `strictFloats` every machine gives an equal result, byte for byte. */
export type RunRequest = {
  /** WebAssembly binary, importing `wasi_snapshot_preview1` only. */
  readonly module: Uint8Array
  /** Exported function without parameters or results, usually `_start`. */
  readonly entry: string
  /** Arguments after the program's name, which is always `job`. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What the job finds under /in. */
  readonly files: readonly JobFile[]
  /** 32 bytes that `random_get` expands. */
  readonly seed: Uint8Array
  readonly limits: RunLimits
}

/**
 * Why a module's code faulted, in our words and found by our means: hosts word their messages differently.
 * `unreachable` is the instruction (a panic, an abort); `fault` is every other trap: memory or table out of bounds,
 * division by zero, integer overflow, a conversion without value, an indirect call to the wrong type.
 */
export type TrapReason = 'unreachable' | 'fault'

/** The deterministic limit that ended a job. Memory is not among them: a job sees its memory limit and may go on. */
export type LimitKind = 'steps' | 'stack' | 'output' | 'log' | 'files'

/** How the job itself ended. An interrupted run or a failing host is never one of these. */
export type Exit =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'trap'; readonly reason: TrapReason }
  | { readonly kind: 'limit'; readonly which: LimitKind }

/** What every honest machine gets. */
export type RunResult = {
  readonly exit: Exit
  /** Steps used, at most `limits.steps`. */
  readonly steps: bigint
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
  /** Every file under /out, sorted by the UTF-8 bytes of its path, whatever the exit was. */
  readonly outputs: readonly JobFile[]
  /** Bytes of linear memory at the end: it never shrinks. */
  readonly peakMemoryBytes: number
}

/** A piece of a log, told soon after it is written, for watching; `offset` counts the bytes of its stream. */
export type LogChunk = { readonly stream: 'stdout' | 'stderr'; readonly offset: number; readonly bytes: Uint8Array }

/** What a watcher may be told while a job runs. Watching changes nothing of the result. */
export type RunWatcher = {
  readonly onLog?: (chunk: LogChunk) => void
  /** Steps used so far; told when the job calls the host, at most once in 50 ms. */
  readonly onProgress?: (stepsUsed: bigint) => void
}
