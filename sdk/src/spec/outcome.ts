import type { Outcome } from '../generated/enums.ts'

/** How a run ended in the spec's terms. On chain the same classes are Success, JobError and SpecExceeded. */
export type OutcomeClass = 'success' | 'jobError' | 'specExceeded'

/** How the program itself ended. A run that the host interrupted has no such end, and no result. */
export type Exit =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'trap'; readonly reason: string }
  | { readonly kind: 'limit'; readonly which: string }

/** The class of an end: exit 0 is a success, a limit exceeded the spec, all else is the job's own error. */
export function outcomeOf(exit: Exit): OutcomeClass {
  if (exit.kind === 'limit') return 'specExceeded'
  return exit.kind === 'exit' && exit.code === 0 ? 'success' : 'jobError'
}

/** The name on chain of a class. */
export const outcomeOnChain = {
  success: 'Success',
  jobError: 'JobError',
  specExceeded: 'SpecExceeded',
} as const satisfies Record<OutcomeClass, Outcome>
