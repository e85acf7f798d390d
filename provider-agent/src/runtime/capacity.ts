import type { Resources } from '@millrace/sdk'
import type { Task } from './task-book.ts'

/** What a machine has left beside the tasks that hold a part of it. */
export type Free = { readonly cpu: number; readonly memoryBytes: bigint }

/**
 * What is free of the offered resources. A task holds its part from the intent to accept until its proof is submitted, so that
 * two acceptances under way cannot both count on the same core.
 */
export function freeCapacity(offered: Resources, tasks: readonly Task[]): Free {
  const holding = tasks.filter((task) => task.state === 'accepting' || task.state === 'running')
  return {
    cpu: offered.cpu - holding.reduce((sum, task) => sum + task.cpu, 0),
    memoryBytes: offered.memoryBytes - holding.reduce((sum, task) => sum + task.memoryBytes, 0n),
  }
}

/** Whether what is free is enough. */
export function hasRoom(free: Free, { cpu, memoryBytes }: Resources): boolean {
  return cpu <= free.cpu && memoryBytes <= free.memoryBytes
}

/** The stake of tasks that are not locked on chain yet: what the free ledger balance must still cover. */
export function pendingStake(tasks: readonly Task[]): bigint {
  return tasks.filter((task) => task.state === 'accepting').reduce((sum, task) => sum + task.stake, 0n)
}
