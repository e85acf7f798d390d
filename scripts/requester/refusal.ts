import { decodeRevert } from '@millrace/sdk'
import { isError } from 'ethers'

/** The sentence of a contract's error inside one of ethers, or the error's own words. */
export function sentenceOf(error: unknown): string {
  if (isError(error, 'CALL_EXCEPTION') && error.data?.startsWith('0x')) {
    const known = decodeRevert(`0x${error.data.slice(2)}`)
    if (known !== undefined) return known.message
  }
  if (isError(error, 'INSUFFICIENT_FUNDS')) return 'This account has too little of the chain’s own coin to pay for gas.'
  return error instanceof Error ? error.message : String(error)
}
