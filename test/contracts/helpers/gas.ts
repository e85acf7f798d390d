import type { Market } from './market.ts'
import { hex, type Call } from './wire.ts'

/** What came of a call with so much gas: whether it was made, and what the chain then kept. */
export type Tried<T> = { readonly gas: bigint; readonly made: boolean; readonly state: T }

/** Makes the call with this much gas, in a block of the next second of the chain as it is, and takes it back. */
export async function tryWith<T>(m: Market, one: Call, gas: bigint, read: () => Promise<T>): Promise<Tried<T>> {
  const { provider } = m.ethers
  const { by, move, args, on = m.escrow } = one
  const data = on.interface.encodeFunctionData(move, args)
  const transaction = { from: await by.getAddress(), to: await on.getAddress(), data, gas: hex(gas) }
  const now = (await provider.getBlock('latest'))?.timestamp ?? 0
  const snapshot: string = await provider.send('evm_snapshot', [])
  await provider.send('evm_setNextBlockTimestamp', [now + 1])
  const made = await isMade(m, transaction)
  const tried = { gas, made, state: await read() }
  await provider.send('evm_revert', [snapshot])
  return tried
}

async function isMade(m: Market, transaction: object): Promise<boolean> {
  try {
    await m.ethers.provider.send('eth_sendTransaction', [transaction])
    return true
  } catch {
    return false
  }
}

/** The call with gas from the least to the most, and in small steps around where it begins to be made. */
export async function sweep<T>(m: Market, one: Call, read: () => Promise<T>): Promise<Tried<T>[]> {
  const tried: Tried<T>[] = []
  for (let gas = 30_000n; gas <= 600_000n; gas += 10_000n) tried.push(await tryWith(m, one, gas, read))
  const from = (tried.find(({ made }) => made)?.gas ?? 600_000n) - 10_000n
  for (let gas = from; gas < from + 10_000n; gas += 250n) tried.push(await tryWith(m, one, gas, read))
  return tried
}
