'use client'
import {
  assertNever,
  freeLane,
  fromAllowance,
  fromLedger,
  fromPermit,
  fundingStruct,
  jobEscrowAbi,
  jobEvents,
  orderStruct,
  type Funding,
} from '@millrace/sdk'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { bytesToHex, erc20Abi, type Address, type Hex } from 'viem'
import { usePublicClient } from 'wagmi'
import { useMarket } from '../../components/market/market-context.tsx'
import { useChain } from '../../components/market/chain-context.tsx'
import { useSignPermit } from '../../components/market/use-funds.ts'
import { useSend } from '../../components/market/use-send.ts'
import { contractCall } from '../../lib/contract-call.ts'
import { uploadBlock } from '../../lib/content.ts'
import type { FundingPlan } from '../../lib/funds.ts'
import { PageError } from '../../lib/page-error.ts'
import type { JobPlan } from '../../lib/templates/job-plan.ts'
import { orderOf } from './order.ts'
import { loadProgram } from './program.ts'
import type { PostPhase } from './step.ts'
import { storePlan, type Put } from './store-plan.ts'

/** A job that is ready to be posted. */
export type ReadyJob = {
  readonly plan: JobPlan
  /** The most that the provider is paid, in the token's smallest unit. */
  readonly price: bigint
  readonly requester: Address
  readonly funding: Exclude<FundingPlan, { kind: 'tooLittle' }>
}

/** Stores the files, makes the order and posts it. Resolves to the id of the job. */
export function usePostJob(onPosted: (id: Hex) => void) {
  const market = useMarket()
  const client = usePublicClient({ chainId: market.chainId })
  const { headTime } = useChain()
  const send = useSend()
  const signPermit = useSignPermit()
  const [phase, setPhase] = useState<PostPhase>()
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])

  const store = async (plan: JobPlan, signal: AbortSignal): Promise<string> => {
    const put: Put = (bytes, codec) => uploadBlock(market.uploadUrl, bytes, codec, signal)
    const seed = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
    return storePlan(plan, await loadProgram(plan.program, signal), seed, put, setPhase)
  }

  const fund = async ({ funding, requester }: ReadyJob): Promise<Funding> => {
    switch (funding.kind) {
      case 'ledger':
        return fromLedger
      case 'allowance':
        return fromAllowance(funding.amount)
      case 'approve': {
        setPhase('allowing')
        const args = [market.escrow, funding.amount] as const
        await send(
          contractCall({ address: market.token.address, abi: erc20Abi, functionName: 'approve', args }),
          () => undefined,
        )
        return fromAllowance(funding.amount)
      }
      case 'permit': {
        setPhase('permit')
        const now = headTime ?? BigInt(Math.floor(Date.now() / 1000))
        const { deadline, signature } = await signPermit(funding.terms, requester, funding.amount, now)
        return fromPermit(funding.amount, deadline, signature)
      }
      default:
        return assertNever(funding)
    }
  }

  const post = async (ready: ReadyJob): Promise<Hex> => {
    if (!client) throw new PageError('The chain was not read yet.', 'Wait a moment and press the button again.')
    // Whoever leaves the page while it uploads should not meet a wallet that asks for a job they left.
    const stop = new AbortController()
    leaving.current = stop
    const specCid = await store(ready.plan, stop.signal)
    const escrow = { address: market.escrow, abi: jobEscrowAbi } as const
    const at = await freeLane((lane) =>
      client.readContract({ ...escrow, functionName: 'wordOf', args: [ready.requester, lane] }),
    )
    const order = orderOf(ready.plan, specCid, ready.price, ready.requester, at, market)
    stop.signal.throwIfAborted()
    const funding = await fund(ready)
    const byCall = '0x'
    const args = [orderStruct(order), fundingStruct(funding), byCall, byCall] as const
    const receipt = await send(contractCall({ ...escrow, functionName: 'post', args }), setPhase)
    const posted = jobEvents(receipt.logs).find(({ eventName }) => eventName === 'JobPosted')
    if (!posted)
      throw new PageError(
        'The transaction was mined, but posted no job.',
        'Look at it in your wallet; nothing else happened.',
        { cause: receipt.transactionHash },
      )
    return posted.args.id
  }

  const mutation = useMutation({ mutationFn: post, onSuccess: onPosted, onError: () => setPhase(undefined) })
  return {
    post: mutation.mutate,
    phase: mutation.isPending ? phase : undefined,
    error: mutation.error,
    posted: mutation.isSuccess,
  }
}
