import type { Abi, Address, ContractFunctionArgs, ContractFunctionName } from 'viem'
import { tokenErrorsAbi } from './problem-of.ts'

/** A transaction to a contract: whose arguments were checked against its ABI when it was made. */
export type ContractCall = {
  readonly address: Address
  readonly abi: Abi
  readonly functionName: string
  readonly args: readonly unknown[]
}

/** A call with its arguments checked by the compiler. The errors of tokens are added: the escrow hands them on undecoded. */
export function contractCall<const abi extends Abi, name extends ContractFunctionName<abi, 'nonpayable'>>(call: {
  readonly address: Address
  readonly abi: abi
  readonly functionName: name
  readonly args: ContractFunctionArgs<abi, 'nonpayable', name>
}): ContractCall {
  const { address, abi, functionName, args } = call
  return { address, abi: [...abi, ...tokenErrorsAbi], functionName, args: Array.isArray(args) ? args : [] }
}
