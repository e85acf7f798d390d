'use client'
import Link from 'next/link'
import { useMarket } from '../../components/market/market-context.tsx'
import { useJobs } from '../../components/market/use-jobs.ts'
import { useOffers } from '../../components/market/use-offers.ts'
import { JobRow } from '../../components/job-row.tsx'
import { buttonLook } from '../../components/ui/button.tsx'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { formatAmount } from '../../lib/format.ts'
import { OfferList } from './offer-list.tsx'
import { Race } from './race.tsx'

const SHOWN_JOBS = 6

/** The market at a glance: what it is, who offers what, and what is going on. */
export function Market() {
  return (
    <div className="space-y-10 sm:space-y-14">
      <Hero />
      <OfferList />
      <LatestJobs />
    </div>
  )
}

function Hero() {
  return (
    <section className="relative overflow-hidden rounded-3xl bg-[#0a3f43] px-6 py-10 text-white sm:px-10 sm:py-14">
      <Race />
      <div className="relative max-w-2xl">
        <h1 className="text-4xl text-balance sm:text-[3.4rem]">Work flows in. Proof flows out.</h1>
        <p className="mt-4 max-w-xl text-lg text-[#cfe9e6]">
          Post a job with its price in escrow. A provider runs it, a committee checks the proof by running it again, and
          only then is anyone paid.
        </p>
        <div className="mt-7 flex flex-wrap items-center gap-x-6 gap-y-4">
          <Link
            href="/post/"
            className={buttonLook({ className: 'min-h-12 bg-white px-6 text-[#0a3f43] hover:bg-[#dff0ed]' })}
          >
            Post a job <Icon name="arrow" />
          </Link>
          <Counts />
        </div>
      </div>
    </section>
  )
}

function Counts() {
  const { token } = useMarket()
  const jobs = useJobs()
  const offers = useOffers()
  if (!jobs || !offers) return <span className="text-[#cfe9e6]">Reading the chain…</span>
  const settled = jobs.filter(({ job }) => job.progress.state === 'Settled')
  const paid = settled
    .flatMap(({ events }) => events)
    .reduce((sum, event) => (event.eventName === 'ContractFulfilled' ? sum + event.args.paid : sum), 0n)
  const { length } = offers.offers
  const facts = [
    length === 1 ? '1 provider' : `${length} providers`,
    ...(settled.length > 0
      ? [settled.length === 1 ? '1 job settled' : `${settled.length} jobs settled`, `${formatAmount(paid, token)} paid`]
      : []),
  ]
  return <p className="numbers text-[#cfe9e6]">{facts.join(' · ')}</p>
}

function LatestJobs() {
  const jobs = useJobs()
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className="mb-4 text-2xl">
        Latest jobs
      </h2>
      <Card className="p-3 sm:p-3">
        {!jobs && <Skeleton className="m-3 h-24" />}
        {jobs?.length === 0 && <p className="p-3 text-soft">No job was posted yet. The first could be yours.</p>}
        <ul className="divide-y">
          {jobs?.slice(0, SHOWN_JOBS).map(({ job, events }) => (
            <li key={job.id}>
              <JobRow job={job} postedAt={Number(events[0]?.blockTimestamp ?? 0n)} />
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}
