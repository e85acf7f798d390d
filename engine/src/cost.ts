/**
 * The price list of `millrace-wasm/1`, in engine steps. It is part of the protocol: a bill and a re-execution agree only
 * if both use it to the digit, so a change of any number is a new engine version. test/engine pins it by hash.
 */
export const ENGINE_VERSION = 'millrace-wasm/1'

/** Steps of each operator that does not cost 1, by opcode of the WebAssembly core specification 2.0, §5.4. */
export const OPERATOR_STEPS: Readonly<Record<number, number>> = {
  0x02: 0, // block: structure only, no code
  0x03: 0, // loop
  0x05: 0, // else
  0x0b: 0, // end
  0x0e: 2, // br_table
  0x10: 3, // call
  0x11: 5, // call_indirect
  0x26: 32, // table.set: the host has to remember the reference
  0x40: 1000, // memory.grow, and GROW_PAGE_STEPS for each page asked
  0x6d: 5, // i32.div_s
  0x6e: 5, // i32.div_u
  0x6f: 5, // i32.rem_s
  0x70: 5, // i32.rem_u
  0x7f: 5, // i64.div_s
  0x80: 5, // i64.div_u
  0x81: 5, // i64.rem_s
  0x82: 5, // i64.rem_u
  0x91: 5, // f32.sqrt
  0x95: 5, // f32.div
  0x9f: 5, // f64.sqrt
  0xa3: 5, // f64.div
}

/** Steps of the operators behind the prefix 0xFC that do not cost 1; each also pays for its length, see below. */
export const PREFIXED_STEPS: Readonly<Record<number, number>> = {
  8: 8, // memory.init
  10: 8, // memory.copy
  11: 8, // memory.fill
  12: 64, // table.init
  14: 64, // table.copy
  15: 64, // table.grow
  17: 64, // table.fill
}

/** Bulk memory operators, and everything the host copies: one step for each 8 bytes, rounded down (a shift by 3). */
export const BYTES_PER_STEP_SHIFT = 3n
/** Bulk table operators: steps for each element. */
export const TABLE_ELEMENT_STEPS = 32
/** Each page that memory.grow asks for, granted or not: 65,536 bytes to clear at 8 bytes a step. */
export const GROW_PAGE_STEPS = 8192
/** Entering a function: one step for each 8 locals (parameters excluded), rounded up. */
export const LOCALS_PER_STEP = 8

/** Every call of a WASI function. */
export const HOST_CALL_STEPS = 100
/** Each byte of `random_get`: it is hashed, which is dearer than a copy. */
export const RANDOM_BYTE_STEPS = 32
/** Each vector of a read or write, each argument or variable that is copied, each subscription of a poll. */
export const VECTOR_STEPS = 64
/** Each entry of a directory when it is listed for the first time since it changed, and each one below a directory that is renamed. */
export const DIRECTORY_ENTRY_STEPS = 200
/** Each entry that `fd_readdir` gives, whole or cut. */
export const DIRECTORY_RECORD_STEPS = 64
/** Looking at, opening, making, renaming or removing a path, on top of its bytes. */
export const PATH_STEPS = 200
/** Each part of a path between slashes, empty ones too. */
export const PATH_NAME_STEPS = 64
