'use client'
import { readOffers, type ReadOffers } from '@millrace/sdk'
import { useMemo } from 'react'
import { offersIn } from '../../lib/jobs.ts'
import { useChain } from './chain-context.tsx'
import { useMarket } from './market-context.tsx'

/** Every offer on the market; undefined until the chain was read once. */
export function useOffers(): ReadOffers | undefined {
  const { logs, head } = useChain()
  const { offerBook } = useMarket()
  const offers = useMemo(() => readOffers(offersIn(logs, offerBook)), [logs, offerBook])
  return head === undefined ? undefined : offers
}
