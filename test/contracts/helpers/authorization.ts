import { AbiCoder, Signature, type Signer } from 'ethers'
import type { Market } from './market.ts'

type Terms = {
  readonly nonce?: string
  readonly validAfter?: bigint
  readonly validBefore?: bigint
  readonly to?: string
  /** Another token than the market's. */
  readonly token?: string
  /** Whose tokens, if not the signer's own. */
  readonly from?: string
}

/** A funding by ERC-3009; `parts` are validAfter, validBefore, nonce, v, r and s, as the token takes them. */
export async function fundingByAuthorization(m: Market, signer: Signer, amount: bigint, terms: Terms = {}) {
  const { nonce = `0x${'5e'.repeat(32)}`, validAfter = 0n, validBefore = 2n ** 40n } = terms
  const domain = {
    name: 'Millrace Test Dollar',
    version: '1',
    chainId: m.chainId,
    verifyingContract: terms.token ?? (await m.token.getAddress()),
  }
  const types = {
    ReceiveWithAuthorization: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'validAfter', type: 'uint256' },
      { name: 'validBefore', type: 'uint256' },
      { name: 'nonce', type: 'bytes32' },
    ],
  }
  const to = terms.to ?? (await m.escrow.getAddress())
  const from = terms.from ?? (await signer.getAddress())
  const message = { from, to, value: amount, validAfter, validBefore, nonce }
  const { v, r, s } = Signature.from(await signer.signTypedData(domain, types, message))
  const parts = [validAfter, validBefore, nonce, v, r, s]
  const authorization = AbiCoder.defaultAbiCoder().encode(
    ['uint256', 'uint256', 'bytes32', 'uint8', 'bytes32', 'bytes32'],
    parts,
  )
  return { kind: 3, amount, authorization, parts, nonce }
}
