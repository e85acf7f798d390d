import type { JobState } from '@millrace/sdk'
import { Badge, type Tone } from './ui/badge.tsx'

const TONES: Readonly<Record<JobState, Tone>> = {
  None: 'plain',
  Open: 'wait',
  Contracted: 'water',
  Verifying: 'water',
  Claimed: 'water',
  Rejected: 'bad',
  Disputed: 'bad',
  Settled: 'good',
  Cancelled: 'plain',
}

/** Where a job stands, in the protocol's own word. */
export function JobStateBadge({ state }: { readonly state: JobState }) {
  return <Badge tone={TONES[state]}>{state}</Badge>
}
