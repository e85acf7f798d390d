import { cidOf, cidOfDigest, decodeManifest, decodeResult, type Codec, type Manifest, type Result } from '@millrace/sdk'
import { fetchBlock } from '@millrace/store'
import { setTimeout as pause } from 'node:timers/promises'
import { placeOf } from './market.ts'

const FETCHES_AT_ONCE = 8
const TRIES = 30
const RETRY_MS = 1_000

/**
 * Gives a content store some bytes. Where the store is busy, it is asked again when it says.
 *
 * @returns their CID, computed here: what a store says is not believed.
 * @throws Error when the store does not answer, or does not take them.
 */
export async function upload(storeUrl: string, bytes: Uint8Array<ArrayBuffer>, codec: Codec): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(`${storeUrl}/blocks?codec=${codec}`, { method: 'POST', body: bytes }).catch(
      (cause: unknown) => {
        throw new Error(`No content store answers at ${placeOf(storeUrl)}: is it running, and is --store right?`, {
          cause,
        })
      },
    )
    if (response.ok) return cidOf(bytes, codec)
    const text = await response.text()
    if (response.status !== 503 || tries === TRIES)
      throw new Error(`The content store refused ${bytes.length} bytes: ${response.status} ${text}`)
    await pause(Number(response.headers.get('retry-after') ?? '') * 1_000 || RETRY_MS)
  }
}

/** A block by its CID, from gateways that may be on this machine. @throws ContentUnavailableError when none has it. */
export function fetchLocal(cid: string, gateways: readonly string[]): Promise<Uint8Array> {
  return fetchBlock(cid, gateways, { allowLoopback: true })
}

/** What a provider proved, checked by hash down to each file. */
export type Collected = {
  readonly manifest: Manifest
  readonly result: Result
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
  readonly outputs: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/**
 * Fetches what stands behind a proof hash from gateways of this machine.
 *
 * @throws ContentUnavailableError when no gateway has a block; InvalidFieldError when a block is not what it should be.
 */
export async function collect(proofHash: `0x${string}`, gateways: readonly string[]): Promise<Collected> {
  const get = (cid: string) => fetchLocal(cid, gateways)
  const manifest = decodeManifest(await get(cidOfDigest(proofHash, 'dag-cbor')))
  const result = decodeResult(await get(manifest.result))
  const [stdout, stderr] = [await get(result.stdout), await get(manifest.logs.stderr)]
  const outputs: { path: string; bytes: Uint8Array }[] = []
  // A few at a time: a gateway turns away whoever asks for a thousand files at once.
  for (let i = 0; i < result.outputs.length; i += FETCHES_AT_ONCE) {
    const some = result.outputs.slice(i, i + FETCHES_AT_ONCE)
    outputs.push(...(await Promise.all(some.map(async ({ path, cid }) => ({ path, bytes: await get(cid) })))))
  }
  return { manifest, result, stdout, stderr, outputs }
}
