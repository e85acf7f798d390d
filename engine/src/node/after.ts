/** The longest wait of one timer of Node, 24.8 days: a longer one would end at once. */
const MOST_MS = 2 ** 31 - 1

/** Calls `action` once after `delayMs`, however long that is. Returns what cancels it. `mostMs` is what one timer may wait. */
export function after(delayMs: number, action: () => void, mostMs = MOST_MS): () => void {
  const dueMs = performance.now() + delayMs
  let timer: NodeJS.Timeout
  const wait = (): void => {
    const leftMs = dueMs - performance.now()
    timer = leftMs > mostMs ? setTimeout(wait, mostMs) : setTimeout(action, Math.max(leftMs, 0))
  }
  wait()
  return () => clearTimeout(timer)
}
