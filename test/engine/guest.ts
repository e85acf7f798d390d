import { HOST_CALL_STEPS } from '../../engine/src/cost.ts'
import { JobEnded } from '../../engine/src/job-ended.ts'
import { Log } from '../../engine/src/log.ts'
import { checkRequest } from '../../engine/src/request.ts'
import type { Exit, JobFile, RunRequest } from '@millrace/engine'
import { bootWasi, layOut } from '../../engine/src/wasi/boot.ts'
import { GuestMemory } from '../../engine/src/wasi/guest-memory.ts'
import { wasiImports } from '../../engine/src/wasi/system.ts'
import type { WasiName } from '../../engine/src/wasi/names.ts'

export const SUCCESS = 0
/** Rights that open a file for reading and writing. */
export const READ_WRITE = 66n
export const DIRECTORIES = { in: 3, out: 4, tmp: 5 } as const

/** The host's side of a job with a memory of two pages, called directly, as a module would call it. */
export class Guest {
  readonly memory = new WebAssembly.Memory({ initial: 2 })
  readonly outputs: () => JobFile[]
  readonly log: Log
  steps = 0
  readonly #calls: Readonly<Record<string, (...args: never[]) => number>>

  constructor(request: RunRequest) {
    const limits = checkRequest(request)
    this.log = new Log(limits.logBytes, undefined)
    const { state, outputs } = bootWasi(request, layOut(request.files, limits), {
      log: (stream, bytes) => this.log.write(stream, bytes),
      memory: () => new GuestMemory(this.memory),
      charge: (steps) => {
        this.steps += steps
        if (BigInt(this.steps) > limits.steps) throw new JobEnded({ kind: 'limit', which: 'steps' })
      },
    })
    this.outputs = outputs
    this.#calls = wasiImports(state)
  }

  call(name: WasiName, ...args: readonly (number | bigint)[]): number {
    const before = this.steps
    const result: unknown = Reflect.apply(this.#calls[name] ?? missing, undefined, args)
    if (this.steps - before < HOST_CALL_STEPS) throw new Error(`${name} was not charged`)
    return Number(result)
  }

  /** The end that a call brings about. */
  endOf(action: () => unknown): Exit {
    try {
      action()
    } catch (error) {
      if (error instanceof JobEnded) return error.exit
      throw error
    }
    throw new Error('The job went on')
  }

  put(address: number, text: string): [number, number] {
    const bytes = new TextEncoder().encode(text)
    new Uint8Array(this.memory.buffer).set(bytes, address)
    return [address, bytes.length]
  }

  u32(address: number): number {
    return new DataView(this.memory.buffer).getUint32(address, true)
  }

  vector(at: number, address: number, length: number): void {
    new DataView(this.memory.buffer).setUint32(at, address, true)
    new DataView(this.memory.buffer).setUint32(at + 4, length, true)
  }

  /** Opens `path`; a positive answer is the descriptor, a negative one the error number. */
  open(directory: number, path: string, how = 0, rights = READ_WRITE): number {
    const error = this.call('path_open', directory, 0, ...this.put(1024, path), how, rights, 0n, 0, 512)
    return error === SUCCESS ? this.u32(512) : -error
  }

  write(fd: number, text: string): number {
    const [address, length] = this.put(4096, text)
    this.vector(256, address, length)
    return this.call('fd_write', fd, 256, 1, 520)
  }

  read(fd: number, length: number): string {
    this.vector(256, 8192, length)
    const error = this.call('fd_read', fd, 256, 1, 520)
    if (error !== SUCCESS) return `errno ${error}`
    return new TextDecoder().decode(new Uint8Array(this.memory.buffer, 8192, this.u32(520)))
  }
}

function missing(): never {
  throw new Error('no such call')
}
