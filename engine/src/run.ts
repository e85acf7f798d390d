import { checkJob } from './check-job.ts'
import { HostFailure } from './errors.ts'
import { JobEnded } from './job-ended.ts'
import { Log } from './log.ts'
import { ADDED } from './rewrite.ts'
import type { Exit, RunRequest, RunResult, RunWatcher } from './types.ts'
import { bootWasi } from './wasi/boot.ts'
import { GuestMemory } from './wasi/guest-memory.ts'
import { wasiImports } from './wasi/system.ts'
import { TRAP } from './wasm/helpers.ts'

const PROGRESS_EVERY_MS = 50

/**
 * Runs one job in the current thread until it ends. Nothing here can stop it but its limits: to be able to stop it,
 * run it in a child process (`@millrace/engine/node`) or a worker (`@millrace/engine/browser`).
 *
 * @throws ModuleRejected, RequestInvalid: the same on every machine, before the job begins.
 * @throws HostFailure when this machine cannot hold the job: too little memory or stack.
 */
export function run(request: RunRequest, watcher: RunWatcher = {}): RunResult {
  const { limits, module: rewritten, volumes } = checkJob(request)
  const module = compile(rewritten)

  const log = new Log(limits.logBytes, watcher.onLog)
  let guest: Guest | undefined
  const started = (): Guest => {
    if (guest === undefined) throw new HostFailure('The job called the host before it was there')
    return guest
  }
  let toldAtMs = 0
  const { state, outputs } = bootWasi(request, volumes, {
    log: (stream, bytes) => log.write(stream, bytes),
    memory: () => new GuestMemory(started().memory),
    charge: (steps) => {
      const { fuel } = started()
      fuel.value -= BigInt(steps)
      if (fuel.value < 0n) throw new JobEnded({ kind: 'limit', which: 'steps' })
      const nowMs = watcher.onProgress === undefined ? toldAtMs : performance.now()
      if (nowMs - toldAtMs < PROGRESS_EVERY_MS) return
      toldAtMs = nowMs
      watcher.onProgress?.(limits.steps - fuel.value)
    },
  })

  const ended = attempt(() => {
    const instance = instantiate(module, wasiImports(state))
    guest = guestOf(instance)
    callExport(instance, ADDED.start, true)
    callExport(instance, request.entry, false)
  })
  log.flush()
  const exit = exitOf(ended, guest)
  const spent = guest === undefined ? 0n : limits.steps - guest.fuel.value
  return {
    exit,
    steps: spent > limits.steps ? limits.steps : spent,
    stdout: log.contents('stdout'),
    stderr: log.contents('stderr'),
    outputs: outputs(),
    peakMemoryBytes: guest?.memory.buffer.byteLength ?? 0,
  }
}

type Guest = {
  readonly memory: WebAssembly.Memory
  readonly fuel: { value: bigint }
  readonly stack: { readonly value: number }
  readonly trap: { readonly value: number }
}

function compile(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes)
  } catch (cause) {
    throw new HostFailure('This machine could not compile the module', { cause })
  }
}

function instantiate(module: WebAssembly.Module, functions: WebAssembly.ModuleImports): WebAssembly.Instance {
  return new WebAssembly.Instance(module, { wasi_snapshot_preview1: functions })
}

function guestOf(instance: WebAssembly.Instance): Guest {
  const { memory } = instance.exports
  const [fuel, stack, trap] = [ADDED.fuel, ADDED.stack, ADDED.trap].map((name) => instance.exports[name])
  if (
    !(memory instanceof WebAssembly.Memory) ||
    !(fuel instanceof WebAssembly.Global) ||
    !(stack instanceof WebAssembly.Global) ||
    !(trap instanceof WebAssembly.Global)
  )
    throw new HostFailure('The rewritten module lacks its own exports')
  return { memory, fuel, stack, trap }
}

function callExport(instance: WebAssembly.Instance, name: string, optional: boolean): void {
  const target = instance.exports[name]
  if (typeof target === 'function') target()
  else if (!optional) throw new HostFailure(`The rewritten module lacks the export ${name}`)
}

/** What ended the job: undefined when it returned. */
function attempt(job: () => void): unknown {
  try {
    job()
    return undefined
  } catch (error) {
    return error
  }
}

/**
 * Reads the end from our own counters first; of the host's error only its class is looked at, never its words.
 *
 * @throws HostFailure when it was this machine.
 */
function exitOf(error: unknown, guest: Guest | undefined): Exit {
  if (error instanceof HostFailure) throw error
  if (guest !== undefined) {
    if (guest.trap.value === TRAP.host) throw new HostFailure('This machine had too little memory for the job')
    if (guest.fuel.value < 0n) return { kind: 'limit', which: 'steps' }
    if (guest.stack.value < 0) return { kind: 'limit', which: 'stack' }
  }
  if (error === undefined) return { kind: 'exit', code: 0 }
  if (error instanceof JobEnded) return error.exit
  if (error instanceof WebAssembly.RuntimeError)
    return { kind: 'trap', reason: guest?.trap.value === TRAP.unreachable ? 'unreachable' : 'fault' }
  throw new HostFailure('This machine could not run the job to its end', { cause: error })
}
