'use client'
import { useMarket } from '../../components/market/market-context.tsx'
import { formatAmount } from '../../lib/format.ts'

type PostUnfitProps = {
  /** What posting locks, in the token's smallest unit. */
  readonly lock: bigint
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Asks whether to post a job that nobody fits now, and says what happens then. */
export function PostUnfit({ lock, checked, onChange }: PostUnfitProps) {
  const { token } = useMarket()
  return (
    <label className="flex cursor-pointer gap-3 rounded-xl border border-edge p-3">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby="post-unfit-note"
        className="mt-0.5 size-5 shrink-0 accent-teal"
      />
      <span>
        <span className="block font-medium">Post it although nobody fits</span>
        <span id="post-unfit-note" className="block text-sm text-soft">
          {formatAmount(lock, token)} is locked while the job waits for a provider. If none comes before its open window
          ends, everything goes back. You can take the job back at any time until then.
        </span>
      </span>
    </label>
  )
}
