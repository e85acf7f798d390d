import type { RejectionReason } from '../errors.ts'
import type { LogChunk, RunResult } from '../types.ts'

/** What the machine spent, measured by the machine itself: reported, never agreed upon. */
export type ChildUsage = {
  readonly cpuMilliseconds: number
  /** Highest resident set of the whole child, bytes. */
  readonly peakResidentBytes: number
  /** Unix milliseconds. */
  readonly startedAtMs: number
  /** The start and the run's length by a clock that cannot be set. */
  readonly endedAtMs: number
}

/**
 * How a run in a child process ended, in two families, because money follows them. `finished` and `rejected` are the
 * job's doing and the same everywhere. `interrupted` and `infra` are this machine's: no result may be made of them.
 */
export type ChildOutcome =
  | { readonly kind: 'finished'; readonly result: RunResult; readonly usage: ChildUsage }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly detail: string }
  | { readonly kind: 'interrupted'; readonly why: 'aborted' | 'wallClock' }
  | { readonly kind: 'infra'; readonly why: string }

export type ChildOptions = {
  /** Milliseconds from spawn to kill. */
  readonly wallMs: number
  readonly signal?: AbortSignal
  readonly onLog?: (chunk: LogChunk) => void
  readonly onProgress?: (stepsUsed: bigint) => void
  /** Resident bytes of the child above which it is killed as `infra`. Default: what the request can need. */
  readonly residentBytes?: number
}
