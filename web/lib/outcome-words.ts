import type { Outcome } from '@millrace/sdk'

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  None: 'not finished',
  Success: 'the program ended well',
  JobError: 'the program failed',
  SpecExceeded: 'the program passed a limit of its spec',
}

/** How the run ended, in words. */
export const outcomeWords = (outcome: Outcome): string => OUTCOMES[outcome]
