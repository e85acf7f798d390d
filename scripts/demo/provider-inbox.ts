import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { THANKS } from '@millrace/sdk'
import { jsonOf } from '../local/children.ts'
import type { Started } from '../local/roles.ts'

const POLL_MS = 200

/** That a provider was told of a settled job, by its own log. */
export type Told = { readonly provider: string; readonly job: string }

/** Tells what agents are told of settled jobs, as their logs say it, until the signal; then looks once more and returns it all. */
export async function readInboxes(
  agents: readonly Pick<Started, 'name' | 'address' | 'child'>[],
  onTold: (name: string, told: Told) => void,
  signal: AbortSignal,
): Promise<readonly Told[]> {
  const seen: Told[][] = agents.map(() => [])
  for (;;) {
    // Asked before the look: nothing that was there at the signal is missed.
    const isLast = signal.aborted
    for (const [i, { name, address, child }] of agents.entries()) {
      const told = toldIn(readFileSync(child.logFile, 'utf8')).map((job) => ({ provider: address, job }))
      for (const one of told.slice(seen[i]?.length)) onTold(name, one)
      seen[i] = told
    }
    if (isLast) return seen.flat()
    // Rejects when aborted: the next round is the last.
    await pause(POLL_MS, undefined, { signal }).catch(() => {})
  }
}

/** The jobs of which a log says that the provider was thanked, once for each time. */
function toldIn(log: string): readonly string[] {
  return log.split('\n').flatMap((line) => {
    const { event, job, message } = jsonOf(line) ?? {}
    return event === 'contractFulfilled' && message === THANKS && typeof job === 'string' ? [job] : []
  })
}
