import { isAddressEqual, zeroAddress, type Address } from 'viem'
import { priceOfUnits } from '../job/terms.ts'
import { stepsOf, type JobNeed, type OrderNeed } from './need.ts'
import type { Offer, PublishedOffer, TokenTerms } from './offer.ts'

/** The hard constraints, in the order in which they are told. */
export const constraints = [
  'cpu',
  'memory',
  'disk',
  'gpu',
  'inputs',
  'seconds',
  'steps',
  'runtime',
  'network',
  'token',
  'unit',
  'price',
  'rate',
  'verifier',
  'stake',
  'runWindow',
  'verifyWindow',
  'challengeWindow',
  'liveness',
  'jobError',
  'specExceeded',
  'slash',
  'fee',
  'fallback',
  'arbiter',
  'validity',
  'provider',
] as const

export type Constraint = (typeof constraints)[number]

/** Why an offer does not fit. `asked` and `offered` are for a person. */
export type Mismatch = { readonly constraint: Constraint; readonly asked: string; readonly offered: string }

/** Every constraint that keeps an offer from a job; empty when it fits. The agent asks this of its own offer. */
export function mismatches(need: JobNeed, published: PublishedOffer): readonly Mismatch[] {
  const { offer } = published
  return [...hardware(need, offer), ...software(need, offer), ...ofTheOrder(need, published, need)]
}

/** The constraints that are known from the order alone, whatever its spec asks: looked at before anything is fetched. */
export function orderMismatches(need: OrderNeed, published: PublishedOffer): readonly Mismatch[] {
  return ofTheOrder(need, published, { units: 0n, runSeconds: 1 })
}

/** How much a job is of, as far as its order's terms depend on it. */
type Size = Pick<JobNeed, 'units' | 'runSeconds' | 'steps'>

function ofTheOrder(need: OrderNeed, published: PublishedOffer, size: Size): readonly Mismatch[] {
  const { provider, offer } = published
  return [
    ...money(need, offer, size.units),
    ...unless(isListed(offer.verifiers, need.verifier), 'verifier', need.verifier, listed(offer.verifiers)),
    ...restOfTheOrder(need, offer, size),
    ...unless(need.now <= offer.validUntil, 'validity', `valid at ${need.now}`, `until ${offer.validUntil}`),
    ...unless(
      !need.excluded.some((party) => isAddressEqual(party, provider)),
      'provider',
      'someone without another role',
      provider,
    ),
  ]
}

/** The least run window in which this offer takes a job, in seconds. */
export function leastRunWindow({ runSeconds }: Pick<JobNeed, 'runSeconds'>, { conditions }: Offer): number {
  return runSeconds + conditions.marginSeconds
}

/** The least verify window with which this offer takes a job, in seconds. */
export function leastVerifyWindow(steps: bigint, { conditions, stepsPerSecond }: Offer): number {
  return conditions.minVerifySeconds + Number((steps + stepsPerSecond - 1n) / stepsPerSecond)
}

/** What the provider wants for the job: its rate for all the units, and its least price at least. Undefined: not sold so. */
export function askedPrice(need: JobNeed, offer: Offer): bigint | undefined {
  return askedFor(need, offer, need.units)
}

function askedFor(need: OrderNeed, offer: Offer, units: bigint): bigint | undefined {
  const sold = termsIn(offer, need.token)
  const rate = sold === undefined ? undefined : rateFor(need, sold)
  if (sold === undefined || rate === undefined) return undefined
  const forUnits = priceOfUnits(rate, units)
  return forUnits > sold.minPrice ? forUnits : sold.minPrice
}

/** The provider's conditions in a token. */
export function termsIn(offer: Offer, token: Address): TokenTerms | undefined {
  return offer.tokens.find((terms) => isAddressEqual(terms.token, token))
}

/** The provider's rate for the kind of unit that the order counts. */
export function rateFor(need: OrderNeed, terms: TokenTerms): bigint | undefined {
  return need.unitKind === 'Steps' ? terms.perBillionSteps : terms.perBillionSeconds
}

function hardware(need: JobNeed, offer: Offer): readonly Mismatch[] {
  const { resources: asked, runSeconds, inputBytes = 0n } = need
  const { resources: has, maxRunSeconds, stepsPerSecond } = offer
  const steps = need.runtime.kind === 'wasm' ? (stepsOf(need) ?? 0n) : 0n
  const inTime = stepsPerSecond * BigInt(runSeconds)
  const holds = mostInputBytes(offer)
  return [
    ...unless(asked.cpu <= has.cpu, 'cpu', `${asked.cpu} cores`, `${has.cpu}`),
    ...unless(asked.memoryBytes <= has.memoryBytes, 'memory', `${asked.memoryBytes} bytes`, `${has.memoryBytes}`),
    ...unless(asked.diskBytes <= has.diskBytes, 'disk', `${asked.diskBytes} bytes`, `${has.diskBytes}`),
    ...unless(asked.gpu <= has.gpu, 'gpu', `${asked.gpu} devices`, `${has.gpu}`),
    ...unless(inputBytes <= holds, 'inputs', `${inputBytes} bytes of inputs`, `${holds}`),
    ...unless(runSeconds <= maxRunSeconds, 'seconds', `${runSeconds} seconds`, `${maxRunSeconds}`),
    ...unless(steps <= inTime, 'steps', `${steps} steps in ${runSeconds} seconds`, `${inTime}`),
  ]
}

/** The most input that one job can bring: it is stored, and in memory while the job runs. */
export function mostInputBytes({ resources: { memoryBytes, diskBytes } }: Offer): bigint {
  return memoryBytes < diskBytes ? memoryBytes : diskBytes
}

function software({ runtime, network }: JobNeed, offer: Offer): readonly Mismatch[] {
  const runs = offer.runtimes.some((offered) =>
    runtime.kind === 'wasm'
      ? offered.kind === 'wasm' && offered.engines.includes(runtime.engine)
      : offered.kind === runtime.kind,
  )
  const { network: has } = offer
  const reaches =
    network.kind === 'none' ||
    has.kind === 'any' ||
    (has.kind === 'allow' && network.hosts.every((host) => has.hosts.includes(host)))
  const names = offer.runtimes.map((offered) => (offered.kind === 'wasm' ? offered.engines.join(', ') : offered.kind))
  return [
    ...unless(runs, 'runtime', runtime.kind === 'wasm' ? runtime.engine : runtime.kind, names.join(', ')),
    ...unless(
      reaches,
      'network',
      network.kind === 'none' ? 'none' : network.hosts.join(', '),
      has.kind === 'allow' ? has.hosts.join(', ') : has.kind,
    ),
  ]
}

function money(need: OrderNeed, offer: Offer, units: bigint): readonly Mismatch[] {
  const sold = termsIn(offer, need.token)
  if (sold === undefined) {
    return unless(false, 'token', need.token, offer.tokens.map((known) => known.token).join(', '))
  }
  const stake = unless(need.stake <= sold.maxStake, 'stake', `${need.stake} locked`, `${sold.maxStake}`)
  const rate = rateFor(need, sold)
  const asked = askedFor(need, offer, units)
  if (rate === undefined || asked === undefined)
    return [...unless(false, 'unit', need.unitKind, 'another unit'), ...stake]
  return [
    ...unless(need.price >= asked, 'price', `${need.price} paid`, `${asked} wanted`),
    ...unless(need.rate === undefined || need.rate >= rate, 'rate', `${need.rate ?? 0n} paid`, `${rate} wanted`),
    ...stake,
  ]
}

function restOfTheOrder(need: OrderNeed, offer: Offer, size: Size): readonly Mismatch[] {
  if (need.terms === undefined) return []
  const { windows, rules, arbiter } = need.terms
  const { conditions } = offer
  const run = leastRunWindow(size, offer)
  const verify = leastVerifyWindow(stepsOf({ ...need, ...size }) ?? 0n, offer)
  const isVerified = !isAddressEqual(need.verifier, zeroAddress)
  // Without a verifier only the requester's own approval pays for these outcomes.
  const [jobError, specExceeded] = isVerified ? [rules.jobError, rules.specExceeded] : [0, 0]
  return [
    ...atLeast(windows.run, run, 'runWindow', 'seconds'),
    ...(isVerified ? atLeast(windows.verify, verify, 'verifyWindow', 'seconds') : []),
    ...atMost(windows.challenge, conditions.maxChallengeSeconds, 'challengeWindow', 'seconds'),
    ...unless(windows.liveness === 0 || conditions.liveness, 'liveness', 'liveness challenges', 'none'),
    ...atLeast(jobError, conditions.minJobError, 'jobError', 'basis points'),
    ...atLeast(specExceeded, conditions.minSpecExceeded, 'specExceeded', 'basis points'),
    ...atMost(rules.slash, conditions.maxSlash, 'slash', 'basis points'),
    ...atMost(rules.fee, conditions.maxFee, 'fee', 'basis points'),
    ...unless(
      !isVerified || conditions.fallbacks.includes(rules.fallback),
      'fallback',
      rules.fallback,
      conditions.fallbacks.join(', '),
    ),
    ...unless(isListed(conditions.arbiters, arbiter), 'arbiter', arbiter, listed(conditions.arbiters)),
  ]
}

function isListed(known: 'any' | readonly Address[], address: Address): boolean {
  return known === 'any' || known.some((each) => isAddressEqual(each, address))
}

function listed(addresses: 'any' | readonly Address[]): string {
  return addresses === 'any' ? addresses : addresses.join(', ')
}

function atLeast(value: number, least: number, constraint: Constraint, unit: string): readonly Mismatch[] {
  return unless(value >= least, constraint, `${value} ${unit}`, `at least ${least}`)
}

function atMost(value: number, most: number, constraint: Constraint, unit: string): readonly Mismatch[] {
  return unless(value <= most, constraint, `${value} ${unit}`, `at most ${most}`)
}

function unless(holds: boolean, constraint: Constraint, asked: string, offered: string): readonly Mismatch[] {
  return holds ? [] : [{ constraint, asked, offered }]
}
