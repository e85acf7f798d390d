'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useConfig, usePublicClient } from 'wagmi'
import { signTypedData } from 'wagmi/actions'
import type { Address, Hex } from 'viem'
import { permitFor, readFunds, type PermitTerms } from '../../lib/funds.ts'
import { useChain } from './chain-context.tsx'
import { useMarket } from './market-context.tsx'

/** Tokens may also come from elsewhere, unseen by the market's events. */
const REFRESH_MS = 8000

/** What the account has; read again when the market's contracts said anything new. */
export function useFunds(account: Address | undefined) {
  const market = useMarket()
  const client = usePublicClient({ chainId: market.chainId })
  const { logs } = useChain()
  return useQuery({
    queryKey: ['funds', market.escrow, account, logs.length],
    queryFn: () => (client && account ? readFunds(client, market, account) : Promise.reject(new Error('no account'))),
    enabled: client !== undefined && account !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** A permit as the wallet signed it. `deadline` in Unix seconds. */
export type SignedPermit = { readonly deadline: bigint; readonly signature: Hex }

/** Asks the wallet for a permit of exactly `amount` for the escrow. */
export function useSignPermit(): (
  terms: PermitTerms,
  owner: Address,
  amount: bigint,
  nowSeconds: bigint,
) => Promise<SignedPermit> {
  const wagmi = useConfig()
  const { escrow } = useMarket()
  return async (terms, owner, amount, nowSeconds) => {
    const data = permitFor(terms, owner, escrow, amount, nowSeconds)
    const signature = await signTypedData(wagmi, { ...data, account: owner })
    return { deadline: data.message.deadline, signature }
  }
}
