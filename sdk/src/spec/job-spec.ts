import type { Hex } from 'viem'

/** The engine version that this market's wasm jobs name. Cost table, limits and rewriting belong to it. */
export const WASM_ENGINE = 'millrace-wasm/1'

/** What runs the job. */
export type Runtime =
  /**
   * A WebAssembly module; `strictFloats` makes every NaN canonical, so that all processors agree. Without it a re-execution
   * can confirm a result but never refute one.
   */
  | { readonly kind: 'wasm'; readonly module: string; readonly engine: string; readonly strictFloats: boolean }
  /** An image by the digest of its manifest, `sha256:…`. */
  | { readonly kind: 'container'; readonly image: string }
  /** A root file system by CID. */
  | { readonly kind: 'native'; readonly rootfs: string }

/** A file that the job finds at `/in/<path>`. `size` in bytes. */
export type Input = { readonly path: string; readonly cid: string; readonly size: number }

/** What the job needs. `cpu` in whole cores, `gpu` in whole devices. */
export type Resources = {
  readonly cpu: number
  readonly memoryBytes: bigint
  readonly diskBytes: bigint
  readonly gpu: number
}

/** Where a job ends. Seconds are the provider's business; the others are deterministic: every honest provider meets them alike. */
export type Limits = {
  readonly seconds: number
  /** Engine steps. */
  readonly steps: bigint
  /** Bytes of all outputs together. */
  readonly outputBytes: bigint
  /** Bytes of stdout and stderr together. */
  readonly logBytes: bigint
}

/** What the job may reach: nothing, or these hosts (DNS names, small letters). */
export type Network = { readonly kind: 'none' } | { readonly kind: 'allow'; readonly hosts: readonly string[] }

/** All that a provider needs to run a job, and a verifier to judge it. The digest in its CID is in the order. */
export type JobSpec = {
  readonly v: 1
  readonly runtime: Runtime
  /** The exported function to call, usually `_start`. */
  readonly entry: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly inputs: readonly Input[]
  /**
   * The files below `/out` that are kept, each of which a job that succeeds must have written. Empty: whatever it wrote
   * there is kept.
   */
  readonly outputs: readonly string[]
  readonly resources: Resources
  readonly limits: Limits
  readonly network: Network
  /** 32 bytes that the job's randomness expands. */
  readonly seed: Hex
  /** An acceptance test by CID. */
  readonly acceptance?: string
}

/** Bounds of version 1 that no spec can widen. */
export const SPEC_BOUNDS = {
  bytes: 256 * 1024,
  args: 256,
  argBytes: 64 * 1024,
  env: 256,
  inputs: 256,
  outputs: 256,
  hosts: 32,
  cpu: 1024,
  gpu: 64,
  /** 90 days: the longest window of an order, so that nobody is asked for a run that it cannot deliver or check in time. */
  seconds: 90 * 24 * 3600,
  steps: 2n ** 62n,
  /** All that a 32-bit module can address. */
  wasmMemoryBytes: 2n ** 32n,
  /** What the engine keeps of `/tmp`, in memory. */
  wasmDiskBytes: 2n ** 31n,
  /** One block, so that every single output fits one. */
  outputBytes: 64n * 1024n * 1024n,
  logBytes: 16n * 1024n * 1024n,
} as const
