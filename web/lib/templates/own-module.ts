import { checkEntry, ModuleRejected, validate } from '@millrace/engine'
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

/** The largest module and input that the page takes, in bytes. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

/** A module, and why the engine refuses it, if it does. Checked once, when it is picked: a large one takes a moment. */
export type PickedModule = PickedFile & { readonly refusal: string | undefined }

/** The module as the engine of every provider sees it: refused here for the same reason, in the same words. */
export function pickModule(file: PickedFile): PickedModule {
  try {
    checkEntry(validate(file.bytes), ENTRY)
    return { ...file, refusal: undefined }
  } catch (error) {
    if (error instanceof ModuleRejected) return { ...file, refusal: error.message }
    throw error
  }
}

/** The function where every job of the page begins. */
const ENTRY = '_start'

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
  return {
    plan: {
      program: { kind: 'file', name: module.name, bytes: module.bytes },
      args: args.split(/\s+/).filter((arg) => arg !== ''),
      inputs: inputs.map(({ name, bytes }) => ({ path: name, bytes })),
      outputs: [],
      steps: BigInt(steps) * 1_000_000n,
      memoryBytes: BigInt(memory) * 1024n * 1024n,
      outputBytes: 16n * 1024n * 1024n,
    },
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text)
  return /^\d+$/.test(text.trim()) && value >= least && value <= most ? value : undefined
}
