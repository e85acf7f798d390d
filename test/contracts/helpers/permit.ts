import { AbiCoder, Signature, type Signer } from 'ethers'
import type { Market } from './market.ts'

/** A funding by ERC-2612 permit; `parts` are deadline, v, r and s, as the token takes them. */
export async function fundingByPermit(m: Market, owner: Signer, amount: bigint, validUntil = 2n ** 40n) {
  const domain = {
    name: 'Millrace Test Dollar',
    version: '1',
    chainId: m.chainId,
    verifyingContract: await m.token.getAddress(),
  }
  const types = {
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  }
  const message = {
    owner: await owner.getAddress(),
    spender: await m.escrow.getAddress(),
    value: amount,
    nonce: await m.token.getFunction('nonces')(await owner.getAddress()),
    deadline: validUntil,
  }
  const { v, r, s } = Signature.from(await owner.signTypedData(domain, types, message))
  const parts = [validUntil, v, r, s]
  const authorization = AbiCoder.defaultAbiCoder().encode(['uint256', 'uint8', 'bytes32', 'bytes32'], parts)
  return { kind: 2, amount, authorization, parts }
}
