import { BOUNDS } from '../bounds.ts'
import { DIRECTORY_ENTRY_STEPS, PATH_NAME_STEPS, PATH_STEPS } from '../cost.ts'
import { handleOf, putFileStat, RIGHT_WRITE } from './calls-files.ts'
import { WasiError } from './errno.ts'
import { bytesOf } from './names-of-files.ts'
import type { Call, Handle, VolumeState, WasiState } from './state.ts'
import { Directory, lookUp, type Place, RegularFile, walk } from './tree.ts'

const RIGHT_READ = 1n << 1n
const CREATE = 1
const DIRECTORY = 2
const EXCLUSIVE = 4
const TRUNCATE = 8

type Found = { readonly place: Place; readonly volume: VolumeState }

function find(state: WasiState, fd: number, path: number, length: number): Found {
  const handle = handleOf(state, fd)
  if (handle.kind !== 'directory') throw new WasiError('notdir')
  if (length >>> 0 > BOUNDS.pathBytes) throw new WasiError('nametoolong')
  const bytes = state.memory().bytes(path, length)
  state.charge(PATH_STEPS + bytes.length)
  const text = decode(bytes)
  state.charge(text.split('/').length * PATH_NAME_STEPS)
  return { place: walk(handle.node, text), volume: handle.volume }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new WasiError('ilseq')
  }
}

/** @throws WasiError rofs under /in. */
function findToChange(state: WasiState, fd: number, path: number, length: number): Found {
  const found = find(state, fd, path, length)
  if (found.volume.readOnly) throw new WasiError('rofs')
  return found
}

export const path_open: Call<[number, number, number, number, number, bigint, bigint, number, number]> = (
  state,
  fd,
  _lookup,
  path,
  length,
  how,
  rights,
  _inherited,
  flags,
  result,
) => openAt(state, find(state, fd, path, length), how, rights, flags, result)

function openAt(state: WasiState, found: Found, how: number, rights: bigint, flags: number, result: number): void {
  const { place, volume } = found
  const memory = state.memory()
  // Looked at first: a file must not be made by a call that then fails.
  memory.bytes(result, 4)
  const wantsWrite = (rights & RIGHT_WRITE) !== 0n
  let node = lookUp(place)
  if (node !== undefined && how & CREATE && how & EXCLUSIVE) throw new WasiError('exist')
  if (node?.kind === 'file' && how & DIRECTORY) throw new WasiError('notdir')
  if (node === undefined && !(how & CREATE)) throw new WasiError('noent')
  if (volume.readOnly && (node === undefined || how & TRUNCATE || (node.kind === 'file' && wantsWrite)))
    throw new WasiError('rofs')
  if (node?.kind === 'directory' && how & TRUNCATE) throw new WasiError('isdir')
  const fd = freeDescriptor(state)
  if (node === undefined) {
    if (how & DIRECTORY || place.mustBeDirectory) throw new WasiError('inval')
    place.parent.checkRoom(place.name)
    node = new RegularFile(state.census.born(), volume.account)
    place.parent.add(place.name, node)
  }
  if (node.kind === 'file' && how & TRUNCATE) node.resize(0n)
  state.handles.set(fd, handleFor(node, volume, rights, flags))
  memory.setU32(result, fd)
}

function handleFor(node: Directory | RegularFile, volume: VolumeState, rights: bigint, flags: number): Handle {
  if (node.kind === 'directory') return { kind: 'directory', node, volume }
  node.hold()
  const readable = (rights & RIGHT_READ) !== 0n
  const writable = (rights & RIGHT_WRITE) !== 0n
  return { kind: 'file', node, volume, readable, writable, append: (flags & 1) !== 0, position: 0n }
}

function freeDescriptor(state: WasiState): number {
  if (state.handles.size >= BOUNDS.openFiles) throw new WasiError('mfile')
  let fd = 3
  while (state.handles.has(fd)) fd += 1
  return fd
}

export const path_create_directory: Call<[number, number, number]> = (state, fd, path, length) => {
  const { place } = findToChange(state, fd, path, length)
  if (lookUp({ ...place, mustBeDirectory: false }) !== undefined) throw new WasiError('exist')
  place.parent.checkRoom(place.name)
  place.parent.add(place.name, new Directory(state.census.born()))
}

export const path_filestat_get: Call<[number, number, number, number, number]> = (
  state,
  fd,
  _flags,
  path,
  length,
  result,
) => {
  const node = lookUp(find(state, fd, path, length).place)
  if (node === undefined) throw new WasiError('noent')
  putFileStat(state, node, result)
}

/** Times are not kept: setting them works where the path exists, and changes nothing. */
export const path_filestat_set_times: Call<[number, number, number, number]> = (state, fd, _flags, path, length) => {
  if (lookUp(find(state, fd, path, length).place) === undefined) throw new WasiError('noent')
}

export const path_unlink_file: Call<[number, number, number]> = (state, fd, path, length) => {
  const { place } = findToChange(state, fd, path, length)
  const node = lookUp(place)
  if (node === undefined) throw new WasiError('noent')
  if (node.kind === 'directory') throw new WasiError('isdir')
  drop(state, place, node)
}

export const path_remove_directory: Call<[number, number, number]> = (state, fd, path, length) => {
  const { place } = findToChange(state, fd, path, length)
  const node = lookUp(place)
  if (node === undefined) throw new WasiError('noent')
  if (node.kind === 'file') throw new WasiError('notdir')
  if (node.entries.size > 0) throw new WasiError('notempty')
  if (place.name === '') throw new WasiError('inval')
  drop(state, place, node)
}

function drop(state: WasiState, place: Place, node: Directory | RegularFile): void {
  place.parent.remove(place.name)
  state.census.died()
  if (node.kind === 'file') node.release()
}

export const path_rename: Call<[number, number, number, number, number, number]> = (
  state,
  fd,
  from,
  fromLength,
  toFd,
  to,
  toLength,
) => {
  const source = findToChange(state, fd, from, fromLength)
  const target = findToChange(state, toFd, to, toLength)
  const node = lookUp(source.place)
  if (node === undefined) throw new WasiError('noent')
  if (source.volume !== target.volume) throw new WasiError('xdev')
  if (source.place.name === '' || target.place.name === '') throw new WasiError('inval')
  const replaced = lookUp(target.place)
  if (replaced === node) return
  // A directory cannot move into itself.
  if (node.kind === 'directory' && target.place.parent.isAtOrBelow(node)) throw new WasiError('inval')
  if (node.kind === 'file' && target.place.mustBeDirectory) throw new WasiError('notdir')
  target.place.parent.checkRoom(target.place.name, node.kind === 'directory' ? longestBelow(state, node) : 0)
  if (replaced !== undefined) {
    if (replaced.kind === 'directory' && node.kind === 'file') throw new WasiError('isdir')
    if (replaced.kind === 'file' && node.kind === 'directory') throw new WasiError('notdir')
    if (replaced.kind === 'directory' && replaced.entries.size > 0) throw new WasiError('notempty')
    drop(state, target.place, replaced)
  }
  source.place.parent.remove(source.place.name)
  target.place.parent.add(target.place.name, node)
}

/** Bytes of the longest path below `directory`, each name with the slash before it. */
function longestBelow(state: WasiState, directory: Directory): number {
  let longest = 0
  const pending = [{ node: directory, bytes: 0 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    state.charge(next.node.entries.size * DIRECTORY_ENTRY_STEPS)
    for (const [name, child] of next.node.entries) {
      const bytes = next.bytes + 1 + bytesOf(name)
      longest = Math.max(longest, bytes)
      if (child.kind === 'directory') pending.push({ node: child, bytes })
    }
  }
  return longest
}

export const notSupported: Call<[]> = () => {
  throw new WasiError('notsup')
}
