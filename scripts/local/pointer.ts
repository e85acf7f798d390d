import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonOf, ROOT } from './children.ts'

const FOLDER = join(ROOT, '.millrace/running')

/** How to reach a market that runs on this machine. */
export type Pointer = {
  readonly pid: number
  readonly rpcUrl: string
  /** Path of the deployment's JSON. */
  readonly deployment: string
  readonly uploadUrl: string
  readonly pageUrl?: string
}

/** Leaves word of a running market; the function that is returned takes it back. */
export function leavePointer(pointer: Pointer): () => void {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `${pointer.pid}.json`)
  writeFileSync(path, `${JSON.stringify(pointer, null, 2)}\n`)
  return () => rmSync(path, { force: true })
}

/** The markets that run on this machine, the latest first. Word of one that is gone is removed. */
export function runningMarkets(): readonly Pointer[] {
  mkdirSync(FOLDER, { recursive: true })
  return readdirSync(FOLDER)
    .flatMap((name) => readPointer(join(FOLDER, name)) ?? [])
    .toReversed()
}

function readPointer(path: string): Pointer | undefined {
  const { pid, rpcUrl, deployment, uploadUrl, pageUrl } = jsonOf(readFileSync(path, 'utf8')) ?? {}
  const isWhole =
    typeof pid === 'number' &&
    typeof rpcUrl === 'string' &&
    typeof deployment === 'string' &&
    typeof uploadUrl === 'string'
  if (!isWhole || !isAlive(pid)) {
    rmSync(path, { force: true })
    return undefined
  }
  return { pid, rpcUrl, deployment, uploadUrl, ...(typeof pageUrl === 'string' && { pageUrl }) }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
