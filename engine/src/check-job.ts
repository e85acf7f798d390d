import { checkRequest } from './request.ts'
import { rewriteModule } from './rewrite.ts'
import type { RunLimits, RunRequest } from './types.ts'
import { checkEntry, validate } from './validate.ts'
import { layOut, type Volumes } from './wasi/boot.ts'

const PAGE_BYTES = 65_536

/** A job that every honest machine can begin. */
export type CheckedJob = {
  readonly limits: Required<RunLimits>
  /** The module, rewritten for these limits: `run` compiles exactly this. */
  readonly module: Uint8Array<ArrayBuffer>
  /** What the module's memory holds before its first step. */
  readonly startMemoryBytes: number
  /** The files of one run; a second run needs a second check. */
  readonly volumes: Volumes
}

/**
 * Does everything that `run` does before it compiles: bounds of the request, the module with every function body, its
 * entry, its memory at the start, the places of its files. `run` begins with this very call, so whoever commits to a
 * job (a provider before its stake is locked) and passes this knows that `run` rejects nothing more. It takes about
 * 1 s for each megabyte of module, in this thread.
 *
 * @throws ModuleRejected, RequestInvalid: the same on every machine.
 */
export function checkJob(request: RunRequest): CheckedJob {
  const limits = checkRequest(request)
  const parsed = validate(request.module)
  checkEntry(parsed, request.entry)
  const module = rewriteModule(parsed, {
    steps: limits.steps,
    maxMemoryPages: Math.floor(limits.memoryBytes / PAGE_BYTES),
    strictFloats: limits.strictFloats,
  })
  const startMemoryBytes = parsed.memory.min * PAGE_BYTES
  return { limits, module, startMemoryBytes, volumes: layOut(request.files, limits) }
}
