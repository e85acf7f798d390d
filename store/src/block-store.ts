import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cidOfDigest, type Codec, MAX_BLOCK_BYTES } from '@millrace/sdk'
import { blockIdOf, parseBlockId, type BlockId } from './block-id.ts'
import type { ContentSource } from './content-source.ts'
import { ContentAbortedError, ContentCorruptError, ContentNotFoundError, ContentTooLargeError } from './errors.ts'
import { type FileLook, isMissing, lookOf, readdirOrNone, statOrNull, syncFolder } from './files.ts'
import { OpenBlock, sha256OfFile } from './open-block.ts'

const HERE = 'this store'
/** A temporary file that is older than this belongs to a writer that died. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000
/** Damaged files that are kept for a person to look at; older ones are removed. */
const MAX_CORRUPT = 16
/** Files whose verification is remembered: about 200 bytes each. */
const MAX_VERIFIED = 10_000

/** One block as `list` sees it: not verified, only found. */
export type ListedBlock = { readonly cid: string; readonly bytes: number }

export type BlockStoreOptions = {
  /** Largest block that is taken, in bytes; at most and by default 64 MiB. */
  readonly maxBlockBytes?: number
}

/**
 * Blocks in a folder, one file each: `blocks/<first byte of the hash, hex>/<cid>`.
 *
 * A block appears whole or not at all (temporary file, fsync, rename, fsync of the folder), and is hashed each time `get`
 * reads it: damage is an error, never content. `openBlock` hashes again only what changed. Several processes may share a
 * folder.
 */
export class BlockStore implements ContentSource {
  readonly #root: string
  readonly #maxBlockBytes: number
  /** What `openBlock` found to be intact, by CID: its file as it was then. */
  readonly #verified = new Map<string, string>()
  /** Verifications that run, by CID and file: whoever comes meanwhile waits for the same one. */
  readonly #verifying = new Map<string, Promise<void>>()
  #usedBytes = 0

  private constructor(root: string, maxBlockBytes: number) {
    this.#root = root
    this.#maxBlockBytes = maxBlockBytes
  }

  /** Opens a store, creating the folder, and clears what a writer that died left behind. */
  static async open(root: string, { maxBlockBytes = MAX_BLOCK_BYTES }: BlockStoreOptions = {}): Promise<BlockStore> {
    const store = new BlockStore(root, Math.min(maxBlockBytes, MAX_BLOCK_BYTES))
    for (const folder of ['blocks', 'tmp', 'corrupt']) await mkdir(join(root, folder), { recursive: true })
    for (const name of await readdir(join(root, 'tmp'))) {
      const found = await statOrNull(join(root, 'tmp', name))
      if (found !== null && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) {
        await rm(join(root, 'tmp', name), { force: true })
      }
    }
    await store.#forgetDamage()
    for await (const { bytes } of store.list()) store.#usedBytes += bytes
    return store
  }

  /** Bytes of the blocks here, counted when the store was opened and kept since by this process. */
  get usedBytes(): number {
    return this.#usedBytes
  }

  /** The largest block that `put` takes, in bytes. */
  get maxBlockBytes(): number {
    return this.#maxBlockBytes
  }

  /** Whether the block is here. It is not hashed: only `get` promises content. */
  async has(cid: string): Promise<boolean> {
    return (await this.size(cid)) !== null
  }

  /** The block's size in bytes, or null when it is not here. */
  async size(cid: string): Promise<number | null> {
    const found = await statOrNull(this.#pathOf(parseBlockId(cid)))
    return found?.size ?? null
  }

  /**
   * The block, verified.
   *
   * @throws ContentNotFoundError, ContentTooLargeError, ContentAbortedError, and ContentCorruptError after the damaged
   * file was moved to `corrupt/`, so that the next `put` or fetch heals the store.
   */
  async get(cid: string, maxBytes: number = this.#maxBlockBytes, signal?: AbortSignal): Promise<Uint8Array> {
    const id = parseBlockId(cid)
    if (signal?.aborted) throw new ContentAbortedError(cid, signal.reason)
    const bytes = await this.#read(id, Math.min(maxBytes, MAX_BLOCK_BYTES))
    const found = blockIdOf(bytes, id.codec).cid
    if (found === cid) return bytes
    await this.#moveAside(id, bytes.length)
    throw new ContentCorruptError(cid, HERE, found)
  }

  /**
   * The block, for reading any part of it without having the whole in memory. It is hashed first, in pieces, unless this
   * store hashed it since its file last changed (inode, size and times).
   *
   * @throws ContentNotFoundError, and ContentCorruptError as `get` does.
   */
  async openBlock(cid: string): Promise<OpenBlock> {
    const id = parseBlockId(cid)
    const file = await this.#open(id)
    try {
      const seen = await lookOf(file)
      if (this.#verified.get(cid) !== seen.look) await this.#verify(id, file, seen)
      return new OpenBlock(file, seen.size)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /**
   * Keeps the bytes and returns their CID. When it returns, they survive a power cut. A block that is here already is
   * verified first, and written again if it was damaged.
   *
   * @throws ContentTooLargeError
   */
  async put(bytes: Uint8Array, codec: Codec): Promise<string> {
    if (bytes.length > this.#maxBlockBytes) throw new ContentTooLargeError('A block', HERE, this.#maxBlockBytes)
    const id = blockIdOf(bytes, codec)
    if (await this.#holds(id)) return id.cid

    const temporary = join(this.#root, 'tmp', randomUUID())
    try {
      const file = await open(temporary, 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      const folder = this.#folderOf(id)
      if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(join(this.#root, 'blocks'))
      // Two writers of one block write the same bytes, so the later rename changes nothing but the count.
      const wasHere = await statOrNull(this.#pathOf(id))
      await rename(temporary, this.#pathOf(id))
      await syncFolder(folder)
      this.#usedBytes += bytes.length - (wasHere?.size ?? 0)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    return id.cid
  }

  /** Removes the block. @returns whether it was here. */
  async delete(cid: string): Promise<boolean> {
    const id = parseBlockId(cid)
    const found = await statOrNull(this.#pathOf(id))
    if (found === null) return false
    await rm(this.#pathOf(id), { force: true })
    await syncFolder(this.#folderOf(id))
    this.#usedBytes -= found.size
    return true
  }

  /** Every block here, in no order. Files that are not named as a block are left out. */
  async *list(): AsyncGenerator<ListedBlock> {
    for (const folder of await readdir(join(this.#root, 'blocks'))) {
      for (const cid of await readdirOrNone(join(this.#root, 'blocks', folder))) {
        const found = isBlockName(cid) ? await statOrNull(join(this.#root, 'blocks', folder, cid)) : null
        if (found !== null) yield { cid, bytes: found.size }
      }
    }
  }

  async #holds(id: BlockId): Promise<boolean> {
    try {
      await this.get(id.cid)
      return true
    } catch (error) {
      if (error instanceof ContentNotFoundError || error instanceof ContentCorruptError) return false
      // A file longer than any block cannot be the block of this name.
      if (error instanceof ContentTooLargeError) return false
      throw error
    }
  }

  async #open(id: BlockId): Promise<FileHandle> {
    try {
      return await open(this.#pathOf(id), constants.O_RDONLY | constants.O_NOFOLLOW)
    } catch (error) {
      if (isMissing(error)) throw new ContentNotFoundError(id.cid, HERE)
      throw error
    }
  }

  async #read(id: BlockId, maxBytes: number): Promise<Uint8Array> {
    const file = await this.#open(id)
    try {
      const { size } = await file.stat()
      if (size > MAX_BLOCK_BYTES) {
        await this.#moveAside(id, size)
        throw new ContentCorruptError(id.cid, HERE, `${size} bytes`)
      }
      if (size > maxBytes) throw new ContentTooLargeError(`The block ${id.cid}`, HERE, maxBytes)
      return new Uint8Array(await file.readFile())
    } finally {
      await file.close()
    }
  }

  async #verify(id: BlockId, file: FileHandle, seen: FileLook): Promise<void> {
    const key = `${id.cid}:${seen.look}`
    const running = this.#verifying.get(key) ?? this.#hash(id, file, seen)
    this.#verifying.set(key, running)
    try {
      await running
    } finally {
      this.#verifying.delete(key)
    }
  }

  async #hash(id: BlockId, file: FileHandle, { look, size }: FileLook): Promise<void> {
    const found = size > MAX_BLOCK_BYTES ? null : cidOfDigest(`0x${await sha256OfFile(file)}`, id.codec)
    if (found !== id.cid) {
      await this.#moveAside(id, size)
      throw new ContentCorruptError(id.cid, HERE, found ?? `${size} bytes`)
    }
    if ((await lookOf(file)).look !== look) throw new ContentCorruptError(id.cid, HERE, 'a file that changes')
    this.#verified.delete(id.cid)
    this.#verified.set(id.cid, look)
    const [oldest] = this.#verified.keys()
    if (this.#verified.size > MAX_VERIFIED && oldest !== undefined) this.#verified.delete(oldest)
  }

  async #moveAside(id: BlockId, bytes: number): Promise<void> {
    try {
      await rename(this.#pathOf(id), join(this.#root, 'corrupt', `${id.cid}.${randomUUID()}`))
      this.#usedBytes -= bytes
    } catch (error) {
      // Another reader found the same damage and was faster.
      if (!isMissing(error)) throw error
    }
    await this.#forgetDamage()
  }

  async #forgetDamage(): Promise<void> {
    const names = await readdir(join(this.#root, 'corrupt'))
    if (names.length <= MAX_CORRUPT) return
    const aged = await Promise.all(
      names.map(async (name) => ({ name, atMs: (await statOrNull(join(this.#root, 'corrupt', name)))?.ctimeMs ?? 0 })),
    )
    for (const { name } of aged.sort((a, b) => b.atMs - a.atMs).slice(MAX_CORRUPT)) {
      await rm(join(this.#root, 'corrupt', name), { force: true })
    }
  }

  #folderOf(id: BlockId): string {
    return join(this.#root, 'blocks', id.digest.slice(2, 4))
  }

  #pathOf(id: BlockId): string {
    return join(this.#folderOf(id), id.cid)
  }
}

function isBlockName(name: string): boolean {
  try {
    parseBlockId(name)
    return true
  } catch {
    return false
  }
}
