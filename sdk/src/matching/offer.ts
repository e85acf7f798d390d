import { hexToBytes, zeroAddress, type Address } from 'viem'
import { decodeDagCbor, encodeDagCbor } from '../content/dag-cbor.ts'
import { InvalidFieldError } from '../errors.ts'
import { fallbackNames, type Fallback } from '../generated/enums.ts'
import { Field } from '../parse/fields.ts'
import type { Resources } from '../spec/job-spec.ts'
import { checkSpelling, readHost } from '../spec/parse-spec.ts'

/** A runtime that a provider offers; wasm with the engine versions it has. */
export type OfferedRuntime =
  | { readonly kind: 'wasm'; readonly engines: readonly string[] }
  | { readonly kind: 'container' }
  | { readonly kind: 'native' }

/** What jobs may reach from a provider: nothing, some hosts, or any. */
export type OfferedNetwork =
  { readonly kind: 'none' } | { readonly kind: 'allow'; readonly hosts: readonly string[] } | { readonly kind: 'any' }

/** A provider's conditions in one token, in its smallest unit. */
export type TokenTerms = {
  readonly token: Address
  /** What it asks per 1,000,000,000 engine steps; left out: it does not sell by steps. */
  readonly perBillionSteps?: bigint
  /** What it asks per 1,000,000,000 seconds; left out: it does not sell by seconds. */
  readonly perBillionSeconds?: bigint
  /** The least price of an order that it takes. */
  readonly minPrice: bigint
  /** The most that it locks as stake for one job. */
  readonly maxStake: bigint
}

/** What an order must grant beside its price. Times in seconds, shares in basis points: 10,000 is the whole. */
export type Conditions = {
  /** What the run window must leave beside the job's own time limit: to start it, to store what came out, to submit it. */
  readonly marginSeconds: number
  /** The least verify window, beside the time in which this machine does the steps: the verifier does them again. */
  readonly minVerifySeconds: number
  /** The longest that a claim may wait for a challenge. */
  readonly maxChallengeSeconds: number
  /** The least share that is paid for JobError. Without a verifier nothing is, whatever the order says. */
  readonly minJobError: number
  /** The least share that is paid for SpecExceeded. */
  readonly minSpecExceeded: number
  /** The most of the stake that may burn. */
  readonly maxSlash: number
  /** The most of its pay that may go to whoever built the page. */
  readonly maxFee: number
  /** What may happen when the verifier stays silent. */
  readonly fallbacks: readonly Fallback[]
  /** The arbiters that it accepts (zero: none at all, so no disputes), or any. */
  readonly arbiters: 'any' | readonly Address[]
  /** Whether it answers liveness challenges. */
  readonly liveness: boolean
}

/** Conditions that the orders of `proposeOrder` meet, and no trap does. */
export const defaultConditions: Conditions = {
  marginSeconds: 30,
  minVerifySeconds: 60,
  maxChallengeSeconds: 24 * 3600,
  minJobError: 5_000,
  minSpecExceeded: 5_000,
  maxSlash: 5_000,
  maxFee: 100,
  fallbacks: ['Claimed', 'Refund'],
  arbiters: [zeroAddress],
  liveness: false,
}

/** What a provider publishes: resources, rates, validity. Each limit is enforced where the job runs, too. */
export type Offer = {
  readonly v: 1
  readonly name: string
  /** Where it answers job requests; left out: it takes posted jobs only. */
  readonly endpoint?: string
  /** The gateway from which it serves content. */
  readonly gateway: string
  /** The most that one job can have. */
  readonly resources: Resources
  readonly runtimes: readonly OfferedRuntime[]
  readonly network: OfferedNetwork
  /** The longest run that it takes, in seconds. */
  readonly maxRunSeconds: number
  /** Engine steps that it does in a second at least, in one job, with its other jobs beside it. */
  readonly stepsPerSecond: bigint
  readonly tokens: readonly TokenTerms[]
  /** The verifiers that it accepts (zero: none at all, the requester judges), or any. */
  readonly verifiers: 'any' | readonly Address[]
  readonly conditions: Conditions
  /** Unix seconds, inclusive. */
  readonly validUntil: number
}

/** An offer and who published it. */
export type PublishedOffer = { readonly provider: Address; readonly offer: Offer }

/** The largest offer, in bytes. The offer book refuses larger ones. */
export const MAX_OFFER_BYTES = 2048

const MAX_AMOUNT = 2n ** 96n - 1n
/** So that the steps of the longest run fit 96 bits. */
const MAX_STEPS_PER_SECOND = 2n ** 48n
/** The whole, in basis points. */
const WHOLE_SHARE = 10_000

/**
 * Reads an offer from anything.
 *
 * @throws InvalidFieldError naming the field and what was expected there.
 */
export function parseOffer(value: unknown): Offer {
  const fields = new Field('offer', value).keys(
    [
      'v',
      'name',
      'gateway',
      'resources',
      'runtimes',
      'network',
      'maxRunSeconds',
      'stepsPerSecond',
      'tokens',
      'verifiers',
      'conditions',
      'validUntil',
    ],
    ['endpoint'],
  )
  const endpoint = fields.maybe('endpoint')
  return {
    v: fields.get('v').oneOf([1]),
    name: fields.get('name').text(64),
    ...(endpoint !== undefined && { endpoint: readUrl(endpoint) }),
    gateway: readUrl(fields.get('gateway')),
    resources: readResources(fields.get('resources')),
    runtimes: fields.get('runtimes').list(8, readRuntime),
    network: readNetwork(fields.get('network')),
    maxRunSeconds: fields.get('maxRunSeconds').integer(1),
    stepsPerSecond: fields.get('stepsPerSecond').bigint(1n, MAX_STEPS_PER_SECOND),
    tokens: fields.get('tokens').list(8, readTokenTerms),
    verifiers: readAddresses(fields.get('verifiers')),
    conditions: readConditions(fields.get('conditions')),
    validUntil: fields.get('validUntil').integer(0, 2 ** 40 - 1),
  }
}

/**
 * The one byte string of an offer, for the offer book.
 *
 * @throws InvalidFieldError also when it is over 2 kB.
 */
export function encodeOffer(offer: Offer): Uint8Array<ArrayBuffer> {
  const { verifiers, tokens, conditions, ...rest } = parseOffer(offer)
  const bytes = encodeDagCbor({
    ...rest,
    tokens: tokens.map((terms) => ({ ...terms, token: hexToBytes(terms.token) })),
    verifiers: addressBytes(verifiers),
    conditions: { ...conditions, arbiters: addressBytes(conditions.arbiters) },
  })
  checkSize(bytes)
  return bytes
}

/**
 * Reads an offer from its bytes, of which there is one spelling only.
 *
 * @throws InvalidFieldError
 */
export function decodeOffer(bytes: Uint8Array): Offer {
  checkSize(bytes)
  const offer = parseOffer(decodeDagCbor(bytes, 'offer'))
  checkSpelling('offer', encodeOffer(offer), bytes)
  return offer
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_OFFER_BYTES)
    throw new InvalidFieldError('offer', '', `at most ${MAX_OFFER_BYTES} bytes`, bytes)
}

function readUrl(field: Field): string {
  const text = field.text(256)
  const url = URL.canParse(text) ? new URL(text) : undefined
  const web = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url === undefined || !web || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw field.wrong('an http or https URL without user, password or fragment')
  }
  return text
}

function readResources(field: Field): Resources {
  const fields = field.keys(['cpu', 'memoryBytes', 'diskBytes', 'gpu'])
  return {
    cpu: fields.get('cpu').integer(1),
    memoryBytes: fields.get('memoryBytes').bigint(1n),
    diskBytes: fields.get('diskBytes').bigint(0n),
    gpu: fields.get('gpu').integer(0),
  }
}

function readRuntime(field: Field): OfferedRuntime {
  const kind = field.at('kind', field.record().get('kind')).oneOf(['wasm', 'container', 'native'])
  if (kind === 'wasm') {
    const engines = field.keys(['kind', 'engines']).get('engines')
    return { kind, engines: engines.list(8, (entry) => entry.text(64)) }
  }
  field.keys(['kind'])
  return { kind }
}

function readNetwork(field: Field): OfferedNetwork {
  const kind = field.at('kind', field.record().get('kind')).oneOf(['none', 'allow', 'any'])
  if (kind === 'allow') return { kind, hosts: field.keys(['kind', 'hosts']).get('hosts').list(32, readHost) }
  field.keys(['kind'])
  return { kind }
}

function readConditions(field: Field): Conditions {
  const fields = field.keys([
    'marginSeconds',
    'minVerifySeconds',
    'maxChallengeSeconds',
    'minJobError',
    'minSpecExceeded',
    'maxSlash',
    'maxFee',
    'fallbacks',
    'arbiters',
    'liveness',
  ])
  return {
    marginSeconds: fields.get('marginSeconds').integer(0),
    minVerifySeconds: fields.get('minVerifySeconds').integer(0),
    maxChallengeSeconds: fields.get('maxChallengeSeconds').integer(0),
    minJobError: fields.get('minJobError').integer(0, WHOLE_SHARE),
    minSpecExceeded: fields.get('minSpecExceeded').integer(0, WHOLE_SHARE),
    maxSlash: fields.get('maxSlash').integer(0, WHOLE_SHARE),
    maxFee: fields.get('maxFee').integer(0, WHOLE_SHARE),
    fallbacks: fields.get('fallbacks').list(fallbackNames.length, (entry) => entry.oneOf(fallbackNames)),
    arbiters: readAddresses(fields.get('arbiters')),
    liveness: fields.get('liveness').boolean(),
  }
}

function readAddresses(field: Field): 'any' | readonly Address[] {
  return field.value === 'any' ? 'any' : field.list(16, (entry) => entry.address())
}

function addressBytes(addresses: 'any' | readonly Address[]) {
  return addresses === 'any' ? addresses : addresses.map((address) => hexToBytes(address))
}

function readTokenTerms(field: Field): TokenTerms {
  const fields = field.keys(['token', 'minPrice', 'maxStake'], ['perBillionSteps', 'perBillionSeconds'])
  const perBillionSteps = fields.maybe('perBillionSteps')?.bigint(0n, MAX_AMOUNT)
  const perBillionSeconds = fields.maybe('perBillionSeconds')?.bigint(0n, MAX_AMOUNT)
  if (perBillionSteps === undefined && perBillionSeconds === undefined) {
    throw field.wrong('a rate for steps, for seconds, or for both')
  }
  return {
    token: fields.get('token').address(),
    ...(perBillionSteps !== undefined && { perBillionSteps }),
    ...(perBillionSeconds !== undefined && { perBillionSeconds }),
    minPrice: fields.get('minPrice').bigint(0n, MAX_AMOUNT),
    maxStake: fields.get('maxStake').bigint(0n, MAX_AMOUNT),
  }
}
