import { BOUNDS } from '../bounds.ts'
import { JobEnded } from '../job-ended.ts'
import { WasiError } from './errno.ts'

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

export class Directory {
  readonly kind = 'directory'
  readonly id: bigint
  readonly entries = new Map<string, Node>()

  constructor(id: bigint) {
    this.id = id
  }
}

/** Bytes of all files of one volume. */
export class Account {
  #used = 0
  readonly #cap: number
  readonly #full: 'end' | 'fail'

  constructor(cap: number, full: 'end' | 'fail') {
    this.#cap = cap
    this.#full = full
  }

  /** @throws JobEnded or WasiError nospc, before anything is allocated. */
  change(bytes: number): void {
    if (this.#used + bytes > this.#cap) {
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

  write(at: bigint, from: Uint8Array): void {
    if (from.length === 0) return
    const end = at + BigInt(from.length)
    if (end > BigInt(this.#size)) this.resize(end)
    this.#bytes.set(from, Number(at))
  }

  resize(size: bigint): void {
    // Beyond 2^53 no cap could hold it: the account refuses what a number still says exactly enough.
    const next = Number(size)
    this.#account.change(next - this.#size)
    if (next > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(next, Math.min(this.#bytes.length * 2, next + 2 ** 24)))
      grown.set(this.contents())
      this.#bytes = grown
    } else if (next < this.#size) this.#bytes.fill(0, next, this.#size)
    this.#size = next
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
 * @throws WasiError notcapable (absolute, or above `from`), noent, notdir, nametoolong, ilseq (control characters).
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

function checkedName(name: string): string {
  if (new TextEncoder().encode(name).length > BOUNDS.nameBytes) throw new WasiError('nametoolong')
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) throw new WasiError('ilseq')
  }
  return name
}
