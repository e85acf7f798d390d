import { runInChild } from '@millrace/engine/node'
import { MillraceError } from '@millrace/sdk'

/**
 * An endless loop of the slow kind, 32 MiB wide: every turn loads from where the last load points, so caches and out-of-order
 * execution help little, and takes a root and a remainder. In the text format, with x an i64, f an f64 and a an i32:
 *
 *     loop
 *       x = x * 6364136223846793005 + 1442695040888963407
 *       a = i32(x >> 39) & 0x1fffff8
 *       f = sqrt(abs(f + f64(x)))
 *       x = x ^ memory[a]
 *       memory[a] = x % 1000003
 *     end
 */
const LOOP =
  'AGFzbQEAAAABBAFgAAACAQADAgEABQYBAYAEgAQHEwIGbWVtb3J5AgAGX3N0YXJ0AAAKWAFWAwF+AXwBfwNAIABCrf7V5NSF/ajYAH5Cz4Keu+/v3oIUfCEAIABCJ4inQfj//w9xIQIgASAAuqCZnyEBIAIpAwAgAIUhACACIABCw4Q9gjcDAAwACwsLAQA='

/** What is stated is the measured speed divided by this: other jobs run beside, and some programs are slower still. */
export const SPEED_SAFETY = 2n

const SHORT_STEPS = 20_000_000n
const LONG_STEPS = 120_000_000n
/** A difference below this, in milliseconds, is noise. */
const LEAST_MS = 20
const WALL_MS = 60_000

/** This machine cannot run the loop that measures it, so it can run no job. */
export class SpeedUnknownError extends MillraceError {
  override readonly name = 'SpeedUnknownError'
  override readonly code = 'agent.speedUnknown'
  override readonly retryable = true

  constructor(why: string) {
    super(`The speed of this machine could not be measured (${why}): see that a child process of Node may run here.`)
  }
}

/**
 * Engine steps per second that this machine states in its offer: a metered loop in the very executor that runs jobs, in CPU
 * time, so that what else starts on the machine now does not count, with the start of the process taken out. Rounded down to
 * two digits: a restart seldom changes it.
 *
 * @throws SpeedUnknownError
 */
export async function measureStepsPerSecond(signal: AbortSignal): Promise<bigint> {
  const shortMs = await cpuMs(SHORT_STEPS, signal)
  const longMs = await cpuMs(LONG_STEPS, signal)
  const loopMs = BigInt(Math.ceil(longMs - shortMs < LEAST_MS ? longMs : longMs - shortMs))
  return stated(((LONG_STEPS - SHORT_STEPS) * 1000n) / (loopMs > 0n ? loopMs : 1n))
}

/** What is stated of a measured speed. */
export function stated(measured: bigint): bigint {
  const safe = measured / SPEED_SAFETY
  const scale = 10n ** BigInt(Math.max(String(safe).length - 2, 0))
  const rounded = (safe / scale) * scale
  return rounded > 0n ? rounded : 1n
}

async function cpuMs(steps: bigint, signal: AbortSignal): Promise<number> {
  const limits = { steps, memoryBytes: 2 ** 25, outputBytes: 0, logBytes: 0, strictFloats: true }
  const module = new Uint8Array(Buffer.from(LOOP, 'base64'))
  const request = { module, entry: '_start', args: [], env: {}, files: [], seed: new Uint8Array(32), limits }
  const outcome = await runInChild(request, { wallMs: WALL_MS, signal })
  if (outcome.kind === 'finished' && outcome.result.steps === steps) return outcome.usage.cpuMilliseconds
  signal.throwIfAborted()
  throw new SpeedUnknownError(outcome.kind === 'infra' ? outcome.why : outcome.kind)
}
