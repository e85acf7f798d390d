import type { ChainClient } from '@millrace/chain'
import { isManifestSignedBy, manifestTypedData, type SignatureNeed } from '@millrace/sdk'
import { concatHex, encodeFunctionData, hashTypedData, isHex, numberToHex, parseAbi, size, type Hex } from 'viem'

const erc1271Abi = parseAbi(['function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)'])
/** More than the question can cost with the longest signature of a manifest; what the signer may burn is bounded within. */
const QUESTION_GAS = 2_000_000

/**
 * Whether the provider signed a manifest, by the rule of contracts/libraries/Signers.sol: ECDSA first, then ERC-1271 with
 * 50,000 gas, of whose answer one word is read.
 *
 * @throws when the chain could not be asked. What the signer itself does, reverts included, is an answer.
 */
export async function hasSigned(client: ChainClient, need: SignatureNeed): Promise<boolean> {
  if (await isManifestSignedBy(need.provider, need)) return true
  const digest = hashTypedData(manifestTypedData(need.chainId, need.escrow, need.digest))
  const question = encodeFunctionData({
    abi: erc1271Abi,
    functionName: 'isValidSignature',
    args: [digest, need.signature],
  })
  const data = concatHex([questionCode(need.provider), question])
  const answer: unknown = await client.request({
    method: 'eth_call',
    params: [{ data, gas: numberToHex(QUESTION_GAS) }, 'latest'],
  })
  if (!isHex(answer) || size(answer) !== 32) throw new Error('The chain did not answer whether the provider signed')
  return BigInt(answer) === 1n
}

/**
 * Code that is run but never stored. Asked through it, a signer that reverts or burns its gas is a plain no; asked directly,
 * a node would report it in words of its own, which nobody can tell from a node that is in trouble.
 */
function questionCode(signer: Hex): Hex {
  const parts = (codeLength: number): Hex =>
    concatHex([
      // The question follows the code: copy it to memory at 0, and keep its length on the stack.
      `0x60${codeLength.toString(16)}80380380916000`, // PUSH1 length, DUP1, CODESIZE, SUB, DUP1, SWAP2, PUSH1 0
      '0x39', // CODECOPY
      // staticcall(50,000, signer, 0, length, 0, 32)
      '0x60006020916000', // PUSH1 0, PUSH1 32, SWAP2, PUSH1 0
      `0x73${signer.slice(2)}`, // PUSH20 signer
      '0x6200c350fa', // PUSH3 50,000, STATICCALL
      // and(success, returndatasize > 31)
      '0x601f3d1116', // PUSH1 31, RETURNDATASIZE, GT, AND
      // and(…, mload(0) == the magic word)
      '0x600051631626ba7e60e01b1416', // PUSH1 0, MLOAD, PUSH4 magic, PUSH1 224, SHL, EQ, AND
      '0x60005260206000f3', // PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN
    ])
  return parts(size(parts(0xff)))
}
