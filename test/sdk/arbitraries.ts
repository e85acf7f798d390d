import { cidOfDigest, type Codec, type JobSpec, type Network, type Runtime } from '@millrace/sdk'
import * as fc from 'fast-check'
import { getAddress, toHex, type Address, type Hex } from 'viem'

export const hexOf = (length: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => toHex(bytes))

export const cids = (codec: Codec): fc.Arbitrary<string> => hexOf(32).map((digest) => cidOfDigest(digest, codec))

export const addresses: fc.Arbitrary<Address> = hexOf(20).map((hex) => getAddress(hex))

const names = fc.stringMatching(/^[A-Za-z0-9_ é€日𝄞-]{1,12}$/u).filter((name) => name.normalize('NFC') === name)

/** Relative paths, none of which is a folder of another: each starts with its own number. */
export const paths = (most: number): fc.Arbitrary<string[]> =>
  fc
    .array(fc.array(names, { minLength: 0, maxLength: 3 }), { maxLength: most })
    .map((lists) => lists.map((parts, index) => [`${index}`, ...parts].join('/')))

const words = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => text.normalize('NFC') === text && !/\p{Cc}/u.test(text))

const runtimes: fc.Arbitrary<Runtime> = fc.oneof(
  fc.record({
    kind: fc.constant('wasm' as const),
    module: cids('raw'),
    engine: fc.constant('millrace-wasm/1'),
    strictFloats: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('container' as const), image: hexOf(32).map((hex) => `sha256:${hex.slice(2)}`) }),
  fc.record({ kind: fc.constant('native' as const), rootfs: cids('raw') }),
)

const networks: fc.Arbitrary<Network> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('allow' as const), hosts: fc.array(fc.domain(), { maxLength: 3 }) }),
)

/** Any valid spec. */
export const specs: fc.Arbitrary<JobSpec> = fc
  .record({
    runtime: runtimes,
    args: fc.array(words, { maxLength: 4 }),
    env: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,8}$/), words, { maxKeys: 3 }),
    inputPaths: paths(4),
    input: fc.record({ cid: cids('raw'), size: fc.nat(1 << 20) }),
    outputs: paths(4),
    resources: fc.record({
      cpu: fc.integer({ min: 1, max: 64 }),
      memoryBytes: fc.bigInt(1n, 2n ** 32n),
      diskBytes: fc.bigInt(0n, 2n ** 31n),
      gpu: fc.nat(8),
    }),
    limits: fc.record({
      seconds: fc.integer({ min: 1, max: 100_000 }),
      steps: fc.bigInt(1n, 2n ** 62n),
      outputBytes: fc.bigInt(0n, 64n * 1024n * 1024n),
      logBytes: fc.bigInt(0n, 16n * 1024n * 1024n),
    }),
    network: networks,
    seed: hexOf(32),
    acceptance: fc.option(cids('raw'), { nil: undefined }),
  })
  .map(({ inputPaths, input, acceptance, ...rest }) => ({
    v: 1 as const,
    entry: '_start',
    ...rest,
    inputs: inputPaths.map((path) => ({ path, ...input })),
    ...(acceptance !== undefined && { acceptance }),
  }))
