'use client'
import { assertNever, jobEscrowAbi, permitAuthorization } from '@millrace/sdk'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { erc20Abi, type Address } from 'viem'
import { useMarket } from '../../components/market/market-context.tsx'
import { useChain } from '../../components/market/chain-context.tsx'
import { useSignPermit } from '../../components/market/use-funds.ts'
import { useSend, type SendPhase } from '../../components/market/use-send.ts'
import { contractCall } from '../../lib/contract-call.ts'
import { formatAmount } from '../../lib/format.ts'
import { fundingPlan, type Funds } from '../../lib/funds.ts'
import { PageError } from '../../lib/page-error.ts'
import type { Direction } from './model.ts'

type Move = { readonly direction: Direction; readonly units: bigint; readonly funds: Funds }

/** Deposits and withdraws, by the way with the fewest prompts. */
export function useMoveMoney(account: Address) {
  const { escrow, token } = useMarket()
  const { headTime } = useChain()
  const send = useSend()
  const signPermit = useSignPermit()
  const [phase, setPhase] = useState<SendPhase>()
  const ledger = { address: escrow, abi: jobEscrowAbi } as const

  const deposit = async (units: bigint, funds: Funds) => {
    // The ledger already holds some: what is deposited now comes on top.
    const plan = fundingPlan(units, { ...funds, ledger: 0n })
    switch (plan.kind) {
      case 'tooLittle':
      case 'ledger':
        throw new PageError('Your wallet holds too few tokens for this.', 'Choose a smaller amount.')
      case 'permit': {
        setPhase('signing')
        const now = headTime ?? BigInt(Math.floor(Date.now() / 1000))
        const { deadline, signature } = await signPermit(plan.terms, account, units, now)
        const authorization = permitAuthorization(deadline, signature)
        return send(
          contractCall({ ...ledger, functionName: 'depositWithPermit', args: [token.address, units, authorization] }),
          setPhase,
        )
      }
      case 'approve':
        await send(
          contractCall({ address: token.address, abi: erc20Abi, functionName: 'approve', args: [escrow, units] }),
          setPhase,
        )
        break
      case 'allowance':
        break
      default:
        return assertNever(plan)
    }
    return send(contractCall({ ...ledger, functionName: 'deposit', args: [token.address, units] }), setPhase)
  }
  const withdraw = (units: bigint) =>
    send(contractCall({ ...ledger, functionName: 'withdraw', args: [token.address, account, units] }), setPhase)

  const mutation = useMutation({
    mutationFn: ({ direction, units, funds }: Move) =>
      direction === 'deposit' ? deposit(units, funds) : withdraw(units),
    onSuccess: (_receipt, { direction, units }) =>
      toast.success(
        `${formatAmount(units, token)} ${direction === 'deposit' ? 'went into the escrow' : 'are back in your wallet'}.`,
      ),
    onSettled: () => setPhase(undefined),
  })
  return {
    move: mutation.mutate,
    phase: mutation.isPending ? (phase ?? 'checking') : undefined,
    error: mutation.error,
    reset: mutation.reset,
  }
}
