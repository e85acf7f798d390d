import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { blockIdOf, type BlockId } from '../block-id.ts'
import {
  ContentBlockedError,
  ContentCorruptError,
  ContentError,
  ContentNotFoundError,
  ContentOfflineError,
  ContentTooLargeError,
  ContentUnreachableError,
} from '../errors.ts'
import {
  allowedAddresses,
  type AddressRules,
  type HostAddress,
  parseGatewayUrl,
  type ResolveHost,
} from './address-rules.ts'

const MAX_REDIRECTS = 3
/** What is set aside for a body that does not say how long it is. */
const FIRST_BYTES = 64 * 1024
/** What the system says when a connection failed on this side. */
const OWN_FAILURES: ReadonlySet<unknown> = new Set(
  'EAI_AGAIN EADDRNOTAVAIL ENETDOWN ENETUNREACH EMFILE ENFILE ENOBUFS ENOMEM EACCES EPERM'.split(' '),
)
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export type GatewayRequest = {
  readonly id: BlockId
  readonly gateway: string
  readonly maxBytes: number
  readonly rules: AddressRules
  readonly resolve: ResolveHost
  readonly signal: AbortSignal
}

/**
 * One block from one gateway (https://specs.ipfs.tech/http-gateways/trustless-gateway/). The bytes are counted while they
 * come and hashed before they are returned; every redirect is checked as the first URL was.
 *
 * @throws ContentError saying how this gateway failed; whatever the abort of `signal` throws otherwise.
 */
export async function fetchFromGateway(request: GatewayRequest): Promise<Uint8Array> {
  let url = parseGatewayUrl(request.gateway)
  const { origin } = url
  // Resolved against its origin, such a path would name another host.
  if (url.pathname.startsWith('//')) throw new ContentBlockedError(origin, 'its path begins with two slashes')
  url = new URL(`${url.pathname.replace(/\/+$/, '')}/ipfs/${request.id.cid}?format=raw`, url.origin)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const answer = await askOnce(url, request)
    if (answer instanceof Uint8Array) return answer
    url = parseGatewayUrl(new URL(answer.location, url).href)
  }
  throw new ContentUnreachableError(origin, `it redirected more than ${MAX_REDIRECTS} times`)
}

async function askOnce(url: URL, request: GatewayRequest): Promise<Uint8Array | { readonly location: string }> {
  const where = url.origin
  const agent = new Agent({ connect: { lookup: answerWith(await addressesOf(url, request)) }, pipelining: 0 })
  try {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      // Compressed bytes would neither match the hash nor respect the limit.
      headers: { accept: 'application/vnd.ipld.raw', 'accept-encoding': 'identity', 'user-agent': 'millrace-store' },
      signal: request.signal,
    })
    const { statusCode, headers, body } = response
    const location = headers.location
    if (REDIRECTS.has(statusCode) && typeof location === 'string') {
      await discard(body)
      if (!URL.canParse(location, url)) throw new ContentBlockedError(where, 'it redirects to something unreadable')
      return { location }
    }
    if (statusCode === 404 || statusCode === 410) {
      await discard(body)
      throw new ContentNotFoundError(request.id.cid, where)
    }
    if (statusCode !== 200) {
      await discard(body)
      throw new ContentUnreachableError(where, `it answered with the status ${statusCode}`)
    }
    const bytes = await readCapped(body, Number(headers['content-length'] ?? 0), where, request)
    const found = blockIdOf(bytes, request.id.codec).cid
    if (found !== request.id.cid) throw new ContentCorruptError(request.id.cid, where, found)
    return bytes
  } catch (error) {
    if (error instanceof ContentError || request.signal.aborted) throw error
    if (isOwnFailure(error)) throw new ContentOfflineError(where, error)
    throw new ContentUnreachableError(where, 'the connection failed', error)
  } finally {
    await agent.destroy()
  }
}

async function addressesOf(url: URL, request: GatewayRequest): Promise<readonly HostAddress[]> {
  try {
    const found = await allowedAddresses(url, request.rules, request.resolve)
    if (found.length > 0) return found
  } catch (error) {
    if (error instanceof ContentError) throw error
    if (isOwnFailure(error)) throw new ContentOfflineError(url.origin, error)
    throw new ContentUnreachableError(url.origin, 'its name does not resolve', error)
  }
  throw new ContentUnreachableError(url.origin, 'its name does not resolve')
}

async function readCapped(
  body: Dispatcher.ResponseData['body'],
  declared: number,
  where: string,
  { id, maxBytes }: GatewayRequest,
): Promise<Uint8Array> {
  if (declared > maxBytes) {
    await discard(body)
    throw new ContentTooLargeError(`The block ${id.cid}`, where, maxBytes)
  }
  // One buffer, doubled when it is full: a list of chunks of one byte each would take many times the limit.
  let bytes = new Uint8Array(Math.min(maxBytes, Math.max(declared, FIRST_BYTES)))
  let length = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new ContentUnreachableError(where, 'its body is not bytes')
    if (length + chunk.length > maxBytes) throw new ContentTooLargeError(`The block ${id.cid}`, where, maxBytes)
    if (length + chunk.length > bytes.length) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(2 * bytes.length, length + chunk.length)))
      larger.set(bytes.subarray(0, length))
      bytes = larger
    }
    bytes.set(chunk, length)
    length += chunk.length
  }
  return length === bytes.length ? bytes : bytes.slice(0, length)
}

function isOwnFailure(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if (at instanceof AggregateError) return at.errors.length > 0 && at.errors.every(isOwnFailure)
    if ('code' in at && OWN_FAILURES.has(at.code)) return true
  }
  return false
}

/** Drops an answer that is not wanted; closing the connection is cheaper than reading it. */
async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  body.on('error', ignoreDestroyed)
  body.destroy()
  await Promise.resolve()
}

/** A body that was destroyed on purpose says so as an error; the reason is reported by whoever destroyed it. */
function ignoreDestroyed(): void {
  return undefined
}

/** A resolver that knows only the addresses that were checked. */
function answerWith(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all === true) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family ?? 4)
  }
}
