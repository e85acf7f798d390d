import { hexToBigInt } from 'viem'
import { ask, type ChainClient, type Header } from './chain-client.ts'
import { ChainReadError } from './errors.ts'

/** EIP-1559 fees, in wei per gas. */
export type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }

export type FeePolicy = {
  /** The tip, in wei per gas, when the node does not suggest one, and the least otherwise; 0.1 gwei by default. */
  readonly minPriorityFeePerGas?: bigint
  /** No transaction offers more than this, in wei per gas, however long it waits; 500 gwei by default. */
  readonly maxFeePerGas?: bigint
}

const GWEI = 1_000_000_000n

/** What to offer now: the node's tip, and twice the base fee, which outlasts six full blocks. Never above the policy. */
export async function marketFees(client: ChainClient, head: Header, policy: FeePolicy): Promise<Fees> {
  const least = policy.minPriorityFeePerGas ?? GWEI / 10n
  const tip = larger(least, await suggestedTip(client, least))
  return withCeiling({ maxFeePerGas: 2n * (head.baseFeePerGas ?? 0n) + tip, maxPriorityFeePerGas: tip }, policy)
}

/**
 * Fees that replace a transaction in every client's pool: both at least an eighth higher (geth asks for 10 %, others for
 * 12.5 %), or the market's if that is more. Null when the policy's ceiling leaves no room.
 */
export function bumpedFees(old: Fees, market: Fees, policy: FeePolicy): Fees | null {
  const next = {
    maxFeePerGas: larger(eighthMore(old.maxFeePerGas), market.maxFeePerGas),
    maxPriorityFeePerGas: larger(eighthMore(old.maxPriorityFeePerGas), market.maxPriorityFeePerGas),
  }
  return next.maxFeePerGas > ceilingOf(policy) ? null : next
}

async function suggestedTip(client: ChainClient, fallback: bigint): Promise<bigint> {
  try {
    const tip = await ask('a tip', () => client.request({ method: 'eth_maxPriorityFeePerGas' }))
    return hexToBigInt(tip)
  } catch (error) {
    // Some nodes do not know the method. A wrong tip costs time, and the bump mends it.
    if (error instanceof ChainReadError) return fallback
    throw error
  }
}

function withCeiling({ maxFeePerGas, maxPriorityFeePerGas }: Fees, policy: FeePolicy): Fees {
  const capped = smaller(maxFeePerGas, ceilingOf(policy))
  return { maxFeePerGas: capped, maxPriorityFeePerGas: smaller(maxPriorityFeePerGas, capped) }
}

function ceilingOf(policy: FeePolicy): bigint {
  return policy.maxFeePerGas ?? 500n * GWEI
}

/** Rounded up, so that small fees grow too. */
function eighthMore(fee: bigint): bigint {
  return (fee * 9n + 7n) / 8n
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
