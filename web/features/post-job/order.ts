import { digestOf, jobStateNames, WASM_ENGINE, type JobSpec, type Order } from '@millrace/sdk'
import { zeroAddress, type Address, type Hex } from 'viem'
import type { PageConfig } from '../../lib/config.ts'
import { rateFor, resourcesOf, stakeFor } from '../../lib/pricing.ts'
import { secondsFor, type JobPlan } from '../../lib/templates/job-plan.ts'

/** CIDs of the files of a plan, once they are stored. */
export type StoredFiles = { readonly module: string; readonly inputs: readonly string[] }

const LOG_BYTES = 256n * 1024n

/** The spec of a plan. `seed` is 32 random bytes: the job's own randomness, the same for everyone who runs it again. */
export function specOf(plan: JobPlan, files: StoredFiles, seed: Hex): JobSpec {
  return {
    v: 1,
    runtime: { kind: 'wasm', module: files.module, engine: WASM_ENGINE, strictFloats: true },
    entry: '_start',
    args: plan.args,
    env: {},
    inputs: plan.inputs.map(({ path, bytes }, index) => ({ path, cid: files.inputs[index] ?? '', size: bytes.length })),
    outputs: plan.outputs,
    resources: resourcesOf(plan),
    limits: { seconds: secondsFor(plan.steps), steps: plan.steps, outputBytes: plan.outputBytes, logBytes: LOG_BYTES },
    network: { kind: 'none' },
    seed,
  }
}

/** The windows that the page proposes, in seconds, beside the run's own. */
const OPEN_SECONDS = 600
/** For the provider to store and submit what came out. */
const SUBMIT_SECONDS = 60
const VERIFY_SECONDS = 300

/** Shares in basis points: 10,000 is the whole. */
const HALF = 5_000
const TENTH = 1_000

/** Where the order is posted. */
export type Lane = { readonly lane: number; readonly sequence: number }

/**
 * The order that the page proposes: one price from the first second to the last, one attempt, settled by the committee's verdict
 * without a challenge window. If the committee stays silent, the payer is refunded.
 */
export function orderOf(
  plan: JobPlan,
  specCid: string,
  price: bigint,
  requester: Address,
  at: Lane,
  market: PageConfig,
): Order {
  const run = secondsFor(plan.steps) + SUBMIT_SECONDS
  return {
    requester,
    payer: requester,
    provider: zeroAddress,
    token: market.token.address,
    verifier: market.verifier,
    arbiter: zeroAddress,
    feeTo: zeroAddress,
    maxPrice: price,
    minPrice: price,
    rate: rateFor(price, plan.steps),
    stake: stakeFor(price),
    verifierFee: market.verifierFee,
    arbiterFee: 0n,
    exclusiveUntil: 0,
    windows: { open: OPEN_SECONDS, run, verify: VERIFY_SECONDS, challenge: 0, contest: 0, ruling: 0, liveness: 0 },
    rules: {
      slash: HALF,
      resign: TENTH,
      // The provider did the work all the same; the committee counts the steps.
      jobError: HALF,
      specExceeded: HALF,
      split: 0,
      fee: 0,
      maxAttempts: 1,
      fallback: 'Refund',
      unitKind: 'Steps',
      public: false,
      completable: false,
      sampled: false,
    },
    ...at,
    specHash: digestOf(specCid),
  }
}

/** What the payer locks for a price: with one attempt, the price and one fee of the verifier. */
export const lockFor = (price: bigint, { verifierFee }: PageConfig): bigint => price + verifierFee

const SEQUENCE_SHIFT = 216n
const STATE_BITS = 0xffn

/** The requester's first lane that holds no live job, by the chain's own words: sequence 40 bits, commitment 208, state 8. */
export async function freeLane(wordOf: (lane: number) => Promise<bigint>): Promise<Lane> {
  for (let lane = 0; ; lane += 1) {
    const word = await wordOf(lane)
    const state = jobStateNames[Number(word & STATE_BITS)]
    if (state === 'None' || state === 'Settled' || state === 'Cancelled')
      return { lane, sequence: Number(word >> SEQUENCE_SHIFT) + 1 }
  }
}
