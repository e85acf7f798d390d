'use client'
import type { Job } from '@millrace/sdk'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useMarket } from '../../components/market/market-context.tsx'
import { useSend, type SendPhase } from '../../components/market/use-send.ts'
import { moveCall, moveWords, type PageMove } from './actions.ts'

/** Sends one move on a job at a time, and knows where it is. */
export function useJobMove(job: Job) {
  const { escrow } = useMarket()
  const send = useSend()
  const [phase, setPhase] = useState<SendPhase>()
  const mutation = useMutation({
    mutationFn: (move: PageMove) => send(moveCall(escrow, move, job), setPhase),
    onSuccess: (_receipt, move) => toast.success(moveWords[move].done),
    onSettled: () => setPhase(undefined),
  })
  return {
    move: mutation.mutate,
    moving: mutation.isPending ? mutation.variables : undefined,
    phase,
    error: mutation.error,
  }
}
