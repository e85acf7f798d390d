export { BOUNDS } from './bounds.ts'
export { type CheckedJob, checkJob } from './check-job.ts'
export * as cost from './cost.ts'
export { ENGINE_VERSION } from './cost.ts'
export { EngineError, HostFailure, ModuleRejected, RequestInvalid, RunInterrupted } from './errors.ts'
export type { RejectionReason } from './errors.ts'
export { ADDED, rewrite } from './rewrite.ts'
export type { RewriteOptions } from './rewrite.ts'
export { run } from './run.ts'
export { sha256 } from './sha256.ts'
export { checkEntry, validate } from './validate.ts'
export type { Module } from './wasm/types.ts'
export type {
  Exit,
  JobFile,
  LimitKind,
  LogChunk,
  RunLimits,
  RunRequest,
  RunResult,
  RunWatcher,
  TrapReason,
} from './types.ts'
