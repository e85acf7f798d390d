export { checkJob } from '../check-job.ts'
export type { ChildOptions, ChildOutcome, ChildUsage } from './outcome.ts'
export { runInChild } from './run-in-child.ts'
