import type { HardhatEthers } from '@nomicfoundation/hardhat-ethers/types'

/** Where the gas of one transaction goes, by class of opcode. The parts sum to what the receipt says. */
export type Breakdown = Record<
  'base' | 'calldata' | 'storage' | 'logs' | 'signatures' | 'keccak' | 'guard' | 'rest',
  number
>

type Step = { readonly op: string; readonly depth: number; readonly gasCost: number; readonly gas: number }

const BASE = 21_000
/** Of an ecrecover: the precompile's price and the warm call to it. Its steps are not in a trace. */
const RECOVERY = 3_100

/** Traces a transaction that is mined. Gas within calls counts as theirs: to a signer, or to the precompile. */
export async function breakdownOf(ethers: HardhatEthers, hash: string): Promise<Breakdown> {
  const [tx, receipt] = await Promise.all([
    ethers.provider.getTransaction(hash),
    ethers.provider.getTransactionReceipt(hash),
  ])
  if (tx === null || receipt === null) throw new Error(`Transaction ${hash} is not mined`)
  const options = { disableStorage: true, disableMemory: true, disableStack: true }
  const { structLogs }: { structLogs: Step[] } = await ethers.provider.send('debug_traceTransaction', [hash, options])
  const parts: Breakdown = {
    base: BASE,
    calldata: calldataGas(tx.data),
    storage: 0,
    logs: 0,
    signatures: 0,
    keccak: 0,
    guard: 0,
    rest: 0,
  }
  for (const { op, depth, gasCost } of structLogs) {
    if (depth !== 1) continue
    const part = partOf(op)
    if (part === 'signatures') parts.signatures += RECOVERY
    else if (part !== 'rest') parts[part] += gasCost
  }
  const { rest: _, ...known } = parts
  parts.rest = Number(receipt.gasUsed) - Object.values(known).reduce((sum, gas) => sum + gas, 0)
  return parts
}

function partOf(op: string): keyof Breakdown {
  if (op === 'SLOAD' || op === 'SSTORE') return 'storage'
  if (op === 'TLOAD' || op === 'TSTORE') return 'guard'
  if (op.startsWith('LOG')) return 'logs'
  if (op === 'STATICCALL') return 'signatures'
  return op === 'KECCAK256' ? 'keccak' : 'rest'
}

/** 4 gas for a zero byte, 16 for another. */
function calldataGas(data: string): number {
  const bytes = Buffer.from(data.slice(2), 'hex')
  return bytes.reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 0)
}
