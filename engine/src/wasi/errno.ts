/** Error numbers of WASI preview 1 that we give. Source: wasi_snapshot_preview1.witx, type errno. */
export const ERRNO = {
  acces: 2,
  badf: 8,
  exist: 20,
  fault: 21,
  ilseq: 25,
  inval: 28,
  isdir: 31,
  mfile: 33,
  nametoolong: 37,
  noent: 44,
  nospc: 51,
  notdir: 54,
  notempty: 55,
  notsup: 58,
  rofs: 69,
  spipe: 70,
  xdev: 75,
  notcapable: 76,
} as const

/**
 * A call that fails in a way the job may handle. It becomes the number that the call returns. Not an `Error`: a job may
 * fail as often as it likes, and a stack trace costs thirty times what the call is paid.
 */
export class WasiError {
  readonly errno: number

  constructor(problem: keyof typeof ERRNO) {
    this.errno = ERRNO[problem]
  }
}
