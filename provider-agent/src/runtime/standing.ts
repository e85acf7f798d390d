import { isFinal, type Job } from '@millrace/sdk'
import type { Task } from './task-book.ts'

/**
 * Where a job stands for a task. `mine`: contracted with this agent in this attempt, or on from there. `before`: its acceptance
 * is not in the chain (yet, or after a reorg no more) and still can be. `gone`: it never will be this agent's in this attempt.
 */
export type Standing = 'before' | 'mine' | 'gone'

export function standingOf({ progress }: Job, { attempt }: Pick<Task, 'attempt'>, me: string): Standing {
  if (progress.attempt < attempt) return isFinal(progress.state) ? 'gone' : 'before'
  const isMine = progress.attempt === attempt && progress.provider.toLowerCase() === me.toLowerCase()
  return isMine && progress.state !== 'Open' && progress.state !== 'Cancelled' ? 'mine' : 'gone'
}
