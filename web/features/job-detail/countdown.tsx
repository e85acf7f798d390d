'use client'
import { useChainTime } from '../../components/market/chain-context.tsx'
import { formatDateTime, formatDuration } from '../../lib/format.ts'

/** How long the present state lasts at most, by the chain's clock and not by the reader's. */
export function Countdown({ deadline }: { readonly deadline: number }) {
  const now = useChainTime()
  if (now === undefined) return null
  const left = deadline - Number(now)
  return (
    // A screen reader is told of states, not of seconds.
    <span
      aria-live="off"
      title={`${formatDateTime(deadline)}, by the clock of the chain`}
      className="numbers text-sm text-soft"
    >
      {left >= 0 ? `at most ${formatDuration(left)} more` : `overdue by ${formatDuration(-left)}`}
    </span>
  )
}
