import { checkJob, ModuleRejected } from '@millrace/engine'
import type { PickedFile } from './data-report.ts'
import type { Planned } from './job-plan.ts'

/** What the form of an own module holds, numbers as typed. */
export type ModuleDraft = {
  readonly module: PickedModule | undefined
  /** Split at spaces, as a shell would without quotes. */
  readonly args: string
  readonly inputs: readonly PickedFile[]
  /** The step limit, in millions. */
  readonly millionSteps: string
  readonly memoryMib: string
}

export const firstModuleDraft: ModuleDraft = {
  module: undefined,
  args: '',
  inputs: [],
  millionSteps: '1000',
  memoryMib: '64',
}

const MIB = 2 ** 20
/** The largest module and input that the page takes, in bytes. */
export const MAX_FILE_BYTES = 16 * MIB

/**
 * A module with the memory that it begins with, in bytes, and why the engine refuses it, if it does. Checked once, when it is
 * picked: it takes about 1 s for each megabyte.
 */
export type PickedModule = PickedFile & { readonly refusal: string | undefined; readonly startMemoryBytes: number }

/** The module as the engine of every provider sees it: refused here for the same reason, in the same words. */
export function pickModule(file: PickedFile): PickedModule {
  try {
    const { startMemoryBytes } = checkJob({ ...BARE_JOB, module: file.bytes })
    return { ...file, refusal: undefined, startMemoryBytes }
  } catch (error) {
    if (error instanceof ModuleRejected) return { ...file, refusal: error.message, startMemoryBytes: 0 }
    throw error
  }
}

/** All that can be said of a module before the form is filled in: the widest limits, and nothing beside it. */
const BARE_JOB = {
  entry: '_start',
  args: [],
  env: {},
  files: [],
  seed: new Uint8Array(32),
  limits: { steps: 1n, memoryBytes: 2 ** 32, outputBytes: 0, logBytes: 0, strictFloats: true },
} as const

/** A job from a WebAssembly module of one's own (WASI preview 1, entry `_start`). */
export function planOwnModule({ module, args, inputs, millionSteps, memoryMib }: ModuleDraft): Planned {
  if (!module) return { error: 'Choose a .wasm file.' }
  if (module.refusal !== undefined) return { error: `${module.name} cannot be run: ${module.refusal}` }
  const large = [module, ...inputs].find(({ bytes }) => bytes.length > MAX_FILE_BYTES)
  if (large) return { error: `${large.name} is larger than 16 MiB. Post it with npm run job instead.` }
  const names = inputs.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return { error: `Two inputs are called ${twice}.` }
  const steps = wholeNumber(millionSteps, 1, 1_000_000)
  if (steps === undefined) return { error: 'The step limit must be from 1 to 1,000,000 million.' }
  const memory = wholeNumber(memoryMib, 1, 4096)
  if (memory === undefined) return { error: 'The memory must be from 1 to 4,096 MiB.' }
  const least = Math.ceil(module.startMemoryBytes / MIB)
  if (memory < least) return { error: `${module.name} begins with ${least} MiB of memory: allow it at least as much.` }
  return {
    plan: {
      program: { kind: 'file', name: module.name, bytes: module.bytes },
      args: args.split(/\s+/).filter((arg) => arg !== ''),
      inputs: inputs.map(({ name, bytes }) => ({ path: name, bytes })),
      outputs: [],
      steps: BigInt(steps) * 1_000_000n,
      memoryBytes: BigInt(memory * MIB),
      outputBytes: BigInt(16 * MIB),
    },
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text)
  return /^\d+$/.test(text.trim()) && value >= least && value <= most ? value : undefined
}
