import { MAX_BLOCK_BYTES } from '@millrace/sdk'
import { parseBlockId } from './block-id.ts'
import {
  ContentAbortedError,
  ContentError,
  ContentNotSoughtError,
  ContentTimeoutError,
  ContentUnavailableError,
  ContentUnreachableError,
  StoreInputError,
} from './errors.ts'
import { type AddressRules, resolveHost, type ResolveHost } from './gateway/address-rules.ts'
import { fetchFromGateway } from './gateway/fetch-from-gateway.ts'

export type FetchBlockOptions = AddressRules & {
  /** More bytes than this are an error, and are not read. At most and by default 64 MiB. */
  readonly maxBytes?: number
  /** For the whole call, however many gateways are asked. */
  readonly timeoutMs?: number
  /** How long a gateway may be alone before the next one is asked as well. A failure asks the next one at once. */
  readonly hedgeMs?: number
  readonly signal?: AbortSignal
  /** How a host's name becomes addresses; the system's resolver by default. */
  readonly resolve?: ResolveHost
}

/**
 * The block, from whichever of the gateways first gives the bytes that the CID names. They are asked in the order given,
 * a slow one beside the next; the others are cancelled when one has delivered.
 *
 * @param gateways Base URLs, such as `http://127.0.0.1:4000`. `/ipfs/<cid>?format=raw` is added.
 * @throws ContentUnavailableError with what each gateway did; ContentNotSoughtError when this machine reached none;
 *   ContentAbortedError; InvalidFieldError for a CID that is not ours.
 */
export async function fetchBlock(
  cid: string,
  gateways: readonly string[],
  options: FetchBlockOptions = {},
): Promise<Uint8Array> {
  const { maxBytes = MAX_BLOCK_BYTES, timeoutMs = 30_000, hedgeMs = 1_000, signal, resolve = resolveHost } = options
  const id = parseBlockId(cid)
  if (!(maxBytes >= 0)) throw new StoreInputError('maxBytes', 'a number of bytes')
  if (signal?.aborted) throw new ContentAbortedError(cid, signal.reason)

  const stop = new AbortController()
  const failures = new Map<string, ContentError>()
  const winner = Promise.withResolvers<Uint8Array>()
  const asked = [...new Set(gateways)]
  let started = 0
  let hedge: NodeJS.Timeout | undefined

  const failAll = (error: Error) => {
    winner.reject(error)
    stop.abort(error)
  }
  const giveUp = () => {
    const told = asked.map((gateway) => ({
      gateway: safeName(gateway),
      error: failures.get(gateway) ?? new ContentTimeoutError(cid, safeName(gateway), timeoutMs),
    }))
    const couldLook = told.some(({ error }) => error.failure !== 'offline')
    failAll(couldLook ? new ContentUnavailableError(cid, told) : new ContentNotSoughtError(cid, told))
  }
  const onAbort = () => failAll(new ContentAbortedError(cid, signal?.reason))
  const ask = async (gateway: string) => {
    try {
      const limit = Math.min(maxBytes, MAX_BLOCK_BYTES)
      const request = { id, gateway, maxBytes: limit, rules: options, resolve, signal: stop.signal }
      winner.resolve(await fetchFromGateway(request))
    } catch (error) {
      if (stop.signal.aborted) return
      failures.set(
        gateway,
        error instanceof ContentError ? error : new ContentUnreachableError(safeName(gateway), 'it failed', error),
      )
      if (failures.size === asked.length) giveUp()
      else askNext()
    }
  }
  const askNext = () => {
    clearTimeout(hedge)
    const gateway = asked[started]
    if (gateway === undefined) return
    started += 1
    void ask(gateway)
    hedge = setTimeout(askNext, hedgeMs)
  }

  const deadline = setTimeout(giveUp, timeoutMs)
  signal?.addEventListener('abort', onAbort, { once: true })
  if (asked.length === 0) giveUp()
  else askNext()
  try {
    return await winner.promise
  } finally {
    clearTimeout(deadline)
    clearTimeout(hedge)
    signal?.removeEventListener('abort', onAbort)
    stop.abort()
  }
}

/** What may be written of a gateway's URL: never a path, a query or credentials. */
function safeName(gateway: string): string {
  return URL.parse(gateway)?.origin ?? '(not a URL)'
}
