'use client'
import { assertNever } from '@millrace/sdk'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { JobRow } from '../../components/job-row.tsx'
import { useOpenWallets } from '../../components/market/connect-context.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { useFunds } from '../../components/market/use-funds.ts'
import { useJobs } from '../../components/market/use-jobs.ts'
import { useSwitchToMarket, useWallet } from '../../components/market/use-wallet.ts'
import { Button, buttonLook } from '../../components/ui/button.tsx'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { formatAmount } from '../../lib/format.ts'
import { partIn, type Part } from '../../lib/jobs.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { Inbox } from './inbox.tsx'
import { jobsOf } from './model.ts'
import { MoneyForm } from './money-form.tsx'

/** Balances, jobs and messages of the connected account. */
export function MyThings() {
  const wallet = useWallet()
  const { chainName } = useMarket()
  const openWallets = useOpenWallets()
  const { switchChain, switching } = useSwitchToMarket()
  switch (wallet.kind) {
    case 'settling':
      return <Skeleton className="h-72 w-full rounded-2xl" />
    case 'none':
      return (
        <Empty title="No wallet is connected" action={<Button onClick={openWallets}>Connect a wallet</Button>}>
          With one, you see here what you own, what you posted, and what came of it.
        </Empty>
      )
    case 'wrongChain':
      return (
        <Empty
          title="Your wallet is on another chain"
          action={
            <Button busy={switching} onClick={switchChain}>
              Switch to {chainName}
            </Button>
          }
        >
          This market lives on {chainName}. Switching changes nothing but what the wallet shows.
        </Empty>
      )
    case 'connected':
      return <Things account={wallet.address} />
    default:
      return assertNever(wallet)
  }
}

function Things({ account }: { readonly account: Address }) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)] lg:gap-8">
      <div className="space-y-6">
        <Balances account={account} />
        <Card>
          <h2 className="mb-4 text-xl">Move money</h2>
          <MoneyForm account={account} />
        </Card>
      </div>
      <div className="min-w-0 space-y-6">
        <Inbox account={account} />
        <MyJobs account={account} />
      </div>
    </div>
  )
}

function Balances({ account }: { readonly account: Address }) {
  const { token } = useMarket()
  const { data, error } = useFunds(account)
  if (error) return <Problem problem={problemOf(error)} />
  const amount = (units: bigint | undefined) =>
    units === undefined ? <Skeleton className="mt-1 h-8 w-40" /> : formatAmount(units, token)
  return (
    <Card aria-labelledby="balances">
      <h2 id="balances" className="sr-only">
        Balances
      </h2>
      <dl className="space-y-5">
        <Balance name="In the escrow, yours to withdraw" id="ledger-balance">
          {amount(data?.ledger)}
        </Balance>
        <Balance name="In your wallet" id="wallet-balance">
          {amount(data?.wallet)}
        </Balance>
      </dl>
    </Card>
  )
}

function Balance({ name, id, children }: { readonly name: string; readonly id: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-soft">{name}</dt>
      <dd id={id} className="numbers text-3xl font-semibold tracking-tight">
        {children}
      </dd>
    </div>
  )
}

/** What the account is to a job of its list. */
const NOTES: Readonly<Record<Part, string>> = {
  requester: 'you requested',
  payer: 'you pay',
  provider: 'you provide',
  anybody: '',
}

function MyJobs({ account }: { readonly account: Address }) {
  const jobs = useJobs()
  const mine = jobs && jobsOf(jobs, account)
  return (
    <Card aria-labelledby="my-jobs">
      <h2 id="my-jobs" className="mb-3 text-xl">
        My jobs
      </h2>
      {!mine && <Skeleton className="h-40 w-full" />}
      {mine?.length === 0 && (
        <Empty
          title="No jobs yet"
          action={
            <Link href="/post/" className={buttonLook()}>
              Post a job
            </Link>
          }
        >
          What you post appears here, with everything that happens to it.
        </Empty>
      )}
      <ul className="-mx-3 divide-y">
        {mine?.map(({ job, events }) => (
          <li key={job.id}>
            <JobRow job={job} postedAt={Number(events[0]?.blockTimestamp ?? 0n)} note={NOTES[partIn(job, account)]} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
