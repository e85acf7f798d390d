import type { RejectionReason } from '../errors.ts'
import type { LogChunk, RunRequest, RunResult } from '../types.ts'

export type ToWorker = { readonly request: RunRequest; readonly watchLog: boolean; readonly watchProgress: boolean }

/** Any number of `log` and `progress`, then one of the others. */
export type FromWorker =
  | { readonly kind: 'log'; readonly chunk: LogChunk }
  | { readonly kind: 'progress'; readonly stepsUsed: bigint }
  | { readonly kind: 'finished'; readonly result: RunResult }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly detail: string }
  | { readonly kind: 'invalid'; readonly field: string; readonly detail: string }
  | { readonly kind: 'host'; readonly why: string }
