/** The signature of a function: how many values go in and come out, and in letters, such as `iij:i`. */
export type Signature = { readonly params: number; readonly results: number; readonly text: string }

/** What goes in and out of a block: counts are enough. */
export type Arity = Pick<Signature, 'params' | 'results'>

/** The limits of a table or memory; `max` as declared. */
export type Size = { readonly min: number; readonly max: number | undefined }

/** One export. Kinds: 0 function, 1 table, 2 memory, 3 global. */
export type ModuleExport = { readonly name: string; readonly kind: number; readonly index: number }

/** A part of the module, `end` excluded. */
export type Span = { readonly start: number; readonly end: number }

/** A module taken apart as far as the rewriter needs it; offsets are into `bytes`. */
export type Module = {
  readonly bytes: Uint8Array
  readonly signatures: readonly Signature[]
  readonly imports: readonly { readonly name: string; readonly type: number }[]
  /** Type index of each function, imports first. */
  readonly functions: readonly number[]
  readonly tables: readonly { readonly type: number; readonly size: Size }[]
  readonly memory: Size
  readonly globals: number
  readonly exports: readonly ModuleExport[]
  readonly start: number | undefined
  readonly bodies: readonly Span[]
  /** Sections by id, without id and length. Custom sections are left out. */
  readonly sections: ReadonlyMap<number, Uint8Array>
}
