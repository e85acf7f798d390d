import { cidOf, cidOfDigest, decodeManifest, decodeResult, type Codec, type Manifest, type Result } from '@millrace/sdk'
import { fetchBlock } from '@millrace/store'

/**
 * Gives a content store some bytes.
 *
 * @returns their CID, computed here: what a store says is not believed.
 * @throws Error when the store does not take them.
 */
export async function upload(storeUrl: string, bytes: Uint8Array<ArrayBuffer>, codec: Codec): Promise<string> {
  const response = await fetch(`${storeUrl}/blocks?codec=${codec}`, { method: 'POST', body: bytes })
  if (!response.ok)
    throw new Error(`The content store refused ${bytes.length} bytes: ${response.status} ${await response.text()}`)
  return cidOf(bytes, codec)
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
  const get = (cid: string) => fetchBlock(cid, gateways, { allowLoopback: true })
  const manifest = decodeManifest(await get(cidOfDigest(proofHash, 'dag-cbor')))
  const result = decodeResult(await get(manifest.result))
  const [stdout, stderr] = [await get(result.stdout), await get(manifest.logs.stderr)]
  const outputs = await Promise.all(result.outputs.map(async ({ path, cid }) => ({ path, bytes: await get(cid) })))
  return { manifest, result, stdout, stderr, outputs }
}
