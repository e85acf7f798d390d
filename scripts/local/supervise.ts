import { setTimeout as pause } from 'node:timers/promises'
import { EndedEarly, type Child } from './children.ts'

/** A process that can be started again on its own data. */
export type Restartable = { readonly name: string; readonly child: Child; restart(): Promise<Restartable> }

/** How often in a row one is started again, how long the first wait is, and how long one must last for a new row to begin. */
export type Patience = { readonly tries: number; readonly firstWaitMs: number; readonly healthyMs: number }

const PATIENCE: Patience = { tries: 5, firstWaitMs: 1_000, healthyMs: 60_000 }
/** What ends agents and members without their own decision: a signal, or the code that asks to try again. */
const DIED = /^(SIG\w+|exit 75)$/

/**
 * Starts a process again when it died, each time after a longer wait, and says each in one line. One that ended by its own
 * decision is reported and left. Returns when it is left or given up, or when `signal` is aborted.
 */
export async function keepRunning(
  first: Restartable,
  log: (line: string) => void,
  signal: AbortSignal,
  { tries, firstWaitMs, healthyMs }: Patience = PATIENCE,
): Promise<void> {
  const aborted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)))
  const { name } = first
  const where = `its log is ${first.child.logFile}`
  let starting: Promise<Restartable> = Promise.resolve(first)
  let failures = 0
  for (;;) {
    const end = await Promise.race([endOf(starting), aborted])
    if (end === undefined || signal.aborted) return
    if (!DIED.test(end.why)) return log(`${name} ended (${end.why}) and is not started again; ${where}`)
    failures = end.lastedMs >= healthyMs ? 1 : failures + 1
    if (failures > tries) return log(`${name} died ${failures} times (${end.why}) and is given up; ${where}`)
    const waitMs = firstWaitMs * 2 ** (failures - 1)
    log(`${name} died (${end.why}) and starts again in ${waitMs / 1_000} s, try ${failures} of ${tries}; ${where}`)
    // Rejects when aborted: the next line sees it.
    await pause(waitMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    starting = first.restart()
  }
}

async function endOf(starting: Promise<Restartable>): Promise<{ readonly why: string; readonly lastedMs: number }> {
  const begunMs = Date.now()
  const why = await starting
    .then(({ child }) => child.ended)
    .catch((error: unknown) => (error instanceof EndedEarly ? error.why : String(error)))
  return { why, lastedMs: Date.now() - begunMs }
}
