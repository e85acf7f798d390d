import { WASM_ENGINE, type Deployment } from '@millrace/sdk'

/** A provider of the local market: how large it is and what it asks. */
export type LocalProvider = {
  readonly name: string
  readonly cpu: number
  readonly memoryMiB: number
  /** Token units per 1,000,000,000 engine steps. */
  readonly perBillionSteps: bigint
  readonly maxRunSeconds: number
}

/** Three providers of different size and price, the cheapest first. */
export const localProviders: readonly LocalProvider[] = [
  { name: 'brook', cpu: 1, memoryMiB: 128, perBillionSteps: 40_000n, maxRunSeconds: 600 },
  { name: 'weir', cpu: 1, memoryMiB: 512, perBillionSteps: 60_000n, maxRunSeconds: 1_800 },
  { name: 'millpond', cpu: 2, memoryMiB: 2_048, perBillionSteps: 90_000n, maxRunSeconds: 3_600 },
]

const MIB = 2n ** 20n
/** The least price of an order that a local provider takes: one cent. */
const MIN_PRICE = 10_000n
/** The most that one locks as stake for a job: 100 test dollars. */
const MAX_STAKE = 100_000_000n

/** The part of an offer that its owner decides, as the agent's config file has it: bigints as decimal text. */
export function offerConfig(provider: LocalProvider, { token, verifier }: Deployment): object {
  const { name, cpu, memoryMiB, perBillionSteps, maxRunSeconds } = provider
  return {
    name,
    resources: { cpu, memoryBytes: String(BigInt(memoryMiB) * MIB), diskBytes: String(256n * MIB), gpu: 0 },
    runtimes: [{ kind: 'wasm', engines: [WASM_ENGINE] }],
    network: { kind: 'none' },
    maxRunSeconds,
    tokens: [
      {
        token: token.address,
        perBillionSteps: String(perBillionSteps),
        minPrice: String(MIN_PRICE),
        maxStake: String(MAX_STAKE),
      },
    ],
    verifiers: [verifier],
  }
}
