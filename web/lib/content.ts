import { cidOf, codecOf, type Codec } from '@millrace/sdk'
import { PageError } from './page-error.ts'
import { pause } from './pause.ts'

/** How often a busy store is asked before the page gives up. */
const MAX_TRIES = 6
/** The longest that the page waits for a busy store at once, in seconds, whatever it asks for. */
const MAX_RETRY_SECONDS = 10
const NOTHING_LOST = 'Check that the content store runs, then try again. Nothing was signed or paid.'

/**
 * Stores a block where the providers can fetch it. A store that is busy (503) is asked again when it says so.
 * @returns its CID, computed here: the store's word for it is only compared.
 * @throws {PageError} when the store cannot be reached, stays busy, refuses, or names another CID; the signal's reason when it ends.
 */
export async function uploadBlock(
  uploadUrl: string,
  bytes: Uint8Array<ArrayBuffer>,
  codec: Codec,
  signal: AbortSignal,
): Promise<string> {
  const cid = await cidOf(bytes, codec)
  for (let tries = 1; ; tries += 1) {
    const response = await sendBlock(`${uploadUrl}/blocks?codec=${codec}`, bytes, signal)
    const answer = (await response.text()).slice(0, 300)
    if (response.ok) {
      if (answer.includes(cid)) return cid
      throw new PageError('The content store named another hash than that of the file.', NOTHING_LOST, {
        cause: answer,
      })
    }
    if (response.status !== BUSY)
      throw new PageError(
        `The content store refused a file of ${bytes.length} bytes (HTTP ${response.status}).`,
        NOTHING_LOST,
        { cause: answer },
      )
    if (tries === MAX_TRIES)
      throw new PageError(
        'The content store is busy with the files of others.',
        'Try again in a minute. Nothing was signed or paid.',
        { cause: answer },
      )
    await pause(retryMs(response), signal)
    signal.throwIfAborted()
  }
}

const BUSY = 503

async function sendBlock(url: string, body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', body, signal })
  } catch (cause) {
    signal.throwIfAborted()
    throw new PageError('The content store that takes your files does not answer.', NOTHING_LOST, { cause })
  }
}

/** What `Retry-After` asks for, in milliseconds; a second when it asks for nothing that can be read. */
function retryMs({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 1)
  return 1000 * (seconds >= 0 ? Math.min(seconds, MAX_RETRY_SECONDS) : 1)
}

/**
 * Fetches a block from the first gateway that has it, and hashes it before anyone sees it.
 * @param maxBytes reading stops there: a gateway is not trusted to be brief.
 * @throws {PageError} when no gateway gave the right bytes; its cause lists what each did.
 */
export async function fetchBlock(
  cid: string,
  gateways: readonly string[],
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const failures: string[] = []
  for (const gateway of gateways) {
    try {
      const bytes = await read(`${gateway}/ipfs/${cid}?format=raw`, maxBytes, signal)
      if ((await cidOf(bytes, codecOf(cid))) === cid) return bytes
      failures.push(`${gateway}: the bytes have another hash`)
    } catch (error) {
      signal?.throwIfAborted()
      failures.push(`${gateway}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new PageError(
    'No gateway could serve this content.',
    'Try again in a moment: the provider may have been away.',
    {
      cause: `${cid}\n${failures.join('\n')}`,
    },
  )
}

async function read(url: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { headers: { accept: 'application/vnd.ipld.raw' }, ...(signal ? { signal } : {}) })
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > maxBytes) {
      await reader.cancel()
      throw new Error(`more than ${maxBytes} bytes`)
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
