import type { RejectionReason } from '../errors.ts'
import type { LogChunk, RunRequest, RunResult } from '../types.ts'

/** What the parent sends: once, at the start. */
export type ToChild = { readonly request: RunRequest; readonly watchLog: boolean; readonly watchProgress: boolean }

/** What the child sends: any number of `log` and `progress`, then one of the others. */
export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly chunk: LogChunk }
  | { readonly kind: 'progress'; readonly stepsUsed: bigint }
  | {
      readonly kind: 'finished'
      readonly result: RunResult
      readonly cpuMicroseconds: number
      readonly peakResidentBytes: number
    }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly detail: string }
  | { readonly kind: 'invalid'; readonly field: string; readonly detail: string }
  | { readonly kind: 'infra'; readonly why: string }
