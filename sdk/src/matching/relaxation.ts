import { assertNever } from '../errors.ts'
import {
  askedPrice,
  constraints,
  leastRunWindow,
  leastVerifyWindow,
  mismatches,
  mostInputBytes,
  rateFor,
  termsIn,
  type Constraint,
} from './fits.ts'
import { stepsOf, type JobNeed, type OrderTerms } from './need.ts'
import type { Offer, PublishedOffer } from './offer.ts'

/** What to change in what is asked, after which some offers fit. */
export type Relaxation = {
  /** What is changed, in the order of the changes: one constraint where one is enough. */
  readonly changes: readonly Constraint[]
  /** What is asked after the changes. */
  readonly need: JobNeed
  /** How many offers fit then. */
  readonly fits: number
  /** How much is changed, as a fraction of what was asked, summed; undefined where some change has no size, as of another engine. */
  readonly size: Fraction | undefined
}

type Fraction = { readonly by: bigint; readonly of: bigint }
type Step = Pick<Relaxation, 'need' | 'size'>

/**
 * The cheapest way to let an offer fit: the fewest changes, and of as many the smallest relative ones; where numbers do not
 * help, another runtime, network, token, verifier or rule. Undefined when nothing can be asked for otherwise: an offer's end,
 * who a provider is, and the unit that it sells.
 */
export function cheapestRelaxation(need: JobNeed, offers: readonly PublishedOffer[]): Relaxation | undefined {
  return singleChange(need, offers) ?? nearestOffer(need, offers)
}

function singleChange(need: JobNeed, offers: readonly PublishedOffer[]): Relaxation | undefined {
  const found = new Map<string, Relaxation>()
  for (const published of offers) {
    const missing = new Set(mismatches(need, published).map((mismatch) => mismatch.constraint))
    const [constraint] = missing
    if (constraint === undefined || missing.size > 1) continue
    for (const step of stepsFor(constraint, need, published.offer)) {
      const key = `${constraint} ${keyOf(step.need)}`
      if (found.has(key)) continue
      const fits = countFits(step.need, offers)
      if (fits > 0) found.set(key, { ...step, changes: [constraint], fits })
    }
  }
  return best([...found])
}

/** All that one offer would need, of the offer that needs least. */
function nearestOffer(need: JobNeed, offers: readonly PublishedOffer[]): Relaxation | undefined {
  return best(
    offers.flatMap((published) => {
      const changed = changesFor(need, published)
      if (changed === undefined) return []
      return [[published.provider.toLowerCase(), { ...changed, fits: countFits(changed.need, offers) }] as const]
    }),
  )
}

/** Changes one constraint after the other until the offer fits. A change may bring up another one, but none comes twice. */
function changesFor(need: JobNeed, published: PublishedOffer): Omit<Relaxation, 'fits'> | undefined {
  let changed: Omit<Relaxation, 'fits'> = { changes: [], need, size: { by: 0n, of: 1n } }
  for (;;) {
    const [missing] = mismatches(changed.need, published)
    if (missing === undefined) return changed
    const { constraint } = missing
    const [step] = stepsFor(constraint, changed.need, published.offer)
    if (step === undefined || changed.changes.includes(constraint)) return undefined
    changed = { changes: [...changed.changes, constraint], need: step.need, size: sum(changed.size, step.size) }
  }
}

function countFits(need: JobNeed, offers: readonly PublishedOffer[]): number {
  return offers.filter((offer) => mismatches(need, offer).length === 0).length
}

/** The best of some relaxations; their keys decide between equals, so that the order in which offers came never does. */
function best(found: readonly (readonly [string, Relaxation])[]): Relaxation | undefined {
  return found.toSorted(([a, x], [b, y]) => compare(x, y) || (a < b ? -1 : 1))[0]?.[1]
}

function stepsFor(constraint: Constraint, need: JobNeed, offer: Offer): readonly Step[] {
  const { resources: asked } = need
  const { resources: has } = offer
  const sold = termsIn(offer, need.token)
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
    case 'inputs': {
      const inputBytes = mostInputBytes(offer)
      return [sized(need.inputBytes ?? 0n, inputBytes, { ...need, inputBytes })]
    }
    case 'seconds':
      return [sized(need.runSeconds, offer.maxRunSeconds, withRunSeconds(need, offer.maxRunSeconds))]
    case 'steps': {
      const steps = offer.stepsPerSecond * BigInt(need.runSeconds)
      return [sized(stepsOf(need) ?? 0n, steps, withSteps(need, steps))]
    }
    case 'runWindow':
      return window(need, 'run', leastRunWindow(need, offer))
    case 'verifyWindow':
      return window(need, 'verify', leastVerifyWindow(stepsOf(need) ?? 0n, offer))
    case 'challengeWindow':
      return window(need, 'challenge', offer.conditions.maxChallengeSeconds)
    case 'liveness':
      return rest(need, (terms) => ({ ...terms, windows: { ...terms.windows, liveness: 0 } }))
    case 'jobError':
      return share(need, constraint, offer.conditions.minJobError)
    case 'specExceeded':
      return share(need, constraint, offer.conditions.minSpecExceeded)
    case 'slash':
      return share(need, constraint, offer.conditions.maxSlash)
    case 'fee':
      return share(need, constraint, offer.conditions.maxFee)
    case 'fallback':
      return offer.conditions.fallbacks.flatMap((fallback) =>
        rest(need, (terms) => ({ ...terms, rules: { ...terms.rules, fallback } })),
      )
    case 'arbiter': {
      const { arbiters } = offer.conditions
      return arbiters === 'any' ? [] : arbiters.flatMap((arbiter) => rest(need, (terms) => ({ ...terms, arbiter })))
    }
    case 'price': {
      const price = askedPrice(need, offer)
      return price === undefined ? [] : [sized(need.price, price, { ...need, price })]
    }
    case 'rate': {
      const rate = sold === undefined ? undefined : rateFor(need, sold)
      return rate === undefined ? [] : [sized(need.rate ?? 0n, rate, { ...need, rate })]
    }
    case 'stake':
      return sold === undefined ? [] : [sized(need.stake, sold.maxStake, { ...need, stake: sold.maxStake })]
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

/** The need with another time limit: where the order counts seconds, there are as many units. */
function withRunSeconds(need: JobNeed, runSeconds: number): JobNeed {
  return { ...need, runSeconds, ...(need.unitKind === 'Seconds' && { units: BigInt(runSeconds) }) }
}

/** The need with another step limit: where the order counts steps, there are as many units. */
function withSteps(need: JobNeed, steps: bigint): JobNeed {
  return { ...need, steps, ...(need.unitKind === 'Steps' && { units: steps }) }
}

function window(need: JobNeed, name: keyof OrderTerms['windows'], seconds: number): readonly Step[] {
  const { terms } = need
  if (terms === undefined) return []
  const windows = { ...terms.windows, [name]: seconds }
  return [sized(terms.windows[name], seconds, { ...need, terms: { ...terms, windows } })]
}

function share(
  need: JobNeed,
  name: Exclude<keyof OrderTerms['rules'], 'fallback'>,
  basisPoints: number,
): readonly Step[] {
  const { terms } = need
  if (terms === undefined) return []
  const rules = { ...terms.rules, [name]: basisPoints }
  return [sized(terms.rules[name], basisPoints, { ...need, terms: { ...terms, rules } })]
}

/** A change of the terms that has no size. */
function rest(need: JobNeed, change: (terms: OrderTerms) => OrderTerms): readonly Step[] {
  return need.terms === undefined ? [] : [unsized({ ...need, terms: change(need.terms) })]
}

function unsized(need: JobNeed): Step {
  return { need, size: undefined }
}

function sized(from: bigint | number, to: bigint | number, need: JobNeed): Step {
  const difference = BigInt(to) - BigInt(from)
  return { need, size: { by: difference < 0n ? -difference : difference, of: BigInt(from) } }
}

/** From nothing (of = 0) every change is endless, and so is every sum with it. */
function sum(a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined {
  if (a === undefined || b === undefined) return undefined
  if (a.of === 0n || b.of === 0n) return { by: (a.of === 0n ? a.by : 0n) + (b.of === 0n ? b.by : 0n), of: 0n }
  return { by: a.by * b.of + b.by * a.of, of: a.of * b.of }
}

/** Fewer and smaller changes first; those without a size last; then the order of the constraints, and more fits first. */
function compare(a: Relaxation, b: Relaxation): number {
  if (a.changes.length !== b.changes.length) return a.changes.length - b.changes.length
  const [x, y] = [a.size, b.size]
  if (x !== undefined && y !== undefined) {
    // by/of compared by cross multiplication.
    const [left, right] = [x.by * y.of, y.by * x.of]
    if ((x.of === 0n) !== (y.of === 0n)) return x.of === 0n ? 1 : -1
    if (x.of !== 0n && left !== right) return left < right ? -1 : 1
    if (x.of === 0n && x.by !== y.by) return x.by < y.by ? -1 : 1
  } else if (x !== undefined || y !== undefined) {
    return x === undefined ? 1 : -1
  }
  for (const [index, constraint] of a.changes.entries()) {
    const difference = constraints.indexOf(constraint) - constraints.indexOf(b.changes[index] ?? constraint)
    if (difference !== 0) return difference
  }
  return b.fits - a.fits
}

/** A text that tells one changed need from another. */
function keyOf(need: JobNeed): string {
  return JSON.stringify(need, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
