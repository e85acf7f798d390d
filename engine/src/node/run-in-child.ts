import { type ChildProcess, fork, type ForkOptions } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { RequestInvalid } from '../errors.ts'
import type { RunRequest } from '../types.ts'
import type { FromChild, ToChild } from './messages.ts'
import type { ChildOptions, ChildOutcome } from './outcome.ts'
import { after } from './after.ts'
import { residentBytes } from './resident.ts'

const ENGINE = fileURLToPath(new URL('../..', import.meta.url))
const CHILD = fileURLToPath(new URL('./child-main.ts', import.meta.url))
/** A Node process that has loaded the engine and compiled the heaviest module that passes, 571 MB: see `BOUNDS.functionWeight`. */
const OWN_BYTES = 768 * 2 ** 20
/** A file's or log's buffer is up to twice its contents; they are copied once to collect them and once to send them. */
const COPIES = 4
const WATCH_MEMORY_MS = 200

/**
 * Runs one job in one child process with an empty environment, no rights to files beyond the engine's own code, none to
 * start processes, and the optimising compiler only. The child is gone when this settles, whatever the outcome.
 *
 * Every way in which the machine can fail is an outcome, not an exception.
 *
 * @throws RequestInvalid when the request or `wallMs` is out of bounds.
 */
export async function runInChild(request: RunRequest, options: ChildOptions): Promise<ChildOutcome> {
  if (!(options.wallMs > 0 && Number.isFinite(options.wallMs)))
    throw new RequestInvalid('wallMs', 'a number of milliseconds that is more than 0')
  if (options.signal?.aborted) return { kind: 'interrupted', why: 'aborted' }
  const startedAtMs = Date.now()
  const beganMs = performance.now()
  const child = fork(CHILD, [String(process.pid)], {
    ...launcher([...heapFlags(request), ...PERMISSIONS]),
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Its own group: a Ctrl-C in the terminal reaches the owner, who decides.
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const { promise, resolve, reject } = Promise.withResolvers<ChildOutcome>()
  const settle = (outcome: ChildOutcome): void => {
    resolve(outcome)
    kill(child)
  }

  const stopWatching = watch(child, request, options, settle)
  const complaint = tail(child)
  child.on('message', (message: FromChild) => {
    if (message.kind === 'ready')
      send(child, { request, watchLog: options.onLog !== undefined, watchProgress: options.onProgress !== undefined })
    else if (message.kind === 'log') options.onLog?.(message.chunk)
    else if (message.kind === 'progress') options.onProgress?.(message.stepsUsed)
    else if (message.kind === 'invalid')
      reject(new RequestInvalid(message.field, message.detail.replace(`${message.field} must be `, '')))
    else if (message.kind === 'finished') {
      const { result, cpuMicroseconds, peakResidentBytes } = message
      const usage = {
        cpuMilliseconds: Math.round(cpuMicroseconds / 1000),
        peakResidentBytes,
        startedAtMs,
        // A step of the wall clock must not make a run end before it began.
        endedAtMs: startedAtMs + Math.round(performance.now() - beganMs),
      }
      settle({ kind: 'finished', result, usage })
    } else settle(message)
  })
  child.once('error', (error) =>
    settle({ kind: 'infra', why: `The child process could not be started: ${error.message}` }),
  )
  child.once('close', (code, signal) => {
    resolve({
      kind: 'infra',
      why: `The child process ended by ${signal ?? `code ${code}`} without a result: ${complaint()}`,
    })
  })

  try {
    return await promise
  } finally {
    stopWatching()
    kill(child)
    if (child.pid !== undefined) await ended
  }
}

/** `--permission` stops what a hole in V8 would try next; the job itself has no way to any of it. */
const PERMISSIONS = [
  '--permission',
  `--allow-fs-read=${ENGINE}`,
  '--allow-worker',
  '--disable-warning=SecurityWarning',
  '--disable-warning=ExperimentalWarning',
]

/**
 * A hostile module can make frames 32 times as large as they look (see `BOUNDS.frameOperators`): 102 MB for the whole
 * budget. The stack is address space until it is used, so the child takes that much where the system lets it, and
 * otherwise what fits in the usual 8 MB, where such a module ends as `infra`.
 */
const LARGE_STACK =
  'if ulimit -s 131072 2>/dev/null; then exec "$0" --stack-size=120000 "$@"; else exec "$0" --stack-size=3900 "$@"; fi'

/** `process.execPath` is the Node that runs us; flags of ours do not pass on to the child. */
function launcher(flags: readonly string[]): Pick<ForkOptions, 'execPath' | 'execArgv'> {
  if (process.platform === 'win32') return { execArgv: [...flags] }
  return { execPath: '/bin/sh', execArgv: ['-c', LARGE_STACK, process.execPath, ...flags] }
}

function heapFlags(request: RunRequest): string[] {
  // What the engine knows of a module is objects in the heap; contents of files and logs are buffers beside it.
  const heapMb = 256 + Math.ceil((4 * request.module.length) / 2 ** 20)
  return [`--max-old-space-size=${heapMb}`]
}

function watch(
  child: ChildProcess,
  request: RunRequest,
  options: ChildOptions,
  settle: (outcome: ChildOutcome) => void,
): () => void {
  const abort = (): void => settle({ kind: 'interrupted', why: 'aborted' })
  options.signal?.addEventListener('abort', abort, { once: true })
  const cancelWall = after(options.wallMs, () => settle({ kind: 'interrupted', why: 'wallClock' }))
  const { memoryBytes, outputBytes, logBytes, scratchBytes = 64 * 2 ** 20 } = request.limits
  const files = request.files.reduce((sum, file) => sum + file.bytes.length, 0)
  const most =
    options.residentBytes ??
    OWN_BYTES + memoryBytes + COPIES * (files + outputBytes + logBytes + scratchBytes + request.module.length)
  const memory = setInterval(() => {
    const used = child.pid === undefined ? undefined : residentBytes(child.pid)
    if (used !== undefined && used > most)
      settle({ kind: 'infra', why: `The child process used ${used} bytes of memory; ${most} were its bound` })
  }, WATCH_MEMORY_MS)
  return () => {
    options.signal?.removeEventListener('abort', abort)
    cancelWall()
    clearInterval(memory)
  }
}

/** The whole group, by the id that is also the child's. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Windows has no groups, and a group may just have ended: then this is a no-op.
    child.kill('SIGKILL')
  }
}

function send(child: ChildProcess, message: ToChild): void {
  // A child that is gone reports itself by `close`.
  child.send(message, () => undefined)
}

/** Keeps the last 2 kB that the child's runtime wrote to stderr: what a crash leaves behind. */
function tail(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-2048)
  })
  return () => text.trim()
}
