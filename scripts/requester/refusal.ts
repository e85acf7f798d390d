import { findRevert } from '@millrace/sdk'
import { isError } from 'ethers'

/** The sentence of a contract's error inside one of ethers, or the error's own words. */
export function sentenceOf(error: unknown): string {
  const revert = findRevert(error)
  if (revert !== undefined) return revert.message
  if (isError(error, 'INSUFFICIENT_FUNDS')) return 'This account has too little of the chain’s own coin to pay for gas.'
  if (isRefused(error)) return 'The chain no longer answers: is the market still running?'
  return error instanceof Error ? error.message : String(error)
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET')
}

/** Runs the body of a script. What goes wrong is said in a sentence, and the exit code is 1. */
export async function orExplain(body: () => Promise<void>): Promise<void> {
  try {
    await body()
  } catch (error) {
    console.error(sentenceOf(error))
    process.exitCode = 1
  }
}
