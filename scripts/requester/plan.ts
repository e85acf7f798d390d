import { randomBytes } from 'node:crypto'
import { checkJob } from '@millrace/engine'
import {
  cidOf,
  encodeSpec,
  needOf,
  proposeOrder,
  runRequest,
  WASM_ENGINE,
  type Input,
  type JobNeed,
  type JobSpec,
  type Order,
  type OrderWish,
} from '@millrace/sdk'
import { chainTime, type MarketRef } from './market.ts'
import { upload } from './content.ts'

/** A job as a person describes it. Sizes in bytes, `maxPrice` in the token's smallest unit. */
export type Plan = {
  readonly module: Uint8Array<ArrayBuffer>
  readonly args: readonly string[]
  readonly inputs: readonly { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }[]
  /** Files below /out that a success must have written; empty keeps whatever is written there. */
  readonly outputs: readonly string[]
  readonly memoryBytes: bigint
  readonly diskBytes: bigint
  readonly cpu: number
  readonly gpu: number
  readonly steps: bigint
  readonly seconds: number
  readonly maxPrice: bigint
  readonly openSeconds: number
  readonly provider?: Order['provider']
}

/** What is to be posted, and what it asks of a provider. */
export type Prepared = { readonly spec: JobSpec; readonly wish: OrderWish; readonly need: JobNeed }

const MIB = 2n ** 20n

/**
 * Checks a job as every provider does, uploads what it needs, and names its terms. Nothing is on chain yet.
 *
 * @throws ModuleRejected, RequestInvalid when no provider could run it; Error when the store does not take it.
 */
export async function prepare(
  market: MarketRef,
  storeUrl: string,
  requester: Order['requester'],
  plan: Plan,
): Promise<Prepared> {
  const { args, outputs, memoryBytes, diskBytes, cpu, gpu, steps, seconds } = plan
  const module = await cidOf(plan.module, 'raw')
  const inputs: Input[] = []
  for (const { path, bytes } of plan.inputs) inputs.push({ path, cid: await cidOf(bytes, 'raw'), size: bytes.length })
  const spec: JobSpec = {
    v: 1,
    runtime: { kind: 'wasm', module, engine: WASM_ENGINE, strictFloats: true },
    entry: '_start',
    args,
    env: {},
    inputs,
    outputs,
    resources: { cpu, memoryBytes, diskBytes, gpu },
    limits: { seconds, steps, outputBytes: diskBytes < 64n * MIB ? diskBytes : 64n * MIB, logBytes: MIB },
    network: { kind: 'none' },
    seed: `0x${randomBytes(32).toString('hex')}`,
  }
  const encoded = encodeSpec(spec)
  checkJob(runRequest({ spec, module: plan.module, inputs: plan.inputs }))
  // One after the other: a store takes a few uploads at once, whoever sends them.
  for (const bytes of [plan.module, ...plan.inputs.map((input) => input.bytes)]) await upload(storeUrl, bytes, 'raw')
  const specCid = await upload(storeUrl, encoded, 'dag-cbor')
  const { maxPrice: price, openSeconds, provider } = plan
  const wish = {
    requester,
    specCid,
    limits: spec.limits,
    price,
    openSeconds,
    ...(provider !== undefined && { provider }),
  }
  return { spec, wish, need: await needNow(market, spec, wish) }
}

/** The order's rate follows its price: a match that asked for both would call one shortage two. */
async function needNow({ deployment, provider }: MarketRef, spec: JobSpec, wish: OrderWish): Promise<JobNeed> {
  // No match depends on the lane.
  const order = proposeOrder(wish, deployment, { lane: 0, sequence: 1 })
  const { rate: _, ...need } = needOf(spec, order, order.maxPrice, await chainTime(provider))
  return need
}
