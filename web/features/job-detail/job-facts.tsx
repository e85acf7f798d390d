'use client'
import { claimOf, deadlineOf, lockOf, type Job } from '@millrace/sdk'
import type { ReactNode } from 'react'
import { zeroAddress } from 'viem'
import { useMarket } from '../../components/market/market-context.tsx'
import { HexText } from '../../components/ui/hex.tsx'
import { formatAmount, formatDuration } from '../../lib/format.ts'

/** The terms of a job, in words. */
export function JobFacts({ job }: { readonly job: Job }) {
  const { token } = useMarket()
  const { order, progress } = job
  const money = (units: bigint) => formatAmount(units, token)
  const claim = claimOf(order, progress)
  const isOver = deadlineOf(job) === undefined
  const taken = progress.attempt > 0 && progress.provider !== zeroAddress
  return (
    <dl className="divide-y text-[0.95rem]">
      <Fact name="Most it can cost">{money(order.maxPrice)}</Fact>
      {taken && <Fact name="Agreed price">{money(progress.price)}</Fact>}
      {!taken && order.minPrice < order.maxPrice && <Fact name="Price at first">{money(order.minPrice)}</Fact>}
      {claim > 0n && <Fact name="Claim">{money(claim)}</Fact>}
      {progress.bond > 0n && <Fact name="Bond of the dispute">{money(progress.bond)}</Fact>}
      <Fact name={isOver ? 'Was locked in escrow' : 'Locked in escrow'}>{money(lockOf(order))}</Fact>
      <Fact name="Provider's stake">{order.stake > 0n ? money(order.stake) : 'none'}</Fact>
      <Fact name="Verifier's fee">{order.verifierFee > 0n ? `${money(order.verifierFee)} per attempt` : 'none'}</Fact>
      <Fact name="Time to run">{formatDuration(order.windows.run)}</Fact>
      <Fact name="Time to verify">
        {order.verifier === zeroAddress ? 'no verifier' : formatDuration(order.windows.verify)}
      </Fact>
      <Fact name="Requester">
        <HexText value={order.requester} label="the requester's address" />
      </Fact>
      {taken && (
        <Fact name="Provider">
          <HexText value={progress.provider} label="the provider's address" />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2">
      <dt className="text-soft">{name}</dt>
      <dd className="numbers text-right font-medium whitespace-nowrap">{children}</dd>
    </div>
  )
}
