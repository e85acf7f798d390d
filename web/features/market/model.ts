import { askedPrice, assertNever, mismatches, type Constraint, type PublishedOffer } from '@millrace/sdk'
import type { Address } from 'viem'
import type { PageConfig } from '../../lib/config.ts'
import { formatBytes, formatDuration } from '../../lib/format.ts'
import { needOfPlan } from '../../lib/pricing.ts'
import type { JobPlan } from '../../lib/templates/job-plan.ts'

/** An offer beside a job that one has in mind. */
export type OfferRow = {
  readonly published: PublishedOffer
  /** What it would ask for the job; undefined when it does not sell this at all. */
  readonly price: bigint | undefined
  /** Why it does not fit, in words; empty when it fits. */
  readonly reasons: readonly string[]
}

/** All offers: those that fit first, the cheapest first; then the others, with what stands in the way. */
export function rowsFor(
  plan: JobPlan,
  market: PageConfig,
  account: Address,
  offers: readonly PublishedOffer[],
  now: bigint,
): readonly OfferRow[] {
  const need = needOfPlan(plan, market, account, undefined, now)
  const rows = offers.map((published) => {
    const reasons = mismatches(need, published).map(({ constraint }) => reasonFor(constraint, plan, need.runSeconds))
    return { published, price: reasons.length === 0 ? askedPrice(need, published.offer) : undefined, reasons }
  })
  return rows.toSorted((a, b) => a.reasons.length - b.reasons.length || compare(a.price ?? 0n, b.price ?? 0n))
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

function reasonFor(constraint: Constraint, plan: JobPlan, runSeconds: number): string {
  switch (constraint) {
    case 'cpu':
      return 'has too few cores'
    case 'memory':
      return `has less than ${formatBytes(plan.memoryBytes)} of memory`
    case 'disk':
      return `has less than ${formatBytes(plan.outputBytes)} of disk`
    case 'gpu':
      return 'has no GPU'
    case 'inputs':
      return 'holds less than the inputs'
    case 'seconds':
      return `does not take runs of ${formatDuration(runSeconds)}`
    case 'steps':
      return 'is too slow to end in time'
    case 'runtime':
      return 'does not run this engine version'
    case 'network':
      return 'does not let jobs reach the network'
    case 'token':
      return 'is not paid in this token'
    case 'unit':
      return 'does not sell by engine steps'
    case 'price':
    case 'rate':
      return 'asks more'
    case 'verifier':
      return 'does not accept this verifier'
    case 'arbiter':
      return 'does not accept this arbiter'
    case 'stake':
      return 'locks less stake'
    case 'slash':
      return 'lets less of its stake burn'
    case 'runWindow':
      return 'wants more time to submit'
    case 'verifyWindow':
      return 'wants more time for the verifier'
    case 'challengeWindow':
      return 'wants a shorter challenge window'
    case 'liveness':
      return 'answers no liveness challenges'
    case 'jobError':
      return 'wants more for a job that fails by itself'
    case 'specExceeded':
      return 'wants more for a job that passes its limits'
    case 'fee':
      return 'wants less of the price to go to the page'
    case 'fallback':
      return 'wants another end when the verifier is silent'
    case 'validity':
      return 'has expired'
    case 'provider':
      return 'is you, or has another role here'
    default:
      return assertNever(constraint)
  }
}

/** What an offer's machine has, in a few words. */
export function machineWords({ offer: { resources } }: PublishedOffer): string {
  const cores = resources.cpu === 1 ? '1 core' : `${resources.cpu} cores`
  const gpu = resources.gpu > 0 ? ` · ${resources.gpu} GPU` : ''
  return `${cores} · ${formatBytes(resources.memoryBytes)} memory${gpu}`
}
