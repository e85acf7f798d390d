import { assertNever } from '../errors.ts'
import { askedPrice, constraints, mismatches, rateFor, termsIn, type Constraint } from './fits.ts'
import type { JobNeed } from './need.ts'
import type { Offer, PublishedOffer } from './offer.ts'

/** One change to what is asked, after which some offers fit. */
export type Relaxation = {
  readonly constraint: Constraint
  /** What is asked after the change. */
  readonly need: JobNeed
  /** How many offers fit then. */
  readonly fits: number
  /** The change as a fraction of what was asked; undefined where it has no size, as of another engine. */
  readonly change: { readonly by: bigint; readonly of: bigint } | undefined
}

type Step = Pick<Relaxation, 'need' | 'change'>

/**
 * The cheapest change of a single constraint that lets an offer fit: the smallest relative change of a number; where numbers
 * do not help, another runtime, network, token, unit or verifier. Undefined when no single change does. An offer's end and
 * who a provider is cannot be asked for otherwise.
 */
export function cheapestRelaxation(need: JobNeed, offers: readonly PublishedOffer[]): Relaxation | undefined {
  const found = new Map<string, Relaxation>()
  for (const published of offers) {
    for (const { constraint, steps } of candidates(need, published)) {
      for (const step of steps) {
        const key = `${constraint} ${keyOf(step.need)}`
        if (found.has(key)) continue
        const fits = offers.filter((other) => mismatches(step.need, other).length === 0).length
        if (fits > 0) found.set(key, { ...step, constraint, fits })
      }
    }
  }
  return [...found.entries()].toSorted(([a, x], [b, y]) => compare(x, y) || (a < b ? -1 : 1))[0]?.[1]
}

/** The changes that this offer would need, if one constraint alone stands between it and the job. */
function candidates(
  need: JobNeed,
  { provider, offer }: PublishedOffer,
): { constraint: Constraint; steps: readonly Step[] }[] {
  const missing = new Set(mismatches(need, { provider, offer }).map((mismatch) => mismatch.constraint))
  const [constraint] = missing
  return constraint === undefined || missing.size > 1 ? [] : [{ constraint, steps: stepsFor(constraint, need, offer) }]
}

function stepsFor(constraint: Constraint, need: JobNeed, offer: Offer): readonly Step[] {
  const { resources: asked } = need
  const { resources: has } = offer
  const terms = termsIn(offer, need.token)
  switch (constraint) {
    case 'cpu':
      return [sized(asked.cpu, has.cpu, { ...need, resources: { ...asked, cpu: has.cpu } })]
    case 'memory':
      return [
        sized(asked.memoryBytes, has.memoryBytes, { ...need, resources: { ...asked, memoryBytes: has.memoryBytes } }),
      ]
    case 'disk':
      return [sized(asked.diskBytes, has.diskBytes, { ...need, resources: { ...asked, diskBytes: has.diskBytes } })]
    case 'gpu':
      return [sized(asked.gpu, has.gpu, { ...need, resources: { ...asked, gpu: has.gpu } })]
    case 'runWindow':
      return [sized(need.runSeconds, offer.maxRunSeconds, { ...need, runSeconds: offer.maxRunSeconds })]
    case 'price': {
      const price = askedPrice(need, offer)
      return price === undefined ? [] : [sized(need.price, price, { ...need, price })]
    }
    case 'rate': {
      const rate = terms === undefined ? undefined : rateFor(need, terms)
      return rate === undefined ? [] : [sized(need.rate ?? 0n, rate, { ...need, rate })]
    }
    case 'stake':
      return terms === undefined ? [] : [sized(need.stake, terms.maxStake, { ...need, stake: terms.maxStake })]
    case 'runtime':
      return offer.runtimes.flatMap((offered): readonly Step[] =>
        offered.kind === 'wasm'
          ? offered.engines.map((engine) => unsized({ ...need, runtime: { kind: offered.kind, engine } }))
          : [unsized({ ...need, runtime: { kind: offered.kind } })],
      )
    case 'network':
      return [unsized({ ...need, network: { kind: 'none' } })]
    case 'token':
      return offer.tokens.map(({ token }) => unsized({ ...need, token }))
    case 'unit':
      // The count of units is of the old kind, so what it would cost is not known here.
      return []
    case 'verifier':
      return offer.verifiers === 'any' ? [] : offer.verifiers.map((verifier) => unsized({ ...need, verifier }))
    case 'validity':
    case 'provider':
      return []
    default:
      return assertNever(constraint)
  }
}

function unsized(need: JobNeed): Step {
  return { need, change: undefined }
}

function sized(from: bigint | number, to: bigint | number, need: JobNeed): Step {
  const difference = BigInt(to) - BigInt(from)
  return { need, change: { by: difference < 0n ? -difference : difference, of: BigInt(from) } }
}

/** Smaller changes first; those without a size last; then the order of the constraints, and more fits first. */
function compare(a: Relaxation, b: Relaxation): number {
  const [x, y] = [a.change, b.change]
  if (x !== undefined && y !== undefined) {
    // by/of compared by cross multiplication; from nothing (of = 0) every change is endless.
    const [left, right] = [x.by * y.of, y.by * x.of]
    if ((x.of === 0n) !== (y.of === 0n)) return x.of === 0n ? 1 : -1
    if (x.of !== 0n && left !== right) return left < right ? -1 : 1
    if (x.of === 0n && x.by !== y.by) return x.by < y.by ? -1 : 1
  } else if (x !== undefined || y !== undefined) {
    return x === undefined ? 1 : -1
  }
  return constraints.indexOf(a.constraint) - constraints.indexOf(b.constraint) || b.fits - a.fits
}

/** A text that tells one changed need from another. */
function keyOf(need: JobNeed): string {
  return JSON.stringify(need, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
