import type { LocalMarket } from './market.ts'

const CTRL_C = 130

/**
 * Runs `use` on a market and ends the market afterwards: when `use` is done, when it throws, and on Ctrl-C, SIGTERM, SIGHUP or
 * an error that nobody caught. Sets the exit code.
 */
export async function withMarket(
  starting: Promise<LocalMarket>,
  use: (market: LocalMarket, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const abort = new AbortController()
  const interrupted = Promise.withResolvers<number>()
  const interrupt = (code: number) => (): void => {
    process.exitCode = code
    abort.abort(new Error('interrupted'))
    interrupted.resolve(code)
  }
  // More than once: a terminal sends Ctrl-C to npm, too, and npm passes it on.
  process.on('SIGINT', interrupt(CTRL_C))
  process.on('SIGTERM', interrupt(143))
  process.on('SIGHUP', interrupt(129))
  process.once('uncaughtException', (error) => {
    console.error(error)
    interrupt(1)()
  })
  const started = starting.catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  const market = await Promise.race([started, interrupted.promise])
  // Interrupted half-way: the reaper ends whatever had been started.
  if (typeof market === 'number') process.exit(market)
  if (market === undefined) return
  try {
    const using = abort.signal.aborted ? Promise.resolve(CTRL_C) : use(market, abort.signal)
    process.exitCode = await Promise.race([using, interrupted.promise])
    using.catch(() => {})
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    await market.stop()
  }
}
