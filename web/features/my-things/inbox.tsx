'use client'
import Link from 'next/link'
import type { Address } from 'viem'
import { useJobs } from '../../components/market/use-jobs.ts'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { formatDateTime, shortHex } from '../../lib/format.ts'
import { lettersOf } from './model.ts'

/** What the market wants to tell this account. */
export function Inbox({ account }: { readonly account: Address }) {
  const jobs = useJobs()
  const letters = jobs && lettersOf(jobs, account)
  return (
    <Card aria-labelledby="inbox">
      <h2 id="inbox" className="mb-3 text-xl">
        Inbox
      </h2>
      {!letters && <Skeleton className="h-16 w-full" />}
      {letters?.length === 0 && (
        <p className="text-soft">Nothing yet. When a job is done and paid, both sides are thanked here.</p>
      )}
      <ul className="space-y-3">
        {letters?.map(({ job, time, sentence, kind }) => (
          <li key={`${job}:${time}`} className="flex gap-3">
            <Icon
              name={kind === 'fulfilled' ? 'check' : 'cross'}
              className={kind === 'fulfilled' ? 'mt-0.5 text-moss' : 'mt-0.5 text-soft'}
            />
            <div>
              <p className="font-medium">{sentence}</p>
              <p className="text-sm text-soft">
                <Link href={`/job/?id=${job}`} className="inline-block min-h-6 text-teal underline underline-offset-4">
                  Job <span className="font-mono">{shortHex(job)}</span>
                </Link>
                , {formatDateTime(time)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
