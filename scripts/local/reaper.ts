// Ends processes when the one that started them is gone, however that died: also by kill -9. It is told their ids over its
// channel, and acts when the channel closes. Each of them leads a process group of its own.
import { setTimeout as pause } from 'node:timers/promises'

const GRACE_MS = 4_000
const POLL_MS = 50
const groups = new Set<number>()

process.on('message', (message: { readonly add?: number; readonly drop?: number }) => {
  if (message.add !== undefined) groups.add(message.add)
  if (message.drop !== undefined) groups.delete(message.drop)
})
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('disconnect', () => void reap())

async function reap(): Promise<void> {
  for (const group of groups) signal(group, 'SIGTERM')
  const until = Date.now() + GRACE_MS
  while ([...groups].some((group) => signal(group, 0)) && Date.now() < until) await pause(POLL_MS)
  for (const group of groups) signal(group, 'SIGKILL')
  process.exit(0)
}

/** Whether the group had a process that took the signal. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name)
  } catch {
    // Nobody is left in the group.
    return false
  }
}
