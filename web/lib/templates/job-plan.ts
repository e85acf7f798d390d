/** The programs that come with the page, by their file name below `samples/`. */
export type SampleName = 'raytracer' | 'option-price' | 'csv-report'

/** A file that goes to `/in/<path>` of a job. */
export type InputFile = { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** A program and what it is given: all that a spec says, before anything has a hash. */
export type JobPlan = {
  readonly program:
    | { readonly kind: 'sample'; readonly name: SampleName }
    | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  readonly args: readonly string[]
  readonly inputs: readonly InputFile[]
  /** Declared files below `/out`; empty: whatever is written there is kept. */
  readonly outputs: readonly string[]
  /** The step limit: what the price must cover. */
  readonly steps: bigint
  readonly memoryBytes: bigint
  /** The most that all outputs together hold. */
  readonly outputBytes: bigint
}

/** A plan, or why there is none yet, in the words that the form shows. */
export type Planned = { readonly plan: JobPlan } | { readonly error: string }

const MIB = 1024n * 1024n

/** Enough for each sample program. */
export const SAMPLE_MEMORY_BYTES = 64n * MIB
