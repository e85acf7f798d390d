import { LOCAL_CHAIN_ID, type PublishedOffer } from '@millrace/sdk'
import { isAddressEqual, type Address } from 'viem'
import type { PageConfig } from '../../lib/config.ts'

/**
 * Where to ask for what a provider keeps: its own gateway, as its offer names it, then those of the page. A stranger wrote that
 * name: off the local chain only https is asked, so that nobody makes a reader's browser knock at doors in its own network.
 */
export function gatewaysFor(
  provider: Address,
  offers: readonly PublishedOffer[],
  { gateways, chainId }: PageConfig,
): readonly string[] {
  const named = offers.find((offer) => isAddressEqual(offer.provider, provider))?.offer.gateway.replace(/\/$/, '')
  const mayAsk = named !== undefined && (chainId === LOCAL_CHAIN_ID || isPublic(named))
  return mayAsk ? [named, ...gateways.filter((gateway) => gateway !== named)] : gateways
}

/** A name on the web: https, and neither an address in numbers nor a name of the local network. */
function isPublic(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return (
    protocol === 'https:' &&
    /\.[a-z][a-z0-9-]*$/i.test(hostname) &&
    !/\.(local|localhost|internal|lan|home)$/i.test(hostname)
  )
}
