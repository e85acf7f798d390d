import { proposeOrder, secondsForSteps, WASM_ENGINE, type JobSpec, type Lane, type Order } from '@millrace/sdk'
import type { Address, Hex } from 'viem'
import type { PageConfig } from '../../lib/config.ts'
import { resourcesOf } from '../../lib/pricing.ts'
import type { JobPlan } from '../../lib/templates/job-plan.ts'

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
    limits: {
      seconds: secondsForSteps(plan.steps),
      steps: plan.steps,
      outputBytes: plan.outputBytes,
      logBytes: LOG_BYTES,
    },
    network: { kind: 'none' },
    seed,
  }
}

/** How long an order of the page waits for a provider, in seconds. */
const OPEN_SECONDS = 600

/** The order that the page proposes for a plan. */
export function orderOf(
  plan: JobPlan,
  specCid: string,
  price: bigint,
  requester: Address,
  at: Lane,
  market: PageConfig,
): Order {
  const limits = { seconds: secondsForSteps(plan.steps), steps: plan.steps }
  return proposeOrder({ requester, specCid, limits, price, openSeconds: OPEN_SECONDS }, market, at)
}

/** What the payer locks for a price: with one attempt, the price and one fee of the verifier. */
export const lockFor = (price: bigint, { verifierFee }: PageConfig): bigint => price + verifierFee
