/**
 * Where blocks come from: a local store, gateways, later Kubo or S3.
 *
 * An adapter gives exactly the bytes that the CID names or throws; nobody behind it has to be trusted.
 */
export interface ContentSource {
  /**
   * @param cid CIDv1, sha2-256, raw or dag-cbor, in base32.
   * @param maxBytes More bytes than this are an error and are not read; never more than the sdk's MAX_BLOCK_BYTES.
   * @throws ContentError from a local store. From gateways, ContentUnavailableError when nobody has it and
   *   ContentNotSoughtError when this machine could not look: only the first may be held against anybody. InvalidFieldError
   *   for another CID.
   */
  get(cid: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array>
}
