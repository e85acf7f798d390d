'use client'
import { useCallback } from 'react'
import type { TransactionReceipt } from 'viem'
import { useConfig } from 'wagmi'
import { getConnection, simulateContract, waitForTransactionReceipt, writeContract } from 'wagmi/actions'
import type { ContractCall } from '../../lib/contract-call.ts'
import { PageError } from '../../lib/page-error.ts'
import { useMarket } from './market-context.tsx'

/** Where a transaction is: tried out on the node, in the wallet, or waiting for a block. */
export type SendPhase = 'checking' | 'signing' | 'mining'

/** Sends a call and waits for its block; `onPhase` hears each phase as it begins. */
export type Send = (call: ContractCall, onPhase: (phase: SendPhase) => void) => Promise<TransactionReceipt>

/**
 * How the page sends. A call that would fail is refused before the wallet opens, with the contract's own reason.
 * The promise rejects with viem's errors, or a {PageError} when the transaction was mined and failed, or was replaced by another.
 */
export function useSend(): Send {
  const wagmi = useConfig()
  const { chainId } = useMarket()
  return useCallback(
    async (call, onPhase) => {
      const { address: account } = getConnection(wagmi)
      if (!account) throw new PageError('No wallet is connected.', 'Connect a wallet and press the button again.')
      onPhase('checking')
      await simulateContract(wagmi, { ...call, chainId, account })
      onPhase('signing')
      const hash = await writeContract(wagmi, { ...call, chainId, account })
      onPhase('mining')
      let cancelled = false
      const receipt = await waitForTransactionReceipt(wagmi, {
        hash,
        chainId,
        onReplaced: ({ reason }) => {
          cancelled = reason !== 'repriced'
        },
      })
      if (cancelled)
        throw new PageError(
          'The transaction was replaced in the wallet by another.',
          'If that was not meant, press the button again.',
        )
      if (receipt.status === 'reverted')
        throw new PageError(
          'The transaction was mined, but failed.',
          'The state changed on the way: look again, and retry.',
          { cause: hash },
        )
      return receipt
    },
    [wagmi, chainId],
  )
}
