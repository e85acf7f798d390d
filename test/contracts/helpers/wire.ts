import type { BaseContract, Signer } from 'ethers'
import type { Market } from './market.ts'

/** A call as a node is given it: of the escrow, if nothing else is said. */
export type Call = {
  readonly by: Signer
  readonly move: string
  readonly args: readonly unknown[]
  readonly on?: BaseContract
  /** What somebody makes of the encoded call who does not care for types. */
  readonly bend?: (data: string) => string
}

/** What the chain says to a call that it made. To another it says its error, as text: `refusal`. */
export const done = 'done'

/** An error with exactly these arguments. */
export function refusal(error: string, ...args: readonly unknown[]): string {
  return `${error}(${args.map(String).join(', ')})`
}

type Options = { readonly at?: bigint; readonly gas?: bigint }

/** Makes a call in a block of its own, and returns what the chain says to it. */
export async function said(m: Market, call: Call, { at, gas = 2_000_000n }: Options = {}): Promise<string> {
  const { provider } = m.ethers
  if (at !== undefined) await provider.send('evm_setNextBlockTimestamp', [hex(at)])
  try {
    await provider.send('eth_sendTransaction', [await transaction(m, call, gas)])
    return done
  } catch (thrown) {
    const data = revertData(thrown)
    if (data === undefined) throw thrown
    return errorOf(m, data, call.on)
  }
}

/** Makes calls of different accounts in one block, in this order, and returns what the chain says to each. */
export async function saidInOneBlock(m: Market, at: bigint, calls: readonly Call[]): Promise<string[]> {
  const { provider } = m.ethers
  const hashes: string[] = []
  await provider.send('evm_setAutomine', [false])
  try {
    for (const [i, call] of calls.entries()) {
      const tip = hex(BigInt(calls.length - i))
      const fees = { maxPriorityFeePerGas: tip, maxFeePerGas: hex(10n ** 11n) }
      hashes.push(
        await provider.send('eth_sendTransaction', [{ ...(await transaction(m, call, 2_000_000n)), ...fees }]),
      )
    }
    await provider.send('evm_setNextBlockTimestamp', [hex(at)])
    await provider.send('evm_mine', [])
  } finally {
    await provider.send('evm_setAutomine', [true])
  }
  return Promise.all(hashes.map((hash, i) => saidTo(m, hash, i)))
}

async function saidTo(m: Market, hash: string, place: number): Promise<string> {
  const { provider } = m.ethers
  const receipt: { status: string; transactionIndex: string } = await provider.send('eth_getTransactionReceipt', [hash])
  if (Number(receipt.transactionIndex) !== place) throw new Error('The block has another order')
  if (receipt.status === '0x1') return done
  const trace: { output?: string } = await provider.send('debug_traceTransaction', [hash, { tracer: 'callTracer' }])
  return errorOf(m, trace.output ?? '0x')
}

async function transaction(m: Market, { by, move, args, on = m.escrow, bend }: Call, gas: bigint) {
  const data = on.interface.encodeFunctionData(move, args)
  return { from: await by.getAddress(), to: await on.getAddress(), data: bend?.(data) ?? data, gas: hex(gas) }
}

function errorOf(m: Market, data: string, on: BaseContract = m.escrow): string {
  if (data.length < 10) return data
  const error =
    on.interface.parseError(data) ?? m.escrow.interface.parseError(data) ?? m.token.interface.parseError(data)
  return error === null ? data : refusal(error.name, ...error.args.toArray())
}

export function hex(value: bigint): string {
  return `0x${value.toString(16)}`
}

/** The data with which a call reverted, wherever the error that was thrown keeps it. */
export function revertData(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined
  if ('data' in thrown && typeof thrown.data === 'string') return thrown.data
  for (const key of ['data', 'error', 'cause', 'info'] as const) {
    const inner = key in thrown ? revertData(Reflect.get(thrown, key)) : undefined
    if (inner !== undefined) return inner
  }
  return undefined
}
