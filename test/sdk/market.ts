import {
  defaultConditions,
  type Conditions,
  type JobNeed,
  type Offer,
  type OfferedRuntime,
  type OrderTerms,
  type PublishedOffer,
  type TokenTerms,
} from '@millrace/sdk'
import * as fc from 'fast-check'
import { zeroAddress, type Address } from 'viem'
import { addresses } from './arbitraries.ts'

export const token = '0x00000000000000000000000000000000000000A1'
export const otherToken = '0x00000000000000000000000000000000000000A2'
export const verifier = '0x00000000000000000000000000000000000000B1'
export const provider = '0x00000000000000000000000000000000000000C1'

export const terms: OrderTerms = {
  windows: { run: 90, verify: 100, challenge: 600, liveness: 0 },
  rules: { slash: 5_000, jobError: 5_000, specExceeded: 5_000, fee: 100, fallback: 'Refund' },
  arbiter: zeroAddress,
}

export const need: JobNeed = {
  resources: { cpu: 2, memoryBytes: 1_000n, diskBytes: 1_000n, gpu: 1 },
  runtime: { kind: 'wasm', engine: 'millrace-wasm/1' },
  network: { kind: 'allow', hosts: ['example.org'] },
  runSeconds: 60,
  inputBytes: 900n,
  terms,
  token,
  price: 4_000_000n,
  rate: 2_000_000n,
  unitKind: 'Steps',
  units: 2_000_000_000n,
  verifier,
  stake: 500_000n,
  excluded: [],
  now: 1_700_000_000,
}

export const offer: Offer = {
  v: 1,
  name: 'mill one',
  gateway: 'http://127.0.0.1:8080',
  resources: { cpu: 2, memoryBytes: 1_000n, diskBytes: 1_000n, gpu: 1 },
  runtimes: [{ kind: 'wasm', engines: ['millrace-wasm/1'] }],
  network: { kind: 'allow', hosts: ['example.org', 'example.com'] },
  maxRunSeconds: 60,
  stepsPerSecond: 50_000_000n,
  tokens: [{ token, perBillionSteps: 2_000_000n, minPrice: 100n, maxStake: 500_000n }],
  verifiers: [verifier],
  conditions: { ...defaultConditions, maxChallengeSeconds: 600 },
  validUntil: 1_700_000_000,
}

const few = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const orderTerms: fc.Arbitrary<OrderTerms> = fc.record({
  windows: fc.record({
    run: fc.integer({ min: 1, max: 6 }),
    verify: fc.integer({ min: 1, max: 9 }),
    challenge: fc.nat(2),
    liveness: few(0, 10),
  }),
  rules: fc.record({
    slash: few(0, 5_000, 10_000),
    jobError: few(0, 5_000, 10_000),
    specExceeded: few(0, 5_000),
    fee: few(0, 500),
    fallback: few('Claimed' as const, 'Refund' as const, 'Disputed' as const),
  }),
  arbiter: few<Address>(zeroAddress, verifier),
})

const conditions: fc.Arbitrary<Conditions> = fc.oneof(
  // Half of the offers ask little: with every condition drawn, hardly any would fit.
  fc.constant({
    ...defaultConditions,
    marginSeconds: 0,
    minVerifySeconds: 0,
    minJobError: 0,
    minSpecExceeded: 0,
    maxSlash: 10_000,
    maxFee: 500,
    fallbacks: ['Claimed', 'Refund', 'Disputed'] as const,
    arbiters: 'any' as const,
    liveness: true,
  }),
  fc.record({
    marginSeconds: fc.nat(2),
    minVerifySeconds: fc.nat(3),
    maxChallengeSeconds: fc.nat(2),
    minJobError: few(0, 5_000),
    minSpecExceeded: few(0, 5_000),
    maxSlash: few(5_000, 10_000),
    maxFee: few(0, 500),
    fallbacks: fc.subarray(['Claimed' as const, 'Refund' as const, 'Disputed' as const], { minLength: 1 }),
    arbiters: few<'any' | readonly Address[]>('any', [zeroAddress], [verifier]),
    liveness: fc.boolean(),
  }),
)

export const needs: fc.Arbitrary<JobNeed> = fc.record({
  resources: fc.record({
    cpu: fc.integer({ min: 1, max: 4 }),
    memoryBytes: fc.bigInt(1n, 4n),
    diskBytes: fc.bigInt(0n, 3n),
    gpu: fc.nat(2),
  }),
  runtime: few(
    { kind: 'wasm' as const, engine: 'a' },
    { kind: 'wasm' as const, engine: 'b' },
    { kind: 'container' as const },
  ),
  network: few({ kind: 'none' as const }, { kind: 'allow' as const, hosts: ['a', 'b'] }),
  inputBytes: fc.bigInt(0n, 3n),
  runSeconds: fc.integer({ min: 1, max: 4 }),
  terms: orderTerms,
  token: few<Address>(token, otherToken),
  price: fc.bigInt(0n, 8n),
  unitKind: few('Steps' as const, 'Seconds' as const),
  units: fc.bigInt(1n, 4n).map((units) => units * 1_000_000_000n),
  rate: fc.bigInt(0n, 3n),
  verifier: few(verifier, zeroAddress),
  stake: fc.bigInt(0n, 3n),
  excluded: fc.constant([]),
  now: fc.integer({ min: 9, max: 11 }),
})

const tokenTerms: fc.Arbitrary<TokenTerms> = fc
  .record({
    token: few<Address>(token, otherToken),
    rate: fc.bigInt(0n, 3n),
    minPrice: fc.bigInt(0n, 6n),
    maxStake: fc.bigInt(0n, 3n),
    bySeconds: fc.boolean(),
  })
  .map(({ rate, bySeconds, ...rest }) => ({
    ...rest,
    ...(bySeconds ? { perBillionSeconds: rate } : { perBillionSteps: rate }),
  }))

export const offers: fc.Arbitrary<PublishedOffer> = fc.record({
  provider: addresses,
  offer: fc.record({
    v: fc.constant(1 as const),
    name: fc.constant('mill'),
    gateway: fc.constant('https://mill.example'),
    resources: fc.record({
      cpu: fc.integer({ min: 1, max: 4 }),
      memoryBytes: fc.bigInt(1n, 4n),
      diskBytes: fc.bigInt(0n, 3n),
      gpu: fc.nat(2),
    }),
    runtimes: fc.subarray<OfferedRuntime>([
      { kind: 'wasm' as const, engines: ['a'] },
      { kind: 'wasm' as const, engines: ['b'] },
      { kind: 'container' as const },
    ]),
    network: few<Offer['network']>({ kind: 'none' }, { kind: 'any' }, { kind: 'allow', hosts: ['a'] }),
    maxRunSeconds: fc.integer({ min: 1, max: 4 }),
    stepsPerSecond: few(1_000_000_000n, 4_000_000_000n),
    tokens: fc.uniqueArray(tokenTerms, { selector: (each) => each.token, maxLength: 2 }),
    verifiers: few<Offer['verifiers']>('any', [verifier], [zeroAddress]),
    conditions,
    validUntil: fc.integer({ min: 9, max: 12 }),
  }),
})

export const markets = fc.uniqueArray(offers, { selector: (published) => published.provider, maxLength: 12 })
