import { fork, spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

const GRACE_MS = 6_000
const POLL_MS = 25
const REAPER = join(import.meta.dirname, 'reaper.ts')
/** The root of the project: where children run. */
export const ROOT = join(import.meta.dirname, '../..')

/** A process ended before it was ready. `why`: an exit code or a signal, as in `Child.ended`. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly'
  readonly why: string

  constructor(child: Pick<Child, 'name' | 'logFile'>, why: string) {
    super(`${child.name} ended before it was ready (${why}); its log is ${child.logFile}`)
    this.why = why
  }
}

/** A process of the market. */
export type Child = {
  readonly name: string
  readonly pid: number
  /** Where its output goes. */
  readonly logFile: string
  /** The first line of its output that satisfies `isIt`, as JSON. Rejects when the process ends first, or too late. */
  firstJson(
    isIt: (line: Readonly<Record<string, unknown>>) => boolean,
    timeoutMs: number,
  ): Promise<Readonly<Record<string, unknown>>>
  /** Resolves with what ended it: an exit code or a signal. */
  readonly ended: Promise<string>
}

/** Starts processes, each in a group of its own, and ends them all, whatever happens to this one. */
export class Children {
  readonly #children = new Map<number, ChildProcess>()
  readonly #reaper: ChildProcess

  constructor() {
    this.#reaper = fork(REAPER, [], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    this.#reaper.unref()
    this.#reaper.channel?.unref()
  }

  /** Starts a TypeScript file on this Node. Its output is kept in `logFile`. */
  start(name: string, args: readonly string[], logFile: string, env: NodeJS.ProcessEnv = {}): Child {
    return this.run(name, [process.execPath, '--disable-warning=ExperimentalWarning', ...args], logFile, env)
  }

  /** Starts any program. Its output is kept in `logFile`. */
  run(name: string, command: readonly string[], logFile: string, env: NodeJS.ProcessEnv = {}): Child {
    const [program = '', ...args] = command
    mkdirSync(dirname(logFile), { recursive: true })
    const log = createWriteStream(logFile, { flags: 'a' })
    const process_ = spawn(program, args, {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, HARDHAT_DISABLE_TELEMETRY: 'true', ...env },
    })
    const { pid, stdout, stderr } = process_
    const listeners = new Set<(line: string) => void>()
    const ended = new Promise<string>((resolve) => {
      process_.once('error', (error) => resolve(error.message))
      process_.once('close', (code, signal) => resolve(signal ?? `exit ${code ?? '?'}`))
    })
    if (pid === undefined || stdout === null || stderr === null) throw new Error(`${name} could not be started`)
    this.#children.set(pid, process_)
    this.#reaper.send({ add: pid })
    void ended.then(() => {
      this.#children.delete(pid)
      if (this.#reaper.connected) this.#reaper.send({ drop: pid })
      log.end()
    })
    stderr.on('data', (bytes: Buffer) => log.write(bytes))
    createInterface(stdout).on('line', (line) => {
      log.write(`${line}\n`)
      for (const listener of listeners) listener(line)
    })
    const firstJson: Child['firstJson'] = async (isIt, timeoutMs) => {
      const found = Promise.withResolvers<Readonly<Record<string, unknown>>>()
      const listener = (text: string): void => {
        const line = jsonOf(text)
        if (line !== undefined && isIt(line)) found.resolve(line)
      }
      listeners.add(listener)
      const late = setTimeout(
        () => found.reject(new Error(`${name} was not ready after ${timeoutMs / 1000} s; its log is ${logFile}`)),
        timeoutMs,
      )
      void ended.then((why) => found.reject(new EndedEarly({ name, logFile }, why)))
      try {
        return await found.promise
      } finally {
        clearTimeout(late)
        listeners.delete(listener)
      }
    }
    return { name, pid, logFile, firstJson, ended }
  }

  /** Ends every child: SIGTERM to all groups at once, and SIGKILL to what is left after some seconds. */
  async stop(): Promise<void> {
    const groups = [...this.#children.keys()]
    for (const group of groups) signalGroup(group, 'SIGTERM')
    const until = Date.now() + GRACE_MS
    while (groups.some((group) => signalGroup(group, 0)) && Date.now() < until) await pause(POLL_MS)
    for (const group of groups) signalGroup(group, 'SIGKILL')
    if (this.#reaper.connected) this.#reaper.disconnect()
  }
}

/** A line of JSON as an object, or undefined. */
export function jsonOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    // Not JSON: a line for a person.
    return undefined
  }
}

function signalGroup(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name)
  } catch {
    // Nobody is left in the group.
    return false
  }
}
