import { decodeOffer, type PublishedOffer } from '@millrace/sdk'
import { getAddress, getBytes } from 'ethers'
import { contractAt, type MarketRef } from './market.ts'

/** Every provider's last offer that was not withdrawn and can be read. Anyone may publish any bytes: others are left out. */
export async function readOffers({ provider, deployment }: MarketRef): Promise<readonly PublishedOffer[]> {
  const book = contractAt('OfferBook', deployment.offerBook, provider)
  const logs = await provider.getLogs({
    address: deployment.offerBook,
    fromBlock: Number(deployment.startBlock),
    toBlock: 'latest',
  })
  const offers = new Map<string, PublishedOffer>()
  for (const log of logs) {
    const event = book.interface.parseLog(log)
    const who = getAddress(String(event?.args[0]))
    offers.delete(who)
    const read = event?.name === 'OfferPublished' ? tryDecode(String(event.args[2])) : undefined
    if (read !== undefined) offers.set(who, { provider: `0x${who.slice(2)}`, offer: read })
  }
  return [...offers.values()]
}

function tryDecode(bytes: string): PublishedOffer['offer'] | undefined {
  try {
    return decodeOffer(getBytes(bytes))
  } catch {
    // Another version's offer, or nobody's.
    return undefined
  }
}
