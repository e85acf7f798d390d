import type { Exit } from './types.ts'

/** Carries the job's end through its own frames. A module cannot catch it: modules with exceptions are rejected. */
export class JobEnded extends Error {
  override readonly name = 'JobEnded'
  readonly exit: Exit

  constructor(exit: Exit) {
    super(exit.kind)
    this.exit = exit
  }
}
