import { randomBytes } from 'node:crypto'
import { encodeSpec, needOf, WASM_ENGINE, type JobSpec, type Order } from '@millrace/sdk'
import { chainTime, contractAt, type MarketRef } from './market.ts'
import { upload } from './content.ts'
import { freeLane, orderFor, type Lane } from './order.ts'

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
  readonly lane?: Lane
}

const MIB = 2n ** 20n
/** Beside the run itself: fetching inputs, storing outputs, one block. */
const OVERHEAD_SECONDS = 10
const VERIFY_SECONDS = 180

/** Uploads what a job needs, and names its terms. Nothing is on chain yet. */
export async function prepare(market: MarketRef, storeUrl: string, requester: Order['requester'], plan: Plan) {
  const { module, inputs, args, outputs, memoryBytes, diskBytes, cpu, gpu, steps, seconds } = plan
  const spec: JobSpec = {
    v: 1,
    runtime: { kind: 'wasm', module: await upload(storeUrl, module, 'raw'), engine: WASM_ENGINE, strictFloats: true },
    entry: '_start',
    args,
    env: {},
    inputs: await Promise.all(
      inputs.map(async ({ path, bytes }) => ({ path, cid: await upload(storeUrl, bytes, 'raw'), size: bytes.length })),
    ),
    outputs,
    resources: { cpu, memoryBytes, diskBytes, gpu },
    limits: { seconds, steps, outputBytes: diskBytes < 64n * MIB ? diskBytes : 64n * MIB, logBytes: MIB },
    network: { kind: 'none' },
    seed: `0x${randomBytes(32).toString('hex')}`,
  }
  const specCid = await upload(storeUrl, encodeSpec(spec), 'dag-cbor')
  const escrow = contractAt('JobEscrow', market.deployment.escrow, market.provider)
  const lane = plan.lane ?? (await freeLane(escrow, requester))
  const { maxPrice, openSeconds, provider } = plan
  const windows = { openSeconds, runSeconds: seconds + OVERHEAD_SECONDS, verifySeconds: VERIFY_SECONDS }
  const wish = { requester, specCid, maxPrice, steps, ...windows, ...(provider !== undefined && { provider }) }
  const order = orderFor(wish, market.deployment, lane)
  return { spec, order, need: needOf(spec, order, maxPrice, await chainTime(market.provider)) }
}
