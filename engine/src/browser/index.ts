import { HostFailure, ModuleRejected, RequestInvalid, RunInterrupted } from '../errors.ts'
import type { RunRequest, RunResult, RunWatcher } from '../types.ts'
import type { FromWorker, ToWorker } from './messages.ts'

export { checkJob } from '../check-job.ts'

export type WorkerOptions = RunWatcher & { readonly signal?: AbortSignal }

/**
 * Runs one job in a worker of the page: same bytes and same steps as anywhere else. The worker is ended when this settles.
 *
 * @throws ModuleRejected, RequestInvalid as `run` does.
 * @throws HostFailure when this browser cannot run the job; a browser's stack may be smaller than the protocol's.
 * @throws RunInterrupted when `signal` aborts.
 */
export async function runInWorker(request: RunRequest, options: WorkerOptions = {}): Promise<RunResult> {
  const { signal, onLog, onProgress } = options
  if (signal?.aborted) throw new RunInterrupted('The run was stopped before it began')
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve, reject } = Promise.withResolvers<RunResult>()
  const abort = (): void => reject(new RunInterrupted('The run was stopped'))
  signal?.addEventListener('abort', abort, { once: true })
  worker.addEventListener('error', (event) => reject(new HostFailure(`The worker failed: ${event.message}`)))
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'log') onLog?.(data.chunk)
    else if (data.kind === 'progress') onProgress?.(data.stepsUsed)
    else if (data.kind === 'finished') resolve(data.result)
    else reject(errorOf(data))
  })
  const message: ToWorker = { request, watchLog: onLog !== undefined, watchProgress: onProgress !== undefined }
  worker.postMessage(message, [])
  try {
    return await promise
  } finally {
    signal?.removeEventListener('abort', abort)
    worker.terminate()
  }
}

type Failure = Exclude<FromWorker, { kind: 'log' | 'progress' | 'finished' }>

function errorOf(data: Failure): Error {
  if (data.kind === 'rejected') return new ModuleRejected(data.reason, data.detail)
  if (data.kind === 'invalid') return new RequestInvalid(data.field, data.detail.replace(`${data.field} must be `, ''))
  return new HostFailure(data.why)
}
