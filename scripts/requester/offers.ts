import { readOffers as readPublished, type PublishedOffer } from '@millrace/sdk'
import { contractAt, type MarketRef } from './market.ts'

/** Every provider's last offer that was not withdrawn and can be read. Anyone may publish any bytes: others are left out. */
export async function readOffers({ provider, deployment }: MarketRef): Promise<readonly PublishedOffer[]> {
  const book = contractAt('OfferBook', deployment.offerBook, provider)
  const logs = await provider.getLogs({
    address: deployment.offerBook,
    fromBlock: Number(deployment.startBlock),
    toBlock: 'latest',
  })
  const published = new Map<string, Parameters<typeof readPublished>[0][number]>()
  const hex = (text: unknown): `0x${string}` => `0x${String(text).slice(2)}`
  for (const log of logs) {
    const event = book.interface.parseLog(log)
    const who = hex(event?.args[0])
    published.delete(who)
    if (event?.name === 'OfferPublished') published.set(who, { provider: who, bytes: hex(event.args[2]) })
  }
  return readPublished([...published.values()]).offers
}
