import { ModuleRejected, RequestInvalid } from '../errors.ts'
import { run } from '../run.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/* The worker's own module: one request, one answer. The page ends the worker afterwards, or earlier if it loses interest. */
addEventListener('message', (event: MessageEvent<ToWorker>) => tell(outcomeOf(event.data)), { once: true })

function outcomeOf({ request, watchLog, watchProgress }: ToWorker): FromWorker {
  try {
    const result = run(request, {
      ...(watchLog && { onLog: (chunk) => tell({ kind: 'log', chunk }) }),
      ...(watchProgress && { onProgress: (stepsUsed) => tell({ kind: 'progress', stepsUsed }) }),
    })
    return { kind: 'finished', result }
  } catch (error) {
    if (error instanceof ModuleRejected) return { kind: 'rejected', reason: error.reason, detail: error.detail }
    if (error instanceof RequestInvalid) return { kind: 'invalid', field: error.field, detail: error.message }
    return { kind: 'host', why: error instanceof Error ? error.message : String(error) }
  }
}

function tell(message: FromWorker): void {
  postMessage(message)
}
