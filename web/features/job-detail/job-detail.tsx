'use client'
import { deadlineOf } from '@millrace/sdk'
import Link from 'next/link'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import { JobStateBadge } from '../../components/job-state-badge.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { useJobs } from '../../components/market/use-jobs.ts'
import { useWallet } from '../../components/market/use-wallet.ts'
import { buttonLook } from '../../components/ui/button.tsx'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { HexText } from '../../components/ui/hex.tsx'
import { partIn, type JobStory } from '../../lib/jobs.ts'
import { headlineOf } from './headline.ts'
import { JobActions } from './job-actions.tsx'
import { JobFacts } from './job-facts.tsx'
import { ResultPanel } from './result-panel.tsx'
import { entriesOf, upcomingOf } from './timeline.ts'
import { Timeline } from './timeline-list.tsx'

/** One job, from posting to payment. */
export function JobDetail({ id }: { readonly id: Hex }) {
  const jobs = useJobs()
  if (!jobs) return <JobSkeleton />
  const story = jobs.find(({ job }) => job.id === id)
  if (!story) {
    return (
      <Empty
        title="No job has this id here"
        action={
          <Link href="/" className={buttonLook({ kind: 'secondary' })}>
            See the market
          </Link>
        }
      >
        It may be on another chain, or its transaction is not in a block yet. The page keeps looking.
      </Empty>
    )
  }
  return <JobView story={story} />
}

function JobView({ story }: { readonly story: JobStory }) {
  const { token } = useMarket()
  const { job } = story
  const entries = useMemo(() => entriesOf(story, token), [story, token])
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
      <div className="min-w-0 space-y-6">
        <Headline story={story} />
        <ResultPanel job={job} />
        <Card>
          <h2 className="mb-5 text-xl">Timeline</h2>
          <Timeline entries={entries} upcoming={upcomingOf(job)} deadline={deadlineOf(job)} />
        </Card>
      </div>
      <aside aria-label="Terms and actions" className="space-y-6">
        <Card>
          <h2 className="mb-4 text-xl">What can be done</h2>
          <JobActions job={job} />
        </Card>
        <Card>
          <h2 className="mb-2 text-xl">Terms</h2>
          <JobFacts job={job} />
        </Card>
      </aside>
    </div>
  )
}

function Headline({ story }: { readonly story: JobStory }) {
  const { token } = useMarket()
  const wallet = useWallet()
  const { job } = story
  const { title, body } = headlineOf(story, partIn(job, 'address' in wallet ? wallet.address : undefined), token)
  return (
    <header>
      <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-soft">
        <JobStateBadge state={job.progress.state} />
        <span>
          Job <HexText value={job.id} label="the job's id" />
        </span>
      </p>
      <h1 className="text-3xl sm:text-4xl">{title}</h1>
      <p className="mt-2 max-w-2xl text-lg text-soft">{body}</p>
    </header>
  )
}

function JobSkeleton() {
  return (
    <div
      role="status"
      aria-label="Reading the job from the chain"
      className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <div className="space-y-6">
        <Skeleton className="h-10 w-2/3" />
        <Skeleton className="h-6 w-full max-w-lg" />
        <Skeleton className="h-72 w-full rounded-2xl" />
      </div>
      <Skeleton className="h-80 w-full rounded-2xl" />
    </div>
  )
}
