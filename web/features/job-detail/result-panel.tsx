'use client'
import type { Job } from '@millrace/sdk'
import { zeroHash } from 'viem'
import { outcomeWords } from '../../lib/outcome-words.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { HexText } from '../../components/ui/hex.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { formatCount, formatDuration } from '../../lib/format.ts'
import { textOf } from '../../lib/plain-text.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { OutputCard } from './output-card.tsx'
import { viewOf } from './output-view.ts'
import type { Proof } from './proof.ts'
import { useProof } from './use-proof.ts'

/** What came out of the job, checked against the hash on chain before it is shown. */
export function ResultPanel({ job }: { readonly job: Job }) {
  const proof = useProof(job)
  if (job.progress.proofHash === zeroHash) return null
  if (proof.error) {
    return (
      <Problem
        problem={problemOf(proof.error)}
        action={
          <Button kind="secondary" onClick={() => void proof.refetch()}>
            Try again
          </Button>
        }
      />
    )
  }
  return (
    <Card aria-busy={proof.isPending}>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-xl">Result</h2>
        {proof.data && (
          <p className="flex items-center gap-1.5 text-sm text-moss">
            <Icon name="check" className="size-4" /> Every file was hashed here and matches the chain
          </p>
        )}
      </div>
      {proof.data ? <ProofView proof={proof.data} job={job} /> : <Skeleton className="h-56 w-full rounded-xl" />}
    </Card>
  )
}

/** Whole seconds are all that a manifest tells. */
const ranFor = (seconds: number): string => (seconds === 0 ? 'under 1 s' : formatDuration(seconds))

function ProofView({ proof, job }: { readonly proof: Proof; readonly job: Job }) {
  const { manifest, manifestCid, result, spec, outputs } = proof
  const logs = [textOf(proof.stdout), textOf(proof.stderr)].filter(Boolean).join('\n')
  return (
    <div className="space-y-5">
      {job.progress.outcome !== 'Success' && (
        <p className="rounded-xl bg-wheat-wash p-4 text-wheat">This time {outcomeWords(job.progress.outcome)}.</p>
      )}
      {outputs.map((output) => (
        <OutputCard key={output.path} output={output} view={viewOf(output, spec.args)} />
      ))}
      {outputs.length === 0 && <p className="text-soft">The job left no files.</p>}
      <details className="rounded-xl border">
        <summary className="min-h-11 px-4 py-2.5 font-medium">Log</summary>
        <pre
          tabIndex={0}
          className="max-h-72 overflow-auto border-t px-4 py-3 font-mono text-sm break-words whitespace-pre-wrap"
        >
          {logs || 'The program wrote nothing.'}
        </pre>
      </details>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
        <span>{formatCount(result.steps)} engine steps</span>
        <span>{ranFor(manifest.endedAt - manifest.startedAt)} by the provider's clock</span>
        <span>
          manifest <HexText value={manifestCid} label="the manifest's CID" />
        </span>
        <span>
          result <HexText value={manifest.result} label="the result's CID" />
        </span>
      </p>
    </div>
  )
}
