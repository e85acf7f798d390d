import type { GuestMemory } from './guest-memory.ts'
import type { Account, Census, Directory, Node, RegularFile } from './tree.ts'

/** One open descriptor. */
export type Handle =
  | { readonly kind: 'stdin' }
  | { readonly kind: 'log'; readonly stream: 'stdout' | 'stderr' }
  | { readonly kind: 'directory'; readonly node: Directory; readonly volume: VolumeState; readonly preopen?: string }
  | OpenFile

export type OpenFile = {
  readonly kind: 'file'
  readonly node: RegularFile
  readonly volume: VolumeState
  readonly readable: boolean
  readonly writable: boolean
  append: boolean
  /** Bytes from the start. */
  position: bigint
}

export type VolumeState = { readonly root: Directory; readonly readOnly: boolean; readonly account: Account }

/** Everything that calls change; one for each run. */
export type WasiState = {
  readonly census: Census
  readonly handles: Map<number, Handle>
  readonly args: readonly Uint8Array[]
  readonly env: readonly Uint8Array[]
  readonly seed: Uint8Array
  /** Blocks of random bytes given so far. */
  randomBlocks: bigint
  /** Nanoseconds since the run began, on a clock that moves with calls only. */
  elapsedNs: bigint
  readonly log: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void
  /** Takes steps. @throws JobEnded when there are none left. */
  readonly charge: (steps: number) => void
  readonly memory: () => GuestMemory
}

/** A call: numbers are i32 as the job gave them, bigints i64. A normal return is success. */
export type Call<Args extends readonly (number | bigint)[]> = (state: WasiState, ...args: Args) => void

export type { Node }
