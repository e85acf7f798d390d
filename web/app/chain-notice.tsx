'use client'
import { useChain } from '../components/market/chain-context.tsx'
import { Problem } from '../components/ui/problem.tsx'
import { problemOf } from '../lib/problem-of.ts'

/** Says when the chain cannot be read, and how old what is shown is. */
export function ChainNotice() {
  const { error, head } = useChain()
  if (!error) return null
  const { details } = problemOf(error)
  const shown = head === undefined ? 'Nothing can be shown until it answers.' : `What you see is as of block ${head}.`
  return (
    <Problem
      className="mb-6"
      problem={{
        sentence: 'The chain does not answer.',
        nextStep: `${shown} The page keeps asking; check that the market runs.`,
        details,
      }}
    />
  )
}
