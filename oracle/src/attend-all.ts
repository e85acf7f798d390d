import { setTimeout as pause } from 'node:timers/promises'
import type { Job } from '@millrace/sdk'
import { commitmentKey, type Desk } from './desk.ts'

export type Attendance = {
  readonly desk: Desk
  /** The proofs that wait for a verdict. */
  readonly waiting: () => readonly Job[]
  /** Unix seconds; null while the chain was not read yet. */
  readonly chainTime: () => bigint | null
  /** How many are judged at the same time: each may fill a processor and the memory of its spec. */
  readonly judgesAtOnce: number
  readonly pollMs: number
}

type Attended = { readonly judges: boolean; readonly giveUp: AbortController; readonly done: Promise<void> }

/**
 * Looks at every proof that waits for a verdict, again and again: several at a time, the most urgent first. One that waits
 * no longer, or whose window is over, is given up at once, also in the middle of its run.
 *
 * @throws what attending a job threw, after the others have ended.
 */
export async function attendAll(attendance: Attendance, signal: AbortSignal): Promise<void> {
  const { desk, waiting, chainTime, judgesAtOnce, pollMs } = attendance
  const busy = new Map<string, Attended>()
  const failures: unknown[] = []
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])

  const start = (job: Job, now: number, judges: boolean): void => {
    const key = commitmentKey(job)
    const giveUp = new AbortController()
    const done = desk
      .attend(job, now, AbortSignal.any([stop, giveUp.signal]))
      .catch((error: unknown) => {
        failures.push(error)
        failed.abort()
      })
      .finally(() => busy.delete(key))
    busy.set(key, { judges, giveUp, done })
  }
  const round = (now: number): void => {
    const inTime = waiting().filter((job) => now <= job.progress.phaseEnd)
    const live = new Set(inTime.map(commitmentKey))
    desk.forgetAllBut(live)
    for (const [key, { giveUp }] of busy) if (!live.has(key)) giveUp.abort()
    for (const job of inTime.toSorted(byUrgency)) {
      const next = busy.has(commitmentKey(job)) ? undefined : desk.next(job)
      const judging = [...busy.values()].filter(({ judges }) => judges).length
      if (next === 'carry' || (next === 'judge' && judging < judgesAtOnce)) start(job, now, next === 'judge')
    }
  }

  while (!stop.aborted) {
    const now = chainTime()
    if (now !== null) round(Number(now))
    await pause(pollMs, undefined, { signal: stop }).catch(() => {})
  }
  await Promise.all([...busy.values()].map(({ done }) => done))
  if (failures.length > 0) throw failures[0]
}

/** The earliest deadline first, and among equal ones the shortest run. */
export function byUrgency(a: Job, b: Job): number {
  const [left, right] = [stepsOf(a), stepsOf(b)]
  return a.progress.phaseEnd - b.progress.phaseEnd || (left < right ? -1 : left > right ? 1 : 0)
}

/** The steps that its provider counted. A job that is paid by seconds does not say: it goes last. */
function stepsOf({ order, progress }: Job): bigint {
  return order.rules.unitKind === 'Steps' ? progress.units : 2n ** 64n
}
