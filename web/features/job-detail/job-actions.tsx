'use client'
import { actionsFor, deadlineOf, type Job } from '@millrace/sdk'
import Link from 'next/link'
import { zeroAddress } from 'viem'
import { useChainTime } from '../../components/market/chain-context.tsx'
import { useOpenWallets } from '../../components/market/connect-context.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { phaseWords } from '../../components/market/phase-words.ts'
import { useSwitchToMarket, useWallet } from '../../components/market/use-wallet.ts'
import { Button, buttonLook } from '../../components/ui/button.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { formatAmount } from '../../lib/format.ts'
import { partIn } from '../../lib/jobs.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { isPageMove, moveWords, type PageMove } from './actions.ts'
import { useJobMove } from './use-job-move.ts'

/** What the reader may do with the job now, and what happens if nobody does anything. */
export function JobActions({ job }: { readonly job: Job }) {
  const wallet = useWallet()
  const now = useChainTime()
  const { token } = useMarket()
  const { move, moving, phase, error } = useJobMove(job)
  if (now === undefined) return null
  if (deadlineOf(job) === undefined) return <WhatNow job={job} />

  const account = wallet.kind === 'connected' ? wallet.address : zeroAddress
  const { actions, ifNothing } = actionsFor(job, account, Number(now))
  const offered = actions.flatMap(({ move: name, does, locks }) => (isPageMove(name) ? [{ name, does, locks }] : []))

  return (
    <div className="space-y-4">
      {offered.map(({ name, does, locks }) => (
        <div key={name}>
          {wallet.kind === 'connected' ? (
            <Button
              kind={name === 'poke' ? 'primary' : 'secondary'}
              wide
              busy={moving === name}
              onClick={() => move(name)}
            >
              {moving === name && phase ? phaseWords[phase] : moveWords[name].label}
            </Button>
          ) : (
            <WalletFirst move={name} />
          )}
          <p className="mt-1.5 text-sm text-soft">
            {does}
            {locks > 0n && ` It locks ${formatAmount(locks, token)} of your balance in the escrow.`}
          </p>
        </div>
      ))}
      {wallet.kind === 'none' && offered.length === 0 && (
        <p className="text-sm text-soft">Is it your job? Connect the wallet that posted it to see what you can do.</p>
      )}
      {error && <Problem problem={problemOf(error)} />}
      <p className="text-sm text-soft">
        <span className="font-medium text-ink">If nobody does anything: </span>
        {ifNothing}
      </p>
    </div>
  )
}

/** In place of a move, while no wallet can make it: the step that comes first. */
function WalletFirst({ move }: { readonly move: PageMove }) {
  const { chainName } = useMarket()
  const wallet = useWallet()
  const openWallets = useOpenWallets()
  const { switchChain, switching } = useSwitchToMarket()
  const purpose = moveWords[move].label.toLowerCase()
  if (wallet.kind === 'wrongChain')
    return (
      <Button wide busy={switching} onClick={switchChain}>
        Switch to {chainName} to {purpose}
      </Button>
    )
  return (
    <Button wide disabled={wallet.kind === 'settling'} onClick={openWallets}>
      Connect a wallet to {purpose}
    </Button>
  )
}

/** Where one goes from a job that is over. */
function WhatNow({ job }: { readonly job: Job }) {
  const wallet = useWallet()
  const part = partIn(job, 'address' in wallet ? wallet.address : undefined)
  return (
    <div className="space-y-3">
      <p className="text-sm text-soft">The job is over: nothing more will happen to it.</p>
      {part !== 'anybody' && (
        <Link href="/me/" className={buttonLook({ wide: true })}>
          See your balance
        </Link>
      )}
      <Link href="/post/" className={buttonLook({ kind: 'secondary', wide: true })}>
        Post another job
      </Link>
    </div>
  )
}
