'use client'
import type { Constraint, Match } from '@millrace/sdk'
import { HexText } from '../../components/ui/hex.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { plainLine } from '../../lib/plain-text.ts'

/** What each constraint is called where it rules out offers. */
const NAMES: Readonly<Record<Constraint, string>> = {
  cpu: 'Cores',
  memory: 'Memory',
  disk: 'Disk',
  gpu: 'GPUs',
  inputs: 'Size of the inputs',
  seconds: 'Length of the run',
  steps: 'Speed',
  runtime: 'Engine version',
  network: 'Network',
  runWindow: 'Time to run',
  token: 'Token',
  unit: 'Billing by steps',
  price: 'Price',
  rate: 'Rate',
  verifier: 'Verifier',
  stake: 'Stake',
  verifyWindow: 'Time to verify',
  challengeWindow: 'Challenge window',
  liveness: 'Liveness challenges',
  jobError: 'Pay for a failing job',
  specExceeded: 'Pay for a job beyond its limits',
  slash: 'Share of the stake that burns',
  fee: 'Fee of the page',
  fallback: 'What a silent verifier means',
  arbiter: 'Arbiter',
  validity: 'Validity of the offer',
  provider: 'Another role in the job',
}

const SHOWN_FITS = 3

/** Who would take the job as it stands, live, before anything is signed. */
export function Preflight({ match }: { readonly match: Match }) {
  const { fits, eliminated, relaxation } = match
  return (
    <div>
      <p role="status" className="flex items-start gap-2 font-semibold">
        <Icon
          name={fits.length > 0 ? 'check' : 'warning'}
          className={fits.length > 0 ? 'mt-0.5 text-moss' : 'mt-0.5 text-wheat'}
        />
        {fits.length === 0
          ? 'No provider fits'
          : fits.length === 1
            ? '1 provider fits'
            : `${fits.length} providers fit`}
      </p>
      {relaxation && <p className="mt-2 rounded-xl bg-wheat-wash p-3 text-sm text-wheat">{relaxation.sentence}</p>}
      <ul className="mt-2 space-y-2 text-sm">
        {fits.slice(0, SHOWN_FITS).map(({ provider, offer, sentence }) => (
          <li key={provider}>
            <span className="font-medium">{plainLine(offer.name)}</span>{' '}
            <HexText value={provider} label="the provider's address" />
            <span className="block text-soft">{sentence}</span>
          </li>
        ))}
      </ul>
      {fits.length > SHOWN_FITS && <p className="mt-2 text-sm text-soft">and {fits.length - SHOWN_FITS} more</p>}
      {eliminated.length > 0 && (
        <ul aria-label="What rules out offers" className="mt-3 space-y-1 text-sm text-soft">
          {eliminated.map(({ constraint, removed, alone }) => (
            <li key={constraint}>
              {NAMES[constraint]} rules out {removed === 1 ? '1 offer' : `${removed} offers`}
              {alone > 0 && alone < removed && `, ${alone} of them for nothing else`}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
