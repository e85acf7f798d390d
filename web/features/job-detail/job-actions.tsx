'use client'
import { actionsFor, type Job } from '@millrace/sdk'
import { zeroAddress } from 'viem'
import { useChainTime } from '../../components/market/chain-context.tsx'
import { phaseWords } from '../../components/market/phase-words.ts'
import { useWallet } from '../../components/market/use-wallet.ts'
import { Button } from '../../components/ui/button.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { problemOf } from '../../lib/problem-of.ts'
import { isPageMove, moveWords } from './actions.ts'
import { useJobMove } from './use-job-move.ts'

/** What the reader may do with the job now, and what happens if nobody does anything. */
export function JobActions({ job }: { readonly job: Job }) {
  const wallet = useWallet()
  const now = useChainTime()
  const { move, moving, phase, error } = useJobMove(job)
  if (now === undefined) return null

  const account = wallet.kind === 'connected' ? wallet.address : zeroAddress
  const { actions, ifNothing } = actionsFor(job, account, Number(now))
  const offered = actions.flatMap(({ move: name, does }) => (isPageMove(name) ? [{ name, does }] : []))

  return (
    <div className="space-y-4">
      {offered.map(({ name, does }) => (
        <div key={name}>
          <Button
            kind={name === 'poke' ? 'primary' : 'secondary'}
            wide
            busy={moving === name}
            disabled={wallet.kind !== 'connected'}
            onClick={() => move(name)}
          >
            {moving === name && phase ? phaseWords[phase] : moveWords[name].label}
          </Button>
          <p className="mt-1.5 text-sm text-soft">
            {does}
            {wallet.kind !== 'connected' && ' Connect a wallet to do it.'}
          </p>
        </div>
      ))}
      {error && <Problem problem={problemOf(error)} />}
      <p className="text-sm text-soft">
        <span className="font-medium text-ink">If nobody does anything: </span>
        {ifNothing}
      </p>
    </div>
  )
}
