// The thread of check-in-worker.ts: checks the job it is given, and says what the engine has against it.
import { checkJob, EngineError, type RunRequest } from '@millrace/engine'
import { parentPort, workerData } from 'node:worker_threads'
import type { Checked } from './check-in-worker.ts'

const request: RunRequest = workerData
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage({ rejected: complaint() } satisfies Checked)

function complaint(): string | undefined {
  try {
    checkJob(request)
    return undefined
  } catch (error) {
    if (error instanceof EngineError && !error.retryable) return error.message
    throw error
  }
}
