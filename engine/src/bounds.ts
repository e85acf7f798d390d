/** Bounds of `millrace-wasm/1` that no request can widen. Part of the protocol like the cost table. */
export const BOUNDS = {
  /** A module is one block of the content store at most. */
  moduleBytes: 64 * 2 ** 20,
  /** One function's body. The largest known (an interpreter's main loop) is under 200 kB. */
  bodyBytes: 2 ** 20,
  /** Locals and parameters of one function. */
  locals: 10_000,
  functions: 100_000,
  /**
   * What compiling may cost the host, who is not paid for it, in units of 100 bytes of its memory (compile-weight.ts): for
   * each operator by its kind, for each call its values, and for each place where control splits or meets all values that
   * the function holds there, its locals and its highest operand stack. Counted over one function and over the module.
   *
   * Measured (V8 13.6, optimising compiler, x64): the heaviest functions that pass take 510 MB of resident memory (38,000
   * calls) and 2.1 s (42,000 saturating conversions), where an empty module takes 91 MB; the heaviest module, 15 times those
   * conversions, 571 MB and 18 s. Functions are compiled one by one, when they are first called. An interpreter (QuickJS, 236,581
   * operators) weighs 0.53 million in its heaviest function and 5.5 million in all; a compiler front end of 4.4 MB, 2.1
   * and 34 million.
   */
  functionWeight: 2 ** 22,
  moduleWeight: 2 ** 26,
  /** Elements of all tables together, present and after growth. */
  tableElements: 1_000_000,
  tables: 16,
  /** 4 GiB of 64 KiB. */
  memoryPages: 65_536,
  /**
   * Units of call stack, 8 bytes each as a frame is laid out without optimisation: the job ends at the same call on every
   * machine, long before the host's stack does. See `frameOperators` for how much a host needs.
   */
  stackUnits: 400_000,
  /** A frame's fixed part: return address, frame pointer, instance, alignment and what a compiler keeps for itself. */
  frameUnits: 16,
  /**
   * Operators of a function that cost its frame one unit more. An optimising compiler may keep the value of any operator
   * alive across a call, so a hostile frame can be 32 times what its locals and operand stack say, and no more: a host
   * needs 400,000 units of 8 bytes, times 32, to be safe from every module, and 3.9 MB for those that compilers write.
   */
  frameOperators: 32,
  argsBytes: 2 ** 20,
  openFiles: 256,
  /** A path as a call gives it. */
  pathBytes: 4096,
  nameBytes: 255,
  /** A file's path from the root of its volume, as a result holds it. */
  wholePathBytes: 1024,
  /** Vectors in one read or write. POSIX calls it IOV_MAX. */
  vectors: 1024,
} as const
