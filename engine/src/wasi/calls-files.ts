import { DIRECTORY_ENTRY_STEPS, DIRECTORY_RECORD_STEPS, VECTOR_STEPS } from '../cost.ts'
import { BOUNDS } from '../bounds.ts'
import { WasiError } from './errno.ts'
import type { Call, Handle, OpenFile, WasiState } from './state.ts'
import type { Listed, Node } from './tree.ts'

const RIGHT_READ = 1n << 1n
export const RIGHT_WRITE = 1n << 6n
const RIGHT_SEEK_AND_TELL = (1n << 2n) | (1n << 5n)
const ALL_RIGHTS = (1n << 29n) - 1n
const APPEND = 1

export const FILE_TYPE = { unknown: 0, characterDevice: 2, directory: 3, file: 4 } as const

/** @throws WasiError badf. */
export function handleOf(state: WasiState, fd: number): Handle {
  const handle = state.handles.get(fd)
  if (handle === undefined) throw new WasiError('badf')
  return handle
}

function fileOf(state: WasiState, fd: number): OpenFile {
  const handle = handleOf(state, fd)
  if (handle.kind === 'directory') throw new WasiError('isdir')
  if (handle.kind !== 'file') throw new WasiError('spipe')
  return handle
}

function writableOf(state: WasiState, fd: number): OpenFile {
  const file = fileOf(state, fd)
  if (file.volume.readOnly) throw new WasiError('rofs')
  if (!file.writable) throw new WasiError('badf')
  return file
}

function chargeBytes(state: WasiState, bytes: number): void {
  state.charge(Math.floor(bytes / 8))
}

/** The vectors of a read or write: at most 1024, each wholly inside the memory. */
function vectorsOf(state: WasiState, address: number, count: number): readonly Uint8Array[] {
  if (count >>> 0 > BOUNDS.vectors) throw new WasiError('inval')
  state.charge((count >>> 0) * VECTOR_STEPS)
  return state.memory().vectors(address, count)
}

export const fd_close: Call<[number]> = (state, fd) => {
  const handle = handleOf(state, fd)
  state.handles.delete(fd)
  if (handle.kind === 'file') handle.node.release()
}

export const fd_renumber: Call<[number, number]> = (state, from, to) => {
  const handle = handleOf(state, from)
  if (from === to) return
  fd_close(state, to)
  state.handles.set(to, handle)
  state.handles.delete(from)
}

/** Gives advice, flushes, times and rights a home: they change nothing here, and need an open descriptor. */
export const onlyChecksHandle: Call<[number]> = (state, fd) => void handleOf(state, fd)

export const fd_allocate: Call<[number, bigint, bigint]> = (state, fd, offset, length) => {
  const file = writableOf(state, fd)
  const end = BigInt.asUintN(64, offset) + BigInt.asUintN(64, length)
  if (end > BigInt(file.node.size)) resize(state, file, end)
}

export const fd_filestat_set_size: Call<[number, bigint]> = (state, fd, size) =>
  resize(state, writableOf(state, fd), BigInt.asUintN(64, size))

function resize(state: WasiState, file: OpenFile, size: bigint): void {
  chargeBytes(state, file.node.resize(size))
}

export const fd_read: Call<[number, number, number, number]> = (state, fd, vectors, count, result) => {
  const memory = state.memory()
  const into = vectorsOf(state, vectors, count)
  const handle = handleOf(state, fd)
  if (handle.kind === 'stdin') return memory.setU32(result, 0)
  const file = readableOf(state, fd)
  const bytes = readInto(state, file, file.position, into)
  file.position += BigInt(bytes)
  memory.setU32(result, bytes)
}

export const fd_pread: Call<[number, number, number, bigint, number]> = (state, fd, vectors, count, offset, result) => {
  const into = vectorsOf(state, vectors, count)
  const bytes = readInto(state, readableOf(state, fd), BigInt.asUintN(64, offset), into)
  state.memory().setU32(result, bytes)
}

function readableOf(state: WasiState, fd: number): OpenFile {
  const file = fileOf(state, fd)
  if (!file.readable) throw new WasiError('badf')
  return file
}

function readInto(state: WasiState, file: OpenFile, from: bigint, vectors: readonly Uint8Array[]): number {
  let total = 0
  for (const vector of vectors) {
    const bytes = file.node.read(from + BigInt(total), vector)
    chargeBytes(state, bytes)
    total += bytes
    if (bytes < vector.length) break
  }
  return total
}

export const fd_write: Call<[number, number, number, number]> = (state, fd, vectors, count, result) => {
  const memory = state.memory()
  const parts = vectorsOf(state, vectors, count)
  const handle = handleOf(state, fd)
  if (handle.kind === 'log') {
    for (const part of parts) {
      chargeBytes(state, part.length)
      state.log(handle.stream, part)
    }
    return memory.setU32(result, sum(parts))
  }
  const file = writableOf(state, fd)
  if (file.append) file.position = BigInt(file.node.size)
  for (const part of parts) {
    writeAt(state, file, file.position, part)
    file.position += BigInt(part.length)
  }
  memory.setU32(result, sum(parts))
}

export const fd_pwrite: Call<[number, number, number, bigint, number]> = (
  state,
  fd,
  vectors,
  count,
  offset,
  result,
) => {
  const memory = state.memory()
  const parts = vectorsOf(state, vectors, count)
  const file = writableOf(state, fd)
  let at = BigInt.asUintN(64, offset)
  for (const part of parts) {
    writeAt(state, file, at, part)
    at += BigInt(part.length)
  }
  memory.setU32(result, sum(parts))
}

function writeAt(state: WasiState, file: OpenFile, at: bigint, part: Uint8Array): void {
  chargeBytes(state, file.node.write(at, part))
}

function sum(parts: readonly Uint8Array[]): number {
  return parts.reduce((total, part) => total + part.length, 0)
}

export const fd_seek: Call<[number, bigint, number, number]> = (state, fd, offset, whence, result) => {
  const file = fileOf(state, fd)
  const base = [0n, file.position, BigInt(file.node.size)][whence]
  if (base === undefined || base + offset < 0n || base + offset >= 2n ** 63n) throw new WasiError('inval')
  state.memory().setU64(result, base + offset)
  file.position = base + offset
}

export const fd_tell: Call<[number, number]> = (state, fd, result) =>
  state.memory().setU64(result, fileOf(state, fd).position)

export const fd_fdstat_get: Call<[number, number]> = (state, fd, result) => {
  const handle = handleOf(state, fd)
  const memory = state.memory()
  memory.bytes(result, 24).fill(0)
  memory.setU8(result, typeOf(handle))
  if (handle.kind === 'file' && handle.append) memory.setU16((result >>> 0) + 2, APPEND)
  memory.setU64((result >>> 0) + 8, rightsOf(handle))
  memory.setU64((result >>> 0) + 16, handle.kind === 'directory' ? ALL_RIGHTS : 0n)
}

function typeOf(handle: Handle): number {
  if (handle.kind === 'directory') return FILE_TYPE.directory
  return handle.kind === 'file' ? FILE_TYPE.file : FILE_TYPE.unknown
}

function rightsOf(handle: Handle): bigint {
  if (handle.kind === 'stdin') return RIGHT_READ
  if (handle.kind === 'log') return RIGHT_WRITE
  if (handle.kind === 'directory') return ALL_RIGHTS & ~RIGHT_SEEK_AND_TELL
  return (
    (ALL_RIGHTS & ~RIGHT_READ & ~RIGHT_WRITE) |
    (handle.readable ? RIGHT_READ : 0n) |
    (handle.writable ? RIGHT_WRITE : 0n)
  )
}

export const fd_fdstat_set_flags: Call<[number, number]> = (state, fd, flags) => {
  const handle = handleOf(state, fd)
  if (handle.kind === 'file') handle.append = (flags & APPEND) !== 0
}

export const fd_filestat_get: Call<[number, number]> = (state, fd, result) => {
  const handle = handleOf(state, fd)
  if (handle.kind === 'file' || handle.kind === 'directory') return putFileStat(state, handle.node, result)
  state.memory().bytes(result, 64).fill(0)
}

/** Times are all 0: nothing here happens at a time. */
export function putFileStat(state: WasiState, node: Node, result: number): void {
  const memory = state.memory()
  memory.bytes(result, 64).fill(0)
  const at = result >>> 0
  memory.setU64(at + 8, node.id)
  memory.setU8(at + 16, node.kind === 'directory' ? FILE_TYPE.directory : FILE_TYPE.file)
  memory.setU64(at + 24, 1n)
  memory.setU64(at + 32, node.kind === 'file' ? BigInt(node.size) : 0n)
}

/** Entries in the order of their names' bytes, `.` and `..` first; the cookie is the number of the next one. */
export const fd_readdir: Call<[number, number, number, bigint, number]> = (
  state,
  fd,
  buffer,
  length,
  cookie,
  result,
) => {
  const handle = handleOf(state, fd)
  if (handle.kind !== 'directory') throw new WasiError('notdir')
  const memory = state.memory()
  const into = memory.bytes(buffer, length)
  const { node } = handle
  if (!node.isListed) state.charge(node.entries.size * DIRECTORY_ENTRY_STEPS)
  const encoder = new TextEncoder()
  const dots: readonly Listed[] = ['.', '..'].map((name) => ({ name: encoder.encode(name), node }))
  const listing = node.listing()
  let used = 0
  // A cookie beyond 2^53 is beyond the end, which is all that matters here.
  for (let index = Number(BigInt.asUintN(64, cookie)); used < into.length; index += 1) {
    const entry = dots[index] ?? listing[index - dots.length]
    if (entry === undefined) break
    state.charge(DIRECTORY_RECORD_STEPS)
    const record = new DataView(new ArrayBuffer(24))
    record.setBigUint64(0, BigInt(index) + 1n, true)
    record.setBigUint64(8, entry.node.id, true)
    record.setUint32(16, entry.name.length, true)
    record.setUint8(20, entry.node.kind === 'directory' ? FILE_TYPE.directory : FILE_TYPE.file)
    for (const part of [new Uint8Array(record.buffer), entry.name]) {
      const fits = part.subarray(0, into.length - used)
      into.set(fits, used)
      used += fits.length
    }
  }
  chargeBytes(state, used)
  memory.setU32(result, used)
}

export const fd_prestat_get: Call<[number, number]> = (state, fd, result) => {
  const name = preopenOf(state, fd)
  const memory = state.memory()
  memory.setU32(result, 0)
  memory.setU32((result >>> 0) + 4, name.length)
}

export const fd_prestat_dir_name: Call<[number, number, number]> = (state, fd, buffer, length) => {
  const name = preopenOf(state, fd)
  if (length >>> 0 < name.length) throw new WasiError('nametoolong')
  state.memory().bytes(buffer, name.length).set(name)
}

function preopenOf(state: WasiState, fd: number): Uint8Array {
  const handle = handleOf(state, fd)
  if (handle.kind !== 'directory' || handle.preopen === undefined) throw new WasiError('badf')
  return new TextEncoder().encode(handle.preopen)
}
