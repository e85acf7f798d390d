import { bytesToHex, hashTypedData, recoverAddress, type Address, type Hex } from 'viem'
import { sha256 } from '../content/cid.ts'
import { escrowDomain } from '../generated/typed-data.ts'
import { encodeUnsignedManifest, type UnsignedManifest } from './manifest.ts'

const types = { Manifest: [{ name: 'digest', type: 'bytes32' }] } as const

/**
 * What a provider signs of its manifest: the EIP-712 message `Manifest(bytes32 digest)` in the escrow's domain, where the
 * digest is the sha-256 of the manifest without its signature. The escrow itself never sees it: it is for whoever judges.
 */
export function manifestTypedData(chainId: number, escrow: Address, digest: Hex) {
  return {
    domain: { ...escrowDomain, chainId, verifyingContract: escrow },
    types,
    primaryType: 'Manifest',
    message: { digest },
  } as const
}

/** The typed data that the provider of this manifest signs. */
export async function manifestToSign(manifest: UnsignedManifest) {
  const digest = bytesToHex(await sha256(encodeUnsignedManifest(manifest)))
  return manifestTypedData(manifest.chainId, manifest.escrow, digest)
}

/** Whether `provider` signed the digest with its key. Knows nothing of contracts that sign by ERC-1271: ask the chain for those. */
export async function isManifestSignedBy(
  provider: Address,
  { chainId, escrow, digest, signature }: { chainId: number; escrow: Address; digest: Hex; signature: Hex },
): Promise<boolean> {
  const hash = hashTypedData(manifestTypedData(chainId, escrow, digest))
  try {
    return (await recoverAddress({ hash, signature })) === provider
  } catch {
    // Bytes from which no key can be recovered are nobody's signature.
    return false
  }
}
