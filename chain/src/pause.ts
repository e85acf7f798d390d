/** Waits, or returns early when `signal` aborts. Leaves no timer and no listener behind. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

/** How long to wait after the n-th failure in a row (n from 1): doubling from `firstMs` to 15 s, a quarter of it random. */
export function backoffMs(failures: number, firstMs: number): number {
  const full = Math.min(firstMs * 2 ** Math.min(failures - 1, 10), 15_000)
  return full * (0.75 + Math.random() * 0.25)
}
