import { isAddressEqual, type Address } from 'viem'
import type { JobNeed } from './need.ts'
import { estimatePrice } from './need.ts'
import type { Offer, PublishedOffer, TokenTerms } from './offer.ts'

/** The hard constraints, in the order in which they are told. */
export const constraints = [
  'cpu',
  'memory',
  'disk',
  'gpu',
  'runtime',
  'network',
  'runWindow',
  'token',
  'unit',
  'price',
  'rate',
  'verifier',
  'stake',
  'validity',
  'provider',
] as const

export type Constraint = (typeof constraints)[number]

/** Why an offer does not fit. `asked` and `offered` are for a person. */
export type Mismatch = { readonly constraint: Constraint; readonly asked: string; readonly offered: string }

/** Every constraint that keeps an offer from a job; empty when it fits. The agent asks this of its own offer. */
export function mismatches(need: JobNeed, { provider, offer }: PublishedOffer): readonly Mismatch[] {
  return [
    ...hardware(need, offer),
    ...software(need, offer),
    ...money(need, offer),
    ...unless(acceptsVerifier(offer, need.verifier), 'verifier', need.verifier, listed(offer.verifiers)),
    ...unless(need.now <= offer.validUntil, 'validity', `valid at ${need.now}`, `until ${offer.validUntil}`),
    ...unless(
      !need.excluded.some((party) => isAddressEqual(party, provider)),
      'provider',
      'someone without another role',
      provider,
    ),
  ]
}

/** What the provider wants for the job: its rate for all the units, and its least price at least. Undefined: not sold so. */
export function askedPrice(need: JobNeed, offer: Offer): bigint | undefined {
  const terms = termsIn(offer, need.token)
  const rate = terms === undefined ? undefined : rateFor(need, terms)
  if (terms === undefined || rate === undefined) return undefined
  const forUnits = estimatePrice(rate, need.units)
  return forUnits > terms.minPrice ? forUnits : terms.minPrice
}

/** The provider's conditions in a token. */
export function termsIn(offer: Offer, token: Address): TokenTerms | undefined {
  return offer.tokens.find((terms) => isAddressEqual(terms.token, token))
}

/** The provider's rate for the kind of unit that the order counts. */
export function rateFor(need: JobNeed, terms: TokenTerms): bigint | undefined {
  return need.unitKind === 'Steps' ? terms.perBillionSteps : terms.perBillionSeconds
}

function hardware(
  { resources: asked, runSeconds }: JobNeed,
  { resources: has, maxRunSeconds }: Offer,
): readonly Mismatch[] {
  return [
    ...unless(asked.cpu <= has.cpu, 'cpu', `${asked.cpu} cores`, `${has.cpu}`),
    ...unless(asked.memoryBytes <= has.memoryBytes, 'memory', `${asked.memoryBytes} bytes`, `${has.memoryBytes}`),
    ...unless(asked.diskBytes <= has.diskBytes, 'disk', `${asked.diskBytes} bytes`, `${has.diskBytes}`),
    ...unless(asked.gpu <= has.gpu, 'gpu', `${asked.gpu} devices`, `${has.gpu}`),
    ...unless(runSeconds <= maxRunSeconds, 'runWindow', `${runSeconds} seconds`, `${maxRunSeconds}`),
  ]
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

function money(need: JobNeed, offer: Offer): readonly Mismatch[] {
  const terms = termsIn(offer, need.token)
  if (terms === undefined) {
    return unless(false, 'token', need.token, offer.tokens.map((known) => known.token).join(', '))
  }
  const stake = unless(need.stake <= terms.maxStake, 'stake', `${need.stake} locked`, `${terms.maxStake}`)
  const rate = rateFor(need, terms)
  const asked = askedPrice(need, offer)
  if (rate === undefined || asked === undefined)
    return [...unless(false, 'unit', need.unitKind, 'another unit'), ...stake]
  return [
    ...unless(need.price >= asked, 'price', `${need.price} paid`, `${asked} wanted`),
    ...unless(need.rate === undefined || need.rate >= rate, 'rate', `${need.rate ?? 0n} paid`, `${rate} wanted`),
    ...stake,
  ]
}

function acceptsVerifier(offer: Offer, verifier: Address): boolean {
  return offer.verifiers === 'any' || offer.verifiers.some((known) => isAddressEqual(known, verifier))
}

function listed(addresses: 'any' | readonly Address[]): string {
  return addresses === 'any' ? addresses : addresses.join(', ')
}

function unless(holds: boolean, constraint: Constraint, asked: string, offered: string): readonly Mismatch[] {
  return holds ? [] : [{ constraint, asked, offered }]
}
