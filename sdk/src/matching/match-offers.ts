import { formatUnits, zeroAddress } from 'viem'
import { assertNever } from '../errors.ts'
import { askedPrice, constraints, mismatches, type Constraint } from './fits.ts'
import { stepsOf, type JobNeed } from './need.ts'
import type { PublishedOffer } from './offer.ts'
import { cheapestRelaxation, type Relaxation } from './relaxation.ts'

/** How to write an amount for a person. */
export type Money = { readonly symbol: string; readonly decimals: number }

/** An offer that fits, its rank from 1, what it asks for the job, and why it stands there. */
export type Fit = PublishedOffer & { readonly rank: number; readonly price: bigint; readonly sentence: string }

/** How many offers a constraint removed, and how many of them nothing else would have removed. */
export type Elimination = { readonly constraint: Constraint; readonly removed: number; readonly alone: number }

/** Which offers fit, in order, what removed the others, and the cheapest changes that would let one fit. */
export type Match = {
  readonly fits: readonly Fit[]
  readonly eliminated: readonly Elimination[]
  /** Only when nothing fits. */
  readonly relaxation: (Relaxation & { readonly sentence: string }) | undefined
}

/**
 * Matches a need with offers. Hard constraints eliminate, each with its count; what is left is ranked by the price asked, then
 * by validity, memory, cores and address, so that the order in which the offers came never matters.
 */
export function matchOffers(
  need: JobNeed,
  offers: readonly PublishedOffer[],
  money: Money = { symbol: 'units', decimals: 0 },
): Match {
  const judged = offers.map((published) => ({
    ...published,
    price: askedPrice(need, published.offer) ?? 0n,
    missing: mismatches(need, published).map((mismatch) => mismatch.constraint),
  }))
  const eliminated = constraints.flatMap((constraint) => {
    const removed = judged.filter(({ missing }) => missing.includes(constraint))
    const alone = removed.filter(({ missing }) => missing.length === 1).length
    return removed.length === 0 ? [] : [{ constraint, removed: removed.length, alone }]
  })
  const ranked = judged.filter(({ missing }) => missing.length === 0).toSorted(compare)
  const fits = ranked.map(({ provider, offer, price }, index) => {
    const sentence = sentenceFor(index, ranked, money)
    return { provider, offer, price, rank: index + 1, sentence }
  })
  const relaxation = fits.length > 0 ? undefined : cheapestRelaxation(need, offers)
  return {
    fits,
    eliminated,
    relaxation: relaxation && { ...relaxation, sentence: relaxationSentence(relaxation, money) },
  }
}

type Ranked = PublishedOffer & { readonly price: bigint }

function compare(a: Ranked, b: Ranked): number {
  if (a.price !== b.price) return a.price < b.price ? -1 : 1
  const [x, y] = [a.offer, b.offer]
  if (x.validUntil !== y.validUntil) return y.validUntil - x.validUntil
  if (x.resources.memoryBytes !== y.resources.memoryBytes)
    return x.resources.memoryBytes > y.resources.memoryBytes ? -1 : 1
  if (x.resources.cpu !== y.resources.cpu) return y.resources.cpu - x.resources.cpu
  return a.provider.toLowerCase() < b.provider.toLowerCase() ? -1 : 1
}

function sentenceFor(index: number, ranked: readonly Ranked[], money: Money): string {
  const [here, before] = [ranked[index], ranked[index - 1]]
  if (here === undefined) return ''
  const price = amount(here.price, money)
  if (before === undefined) {
    return ranked.length === 1
      ? `Asks ${price}; the only one that fits.`
      : `Asks ${price}, the least of the ${ranked.length} that fit.`
  }
  if (here.price > before.price)
    return `Asks ${price}, ${amount(here.price - before.price, money)} more than the one before.`
  const [x, y] = [before.offer, here.offer]
  if (x.validUntil > y.validUntil) return `Asks ${price} like the one before, whose offer is valid for longer.`
  if (x.resources.memoryBytes > y.resources.memoryBytes)
    return `Asks ${price} like the one before, which has more memory.`
  if (x.resources.cpu > y.resources.cpu) return `Asks ${price} like the one before, which has more cores.`
  return `Asks ${price} and offers the same as the one before; the lower address goes first.`
}

function relaxationSentence({ changes, need, fits }: Relaxation, money: Money): string {
  const advice = changes.map((constraint) => adviceFor(constraint, need, money))
  const [first = '', ...others] = advice.map((one, index) =>
    index === 0 ? one : one.charAt(0).toLowerCase() + one.slice(1),
  )
  const last = others.pop()
  const all = last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`
  return `${all}: ${fits === 1 ? '1 provider fits' : `${fits} providers fit`}.`
}

function adviceFor(constraint: Constraint, need: JobNeed, money: Money): string {
  const { resources, runtime, terms } = need
  switch (constraint) {
    case 'cpu':
      return `Ask for ${resources.cpu} ${resources.cpu === 1 ? 'core' : 'cores'}`
    case 'memory':
      return `Ask for ${resources.memoryBytes} bytes of memory`
    case 'disk':
      return `Ask for ${resources.diskBytes} bytes of disk`
    case 'gpu':
      return resources.gpu === 0 ? 'Do without a GPU' : `Ask for ${resources.gpu} GPUs`
    case 'runtime':
      return `Build the job for ${runtime.kind === 'wasm' ? runtime.engine : runtime.kind}`
    case 'network':
      return 'Do without the network'
    case 'inputs':
      return `Bring at most ${need.inputBytes ?? 0n} bytes of inputs`
    case 'seconds':
      return `Limit the run to ${need.runSeconds} seconds`
    case 'steps':
      return `Limit the run to ${stepsOf(need) ?? 0n} steps`
    case 'runWindow':
      return `Give the run a window of ${terms?.windows.run ?? 0} seconds`
    case 'verifyWindow':
      return `Give the verifier a window of ${terms?.windows.verify ?? 0} seconds`
    case 'challengeWindow':
      return `Shorten the challenge window to ${terms?.windows.challenge ?? 0} seconds`
    case 'liveness':
      return 'Do without liveness challenges'
    case 'jobError':
      return `Pay ${percent(terms?.rules.jobError)} for a job that fails by itself`
    case 'specExceeded':
      return `Pay ${percent(terms?.rules.specExceeded)} for a job that passes its limits`
    case 'slash':
      return `Burn at most ${percent(terms?.rules.slash)} of the stake`
    case 'fee':
      return `Lower the fee to ${percent(terms?.rules.fee)}`
    case 'fallback':
      return `Let the verifier's silence end in ${terms?.rules.fallback ?? 'nothing'}`
    case 'arbiter':
      return terms?.arbiter === zeroAddress ? 'Do without an arbiter' : `Take ${terms?.arbiter ?? ''} as the arbiter`
    case 'token':
      return `Pay in the token ${need.token}`
    case 'price':
      return `Raise the price to ${amount(need.price, money)}`
    case 'rate':
      return `Raise the rate to ${amount(need.rate ?? 0n, money)} per 1,000,000,000 ${need.unitKind.toLowerCase()}`
    case 'verifier':
      return `Take ${need.verifier} as the verifier`
    case 'stake':
      return `Lower the stake to ${amount(need.stake, money)}`
    case 'unit':
    case 'validity':
    case 'provider':
      return 'Wait for another offer'
    default:
      return assertNever(constraint)
  }
}

/** A share in basis points, for a person. */
function percent(basisPoints = 0): string {
  return `${formatUnits(BigInt(basisPoints), 2)} %`
}

function amount(units: bigint, { symbol, decimals }: Money): string {
  return `${formatUnits(units, decimals)} ${symbol}`
}
