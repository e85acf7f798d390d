'use client'
import type { Job } from '@millrace/sdk'
import { useQuery } from '@tanstack/react-query'
import { zeroHash } from 'viem'
import { useMarket } from '../../components/market/market-context.tsx'
import { useOffers } from '../../components/market/use-offers.ts'
import { fetchBlock } from '../../lib/content.ts'
import { gatewaysFor } from './gateways.ts'
import { loadProof } from './proof.ts'

/** What came out of the job, once a proof is on chain. Content never changes under its hash, so it is fetched once. */
export function useProof(job: Job) {
  const market = useMarket()
  const offers = useOffers()
  const { proofHash } = job.progress
  return useQuery({
    queryKey: ['proof', job.id, proofHash],
    queryFn: ({ signal }) =>
      loadProof(job, (cid, maxBytes, keeper) => {
        const gateways =
          keeper === 'provider' ? gatewaysFor(job.progress.provider, offers?.offers ?? [], market) : market.gateways
        return fetchBlock(cid, gateways, maxBytes, signal)
      }),
    enabled: proofHash !== zeroHash && offers !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // A provider stores its outputs before it submits, but a gateway may need a moment.
    retry: 3,
    retryDelay: 1500,
  })
}
