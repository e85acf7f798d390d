import { MillraceError, type RunRequest } from '@millrace/sdk'
import { Worker } from 'node:worker_threads'

/** What the worker says when it is done. */
export type Checked = { readonly rejected: string | undefined }

const MAIN = new URL('./check-worker.ts', import.meta.url)

/** The engine rejects the job, or takes too long to see whether it does: on every machine, so it never will run. */
export class JobRejectedError extends MillraceError {
  override readonly name = 'JobRejectedError'
  override readonly code = 'agent.jobRejected'
  override readonly retryable = false
}

/**
 * Has the engine check a whole job, beside this thread: a hostile module takes a second for each megabyte.
 *
 * @returns how long it took, in milliseconds: a run begins with the same work.
 * @throws JobRejectedError with the engine's sentence, or when it takes longer than `mostMs`; the signal's reason.
 */
export async function checkInWorker(request: RunRequest, mostMs: number, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted()
  const startedAtMs = performance.now()
  const worker = new Worker(MAIN, { workerData: request })
  const { promise, resolve, reject } = Promise.withResolvers<Checked>()
  const abort = () => reject(signal.reason)
  const timer = setTimeout(
    () => reject(new JobRejectedError(`The engine needs more than ${mostMs} ms to prepare this job: it is too large.`)),
    mostMs,
  )
  signal.addEventListener('abort', abort, { once: true })
  worker.once('message', (checked: Checked) => resolve(checked))
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`The thread that checks a job ended with code ${code}`)))
  try {
    const { rejected } = await promise
    if (rejected !== undefined) throw new JobRejectedError(`The engine rejects this job: ${rejected}.`)
    return performance.now() - startedAtMs
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
