'use client'
import { useMemo } from 'react'
import { jobsIn, type JobStory } from '../../lib/jobs.ts'
import { useChain } from './chain-context.tsx'
import { useMarket } from './market-context.tsx'

/** Every job of the market, the newest first; undefined until the chain was read once. */
export function useJobs(): readonly JobStory[] | undefined {
  const { logs, head } = useChain()
  const { escrow } = useMarket()
  const jobs = useMemo(() => jobsIn(logs, escrow), [logs, escrow])
  return head === undefined ? undefined : jobs
}
