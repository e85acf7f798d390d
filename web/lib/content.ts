import { cidOf, codecOf, type Codec } from '@millrace/sdk'
import { PageError } from './page-error.ts'

/**
 * Stores a block where the providers can fetch it.
 * @returns its CID, computed here: the store's word for it is only compared.
 * @throws {PageError} when the store cannot be reached, refuses, or names another CID.
 */
export async function uploadBlock(uploadUrl: string, bytes: Uint8Array<ArrayBuffer>, codec: Codec): Promise<string> {
  const cid = await cidOf(bytes, codec)
  const next = 'Check that the content store runs, then try again. Nothing was signed or paid.'
  const response = await fetch(`${uploadUrl}/blocks?codec=${codec}`, { method: 'POST', body: bytes }).catch(
    (cause: unknown) => {
      throw new PageError('The content store that takes your files does not answer.', next, { cause })
    },
  )
  const text = await response.text()
  if (!response.ok) {
    throw new PageError(`The content store refused a file of ${bytes.length} bytes (HTTP ${response.status}).`, next, {
      cause: text.slice(0, 300),
    })
  }
  if (!text.includes(cid))
    throw new PageError('The content store named another hash than that of the file.', next, {
      cause: text.slice(0, 300),
    })
  return cid
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
