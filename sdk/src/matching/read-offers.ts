import { hexToBytes, type Address, type Hex } from 'viem'
import { decodeOffer, type PublishedOffer } from './offer.ts'

/** The offers whose bytes can be read, and how many could not: anyone may publish anything. */
export type ReadOffers = { readonly offers: readonly PublishedOffer[]; readonly unreadable: number }

/** Reads published offers. One that cannot be read is counted and left out. */
export function readOffers(published: readonly { readonly provider: Address; readonly bytes: Hex }[]): ReadOffers {
  const offers: PublishedOffer[] = []
  let unreadable = 0
  for (const { provider, bytes } of published) {
    try {
      offers.push({ provider, offer: decodeOffer(hexToBytes(bytes)) })
    } catch {
      // Nobody's fault here: the book takes any bytes, and other versions have other offers.
      unreadable += 1
    }
  }
  return { offers, unreadable }
}
