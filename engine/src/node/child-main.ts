import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { ModuleRejected, RequestInvalid } from '../errors.ts'
import { run } from '../run.ts'
import type { FromChild, ToChild } from './messages.ts'

/*
 * The child process: one job, then the end. The job keeps this thread busy, so a second thread watches the parent and
 * ends the process when the parent is gone: a job without an owner must not burn on.
 */
const guard = new Worker(
  `const { workerData } = require('node:worker_threads')
   setInterval(() => { if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL') }, 500)`,
  // The owner says who it is: it may be gone before anybody here could look.
  {
    eval: true,
    env: {},
    workerData: Number(process.argv[2]),
    resourceLimits: { maxOldGenerationSizeMb: 16, stackSizeMb: 1 },
  },
)
guard.unref()

// A running wasm function is never replaced by its optimised form, so the job must start with the optimising compiler.
// Set here and not on the command line: Node's own reader of TypeScript is wasm too, and takes 0.25 s longer with it.
setFlagsFromString('--no-liftoff')

process.once('message', (message: ToChild) => {
  send(outcomeOf(message), () => process.disconnect())
})
send({ kind: 'ready' })

function outcomeOf({ request, watchLog, watchProgress }: ToChild): FromChild {
  try {
    const result = run(request, {
      ...(watchLog && { onLog: (chunk) => send({ kind: 'log', chunk }) }),
      ...(watchProgress && { onProgress: (stepsUsed) => send({ kind: 'progress', stepsUsed }) }),
    })
    const { user, system } = process.cpuUsage()
    const peakResidentBytes = process.resourceUsage().maxRSS * 1024
    return { kind: 'finished', result, cpuMicroseconds: user + system, peakResidentBytes }
  } catch (error) {
    if (error instanceof ModuleRejected) return { kind: 'rejected', reason: error.reason, detail: error.detail }
    if (error instanceof RequestInvalid) return { kind: 'invalid', field: error.field, detail: error.message }
    return { kind: 'infra', why: describe(error) }
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message} (${describe(error.cause)})`
}

function send(message: FromChild, then?: () => void): void {
  process.send?.(message, undefined, {}, () => then?.())
}
