import { BOUNDS } from '../bounds.ts'
import { JobEnded } from '../job-ended.ts'
import { compareBytes } from '../order.ts'
import { WasiError } from './errno.ts'
import { bytesOf, checkedName } from './names-of-files.ts'

export type Node = Directory | RegularFile

/** Counts what lives in all volumes together. */
export class Census {
  #nodes = 0
  #serial = 0
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** Numbers a new node. @throws JobEnded at one more than the limit. */
  born(): bigint {
    if (this.#nodes === this.#most) throw new JobEnded({ kind: 'limit', which: 'files' })
    this.#nodes += 1
    return this.serial()
  }

  serial(): bigint {
    this.#serial += 1
    return BigInt(this.#serial)
  }

  died(): void {
    this.#nodes -= 1
  }
}

/** An entry as it is listed. */
export type Listed = { readonly name: Uint8Array; readonly node: Node }

export class Directory {
  readonly kind = 'directory'
  readonly id: bigint
  readonly #entries = new Map<string, Node>()
  /** Where it hangs: undefined for the root of a volume. */
  #above: { readonly parent: Directory; readonly nameBytes: number } | undefined
  #listing: readonly Listed[] | undefined

  constructor(id: bigint) {
    this.id = id
  }

  get entries(): ReadonlyMap<string, Node> {
    return this.#entries
  }

  /** Whether `listing` has to be made anew. */
  get isListed(): boolean {
    return this.#listing !== undefined
  }

  /** In the order of the names' bytes. */
  listing(): readonly Listed[] {
    const encoder = new TextEncoder()
    return (this.#listing ??= [...this.#entries]
      .map(([name, node]) => ({ name: encoder.encode(name), node }))
      .sort((left, right) => compareBytes(left.name, right.name)))
  }

  /** @throws WasiError nametoolong when `name` and `belowBytes` more end beyond the longest path. */
  checkRoom(name: string, belowBytes = 0): void {
    if (this.#pathBytes() + bytesOf(name) + belowBytes > BOUNDS.wholePathBytes) throw new WasiError('nametoolong')
  }

  /** @throws WasiError nametoolong. */
  add(name: string, node: Node): void {
    this.checkRoom(name)
    this.#entries.set(name, node)
    this.#listing = undefined
    if (node.kind === 'directory') node.#above = { parent: this, nameBytes: bytesOf(name) }
  }

  remove(name: string): void {
    this.#entries.delete(name)
    this.#listing = undefined
  }

  isAtOrBelow(other: Directory): boolean {
    return this === other || (this.#above?.parent.isAtOrBelow(other) ?? false)
  }

  /** Bytes of the path from the root to here, with the slash behind each name. */
  #pathBytes(): number {
    let bytes = 0
    for (let at = this.#above; at !== undefined; at = at.parent.#above) bytes += at.nameBytes + 1
    return bytes
  }
}

/** Bytes of all files of one volume. */
export class Account {
  #used = 0
  readonly cap: number
  readonly #full: 'end' | 'fail'

  constructor(cap: number, full: 'end' | 'fail') {
    this.cap = cap
    this.#full = full
  }

  /** @throws JobEnded or WasiError nospc, before anything is allocated. */
  change(bytes: number): void {
    if (this.#used + bytes > this.cap) {
      if (this.#full === 'end') throw new JobEnded({ kind: 'limit', which: 'output' })
      throw new WasiError('nospc')
    }
    this.#used += bytes
  }
}

export class RegularFile {
  readonly kind = 'file'
  readonly id: bigint
  readonly #account: Account
  #bytes: Uint8Array
  #size: number
  #holders = 1

  /** `bytes` are taken over, not copied, and not charged. */
  constructor(id: bigint, account: Account, bytes: Uint8Array = new Uint8Array()) {
    this.id = id
    this.#account = account
    this.#bytes = bytes
    this.#size = bytes.length
  }

  get size(): number {
    return this.#size
  }

  contents(): Uint8Array {
    return this.#bytes.subarray(0, this.#size)
  }

  read(at: bigint, into: Uint8Array): number {
    if (at >= BigInt(this.#size)) return 0
    const from = Number(at)
    const part = this.#bytes.subarray(from, Math.min(this.#size, from + into.length))
    into.set(part)
    return part.length
  }

  /** Returns the bytes touched, for the bill: as `resize` does, at least those written. */
  write(at: bigint, from: Uint8Array): number {
    if (from.length === 0) return 0
    const end = at + BigInt(from.length)
    const touched = end > BigInt(this.#size) ? this.resize(end) : 0
    this.#bytes.set(from, Number(at))
    return Math.max(touched, from.length)
  }

  /**
   * Returns the bytes touched, for the bill: those added or cut, and those that had to move. The account counts sizes, so
   * a buffer is never more than twice its file's.
   */
  resize(size: bigint): number {
    // Beyond 2^53 no cap could hold it: the account refuses what a number still says exactly enough.
    const next = Number(size)
    this.#account.change(next - this.#size)
    const changed = Math.abs(next - this.#size)
    const kept = Math.min(next, this.#size)
    const moves = next > this.#bytes.length || next * 2 < this.#bytes.length
    if (moves) {
      const twice = Math.min(this.#bytes.length * 2, this.#account.cap)
      const moved = new Uint8Array(next > this.#bytes.length ? Math.max(next, twice) : next)
      moved.set(this.#bytes.subarray(0, kept))
      this.#bytes = moved
    } else if (next < this.#size) this.#bytes.fill(0, next, this.#size)
    this.#size = next
    return changed + (moves ? kept : 0)
  }

  /** A descriptor or a directory keeps the bytes alive, and so they stay charged. */
  hold(): void {
    this.#holders += 1
  }

  release(): void {
    this.#holders -= 1
    if (this.#holders > 0) return
    this.#account.change(-this.#size)
    this.#bytes = new Uint8Array()
    this.#size = 0
  }
}

/** What a path names: its parent directory and its last name; `name` is empty for the directory itself. */
export type Place = { readonly parent: Directory; readonly name: string; readonly mustBeDirectory: boolean }

/**
 * Walks `path` down from `from`. There are no links, and `..` never leaves `from`, so nothing outside can be named.
 *
 * @throws WasiError notcapable (absolute, or above `from`), noent, notdir, nametoolong, ilseq (see `checkedName`).
 */
export function walk(from: Directory, path: string): Place {
  if (path === '') throw new WasiError('noent')
  if (path.startsWith('/')) throw new WasiError('notcapable')
  const trail = [from]
  const names = path.split('/').filter((name) => name !== '' && name !== '.')
  const mustBeDirectory = path.endsWith('/') || path.endsWith('/.')
  let name = ''
  for (const next of names) {
    if (name !== '') trail.push(childDirectory(trail.at(-1) ?? from, name))
    name = ''
    if (next === '..') {
      if (trail.length === 1) throw new WasiError('notcapable')
      trail.pop()
    } else name = checkedName(next)
  }
  return { parent: trail.at(-1) ?? from, name, mustBeDirectory }
}

export function lookUp(place: Place): Node | undefined {
  const node = place.name === '' ? place.parent : place.parent.entries.get(place.name)
  if (place.mustBeDirectory && node?.kind === 'file') throw new WasiError('notdir')
  return node
}

function childDirectory(parent: Directory, name: string): Directory {
  const node = parent.entries.get(name)
  if (node === undefined) throw new WasiError('noent')
  if (node.kind !== 'directory') throw new WasiError('notdir')
  return node
}
