'use client'
import type { Job } from '@millrace/sdk'
import Link from 'next/link'
import { formatAmount, formatMinute, shortHex } from '../lib/format.ts'
import { JobStateBadge } from './job-state-badge.tsx'
import { useMarket } from './market/market-context.tsx'
import { Icon } from './ui/icon.tsx'

type JobRowProps = { readonly job: Job; /** Unix seconds. */ readonly postedAt: number; readonly note?: string }

/** A job as one line of a list. */
export function JobRow({ job, postedAt, note }: JobRowProps) {
  const { token } = useMarket()
  return (
    <Link href={`/job/?id=${job.id}`} className="flex min-h-16 items-center gap-4 rounded-xl px-3 py-3 hover:bg-wash">
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-mono text-[0.95em] font-medium">{shortHex(job.id)}</span>
          <JobStateBadge state={job.progress.state} />
          {note && <span className="text-sm text-soft">{note}</span>}
        </span>
        <span className="numbers mt-0.5 block text-sm text-soft">
          at most {formatAmount(job.order.maxPrice, token)} · posted {formatMinute(postedAt)}
        </span>
      </span>
      <Icon name="arrow" className="text-soft" />
    </Link>
  )
}
