import { RequestInvalid } from '../errors.ts'
import { compareBytes } from '../order.ts'
import type { JobFile, RunLimits, RunRequest } from '../types.ts'
import { WasiError } from './errno.ts'
import type { Handle, VolumeState, WasiState } from './state.ts'
import { Account, Census, Directory, lookUp, RegularFile, walk } from './tree.ts'

/** The files of one run. */
export type Volumes = {
  readonly census: Census
  readonly input: VolumeState
  readonly output: VolumeState
  readonly scratch: VolumeState
}

/** Three directories before the job begins. @throws RequestInvalid when a file has no place under /in. */
export function layOut(files: readonly JobFile[], limits: Required<RunLimits>): Volumes {
  const census = new Census(limits.files)
  const volume = (readOnly: boolean, account: Account): VolumeState => ({
    root: new Directory(census.serial()),
    readOnly,
    account,
  })
  const input = volume(true, new Account(0, 'fail'))
  const output = volume(false, new Account(limits.outputBytes, 'end'))
  const scratch = volume(false, new Account(limits.scratchBytes, 'fail'))
  for (const file of files) place(input, census, file)
  return { census, input, output, scratch }
}

/** The world of a job that has not begun: its files, three streams, its words. */
export function bootWasi(
  request: RunRequest,
  { census, input, output, scratch }: Volumes,
  host: Pick<WasiState, 'log' | 'charge' | 'memory'>,
): { readonly state: WasiState; readonly outputs: () => JobFile[] } {
  const preopened = (at: VolumeState, preopen: string): Handle => ({
    kind: 'directory',
    node: at.root,
    volume: at,
    preopen,
  })
  const handles = new Map<number, Handle>([
    [0, { kind: 'stdin' }],
    [1, { kind: 'log', stream: 'stdout' }],
    [2, { kind: 'log', stream: 'stderr' }],
    [3, preopened(input, '/in')],
    [4, preopened(output, '/out')],
    [5, preopened(scratch, '/tmp')],
  ])
  const state: WasiState = {
    census,
    handles,
    args: ['job', ...request.args].map(terminated),
    // Sorted: an object's own order is not part of what was signed.
    env: Object.entries(request.env)
      .map(([name, value]) => terminated(`${name}=${value}`))
      .sort(compareBytes),
    seed: request.seed,
    randomBlocks: 0n,
    elapsedNs: 0n,
    ...host,
  }
  return { state, outputs: () => collect(output.root) }
}

function terminated(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`)
}

/** @throws RequestInvalid for a path that is not plain, or that is there already. */
function place(volume: VolumeState, census: Census, file: JobFile): void {
  const names = file.path.split('/')
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    throw new RequestInvalid('files', `paths of plain names, relative to /in; "${file.path}" is not one`)
  let parent = volume.root
  try {
    for (const name of names.slice(0, -1)) {
      const present = parent.entries.get(name)
      if (present?.kind === 'file') throw new WasiError('notdir')
      const next = present ?? new Directory(census.serial())
      walk(parent, name)
      if (present === undefined) parent.add(name, next)
      parent = next
    }
    const last = walk(parent, names.at(-1) ?? '')
    if (lookUp(last) !== undefined) throw new WasiError('exist')
    parent.add(last.name, new RegularFile(census.serial(), volume.account, file.bytes))
  } catch (cause) {
    if (!(cause instanceof WasiError)) throw cause
    throw new RequestInvalid('files', `paths that can all exist side by side; "${file.path}" cannot`)
  }
}

function collect(root: Directory): JobFile[] {
  const found: { readonly key: Uint8Array; readonly file: JobFile }[] = []
  const pending = [{ directory: root, prefix: '' }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [name, node] of next.directory.entries) {
      const path = `${next.prefix}${name}`
      if (node.kind === 'directory') pending.push({ directory: node, prefix: `${path}/` })
      else found.push({ key: new TextEncoder().encode(path), file: { path, bytes: node.contents().slice() } })
    }
  }
  return found.sort((left, right) => compareBytes(left.key, right.key)).map(({ file }) => file)
}
