import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { ContentBlockedError } from '../errors.ts'

/** One address of a host, as `node:dns` gives it. */
export type HostAddress = { readonly address: string; readonly family: number }

/** Finds every address of a host. Passed in, so that a test owns the names. */
export type ResolveHost = (hostname: string) => Promise<readonly HostAddress[]>

/** Which addresses beside the public internet may be called. */
export type AddressRules = {
  /** 127.0.0.0/8 and ::1: the stores of a local market. */
  readonly allowLoopback?: boolean
  /** RFC 1918 and unique local addresses: a store in one's own network. Never where cloud metadata lives. */
  readonly allowPrivate?: boolean
}

/**
 * Where clouds answer their own machines, keys included, at addresses that no registry marks as special: Azure's host, and
 * the metadata of AWS, Google and Oracle among the unique local addresses.
 */
const CLOUD_HOSTS: ReadonlySet<string> = new Set(
  ['168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe'].map((address) =>
    ipaddr.parse(address).toNormalizedString(),
  ),
)

/** The system's resolver. */
export const resolveHost: ResolveHost = (hostname) => lookup(hostname, { all: true, verbatim: true })

/**
 * A gateway's URL, or the reason why it is not called.
 *
 * @throws ContentBlockedError for anything but http(s) without credentials.
 */
export function parseGatewayUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null) throw new ContentBlockedError('(not a URL)', 'its address cannot be read')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ContentBlockedError(url.protocol, 'only http and https are')
  }
  if (url.username !== '' || url.password !== '') {
    throw new ContentBlockedError(url.origin, 'its URL carries credentials')
  }
  return url
}

/**
 * The addresses of a URL's host, each of them checked. The connection is made to one of these and the name is not
 * resolved again, so a name that changes its answer between check and use gains nothing (DNS rebinding).
 *
 * @throws ContentBlockedError when any address is not allowed: a mixed answer is refused whole.
 */
export async function allowedAddresses(
  url: URL,
  rules: AddressRules,
  resolve: ResolveHost,
): Promise<readonly HostAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = ipaddr.isValid(host)
    ? [{ address: host, family: ipaddr.IPv6.isValid(host) ? 6 : 4 }]
    : await resolve(host)
  for (const { address } of found) {
    if (!isAllowedAddress(address, rules)) {
      throw new ContentBlockedError(url.origin, 'it is at a loopback, private or reserved address')
    }
  }
  return found
}

/**
 * Whether this address may be called. Everything that the IANA registries mark as special is refused, also when it
 * hides in an IPv6 form (mapped, 6to4, Teredo, NAT64).
 */
export function isAllowedAddress(address: string, rules: AddressRules): boolean {
  // The parser takes the long dead ::a.b.c.d for a mapped IPv4 address, which the system does not.
  if (!ipaddr.isValid(address) || /^::\d+\./.test(address)) return false
  const parsed = ipaddr.process(address)
  if (CLOUD_HOSTS.has(parsed.toNormalizedString())) return false
  const range = parsed.range()
  if (range === 'loopback') return rules.allowLoopback === true
  if (range === 'private' || range === 'uniqueLocal') return rules.allowPrivate === true
  if (range !== 'unicast') return false
  // Of IPv6, only 2000::/3 is given out as global unicast.
  return parsed.kind() === 'ipv4' || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20
}
