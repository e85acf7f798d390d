import type { HardhatEthers, HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'

/** The people of every test, by the names of the design. */
export type Actors = Record<
  'requester' | 'payer' | 'provider' | 'rival' | 'verifier' | 'arbiter' | 'feeTo' | 'stranger',
  HardhatEthersSigner
>

export async function actors(ethers: HardhatEthers): Promise<Actors> {
  const [, requester, payer, provider, rival, verifier, arbiter, feeTo, stranger] = await ethers.getSigners()
  const all = { requester, payer, provider, rival, verifier, arbiter, feeTo, stranger }
  for (const [name, signer] of Object.entries(all)) if (signer === undefined) throw new Error(`No account for ${name}`)
  return all as Actors
}
