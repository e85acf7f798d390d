import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Signer } from 'ethers'
import { ROOT } from '../local/children.ts'
import type { LocalMarket } from '../local/market.ts'
import { prepare, type Plan } from '../requester/plan.ts'
import { postOrder } from '../requester/post-order.ts'

const MIB = 2n ** 20n
/** More than the dearest provider asks per 1,000,000,000 steps. */
const RATE = 100_000n
const LEAST_PRICE = 20_000n

/** A program that comes with the project. */
export function sample(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(ROOT, `engine/samples/${name}/${name}.wasm`)))
}

/** What a job of the demo says beside what all of them have in common. */
export type DemoPlan = Pick<Plan, 'module' | 'args' | 'outputs' | 'steps'> & {
  readonly provider?: string
  readonly seconds?: number
  /** A shorter run window than the order would have, in seconds: to see a failure soon. */
  readonly runWindow?: number
}

/** Posts a job of the demo, open to all or for one provider. Returns its id. */
export async function postDemoJob(market: LocalMarket, requester: Signer, plan: DemoPlan): Promise<`0x${string}`> {
  const price = (RATE * plan.steps) / 1_000_000_000n
  const { provider, seconds = 60, runWindow, ...program } = plan
  const address = await requester.getAddress()
  const { wish } = await prepare(market, market.uploadUrl, `0x${address.slice(2)}`, {
    ...program,
    ...(provider !== undefined && { provider: `0x${provider.slice(2)}` as const }),
    inputs: [],
    memoryBytes: 32n * MIB,
    diskBytes: 4n * MIB,
    cpu: 1,
    gpu: 0,
    seconds,
    maxPrice: price > LEAST_PRICE ? price : LEAST_PRICE,
    openSeconds: 120,
  })
  return postOrder(market, requester, runWindow === undefined ? wish : { ...wish, windows: { run: runWindow } })
}
