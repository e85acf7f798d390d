import type { Resources } from '@millrace/sdk'
import type { Task } from './task-book.ts'

/**
 * What is free of the offered resources. A task holds its part from the intent to accept until its proof is submitted, so that
 * two acceptances under way cannot both count on the same core.
 */
export function freeCapacity(offered: Resources, tasks: readonly Task[]): Resources {
  return tasks.filter(isHolding).reduce<Resources>(
    (free, { resources }) => ({
      cpu: free.cpu - resources.cpu,
      memoryBytes: free.memoryBytes - resources.memoryBytes,
      diskBytes: free.diskBytes - resources.diskBytes,
      gpu: free.gpu - resources.gpu,
    }),
    offered,
  )
}

/** Whether what is free is enough. */
export function hasRoom(free: Resources, { cpu, memoryBytes, diskBytes, gpu }: Resources): boolean {
  return cpu <= free.cpu && memoryBytes <= free.memoryBytes && diskBytes <= free.diskBytes && gpu <= free.gpu
}

/** The stake of tasks that are not locked on chain yet: what the free ledger balance must still cover. */
export function pendingStake(tasks: readonly Task[]): bigint {
  return tasks.filter((task) => task.state === 'accepting').reduce((sum, task) => sum + task.stake, 0n)
}

function isHolding({ state }: Task): boolean {
  return state === 'accepting' || state === 'running'
}
