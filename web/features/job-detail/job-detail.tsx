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
        wholePage
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
    <>
      <Headline story={story} />
      <div className="mt-6 grid items-start gap-6 lg:mt-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] lg:gap-x-8">
        {/* First on a phone: what the reader may do does not wait below everything that happened. */}
        <Card aria-labelledby="actions" className="lg:col-start-2">
          <h2 id="actions" className="mb-4 text-xl">
            What you can do
          </h2>
          <JobActions job={job} />
        </Card>
        <div className="min-w-0 space-y-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <ResultPanel job={job} />
          <Card aria-labelledby="timeline">
            <h2 id="timeline" className="mb-5 text-xl">
              Timeline
            </h2>
            <Timeline entries={entries} upcoming={upcomingOf(job)} deadline={deadlineOf(job)} />
          </Card>
        </div>
        <Card aria-labelledby="terms" className="lg:col-start-2">
          <h2 id="terms" className="mb-2 text-xl">
            Terms
          </h2>
          <JobFacts job={job} />
        </Card>
      </div>
    </>
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
    <div role="status" aria-label="Reading the job from the chain">
      <h1 className="sr-only">Job</h1>
      <Skeleton className="h-6 w-48" />
      <Skeleton className="mt-3 h-10 w-2/3" />
      <Skeleton className="mt-2 h-6 w-full max-w-lg" />
      <div className="mt-6 grid gap-6 lg:mt-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-8">
        <Skeleton className="h-72 w-full rounded-2xl" />
        <Skeleton className="h-72 w-full rounded-2xl" />
      </div>
    </div>
  )
}
