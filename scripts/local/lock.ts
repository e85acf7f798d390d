import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { ROOT } from './children.ts'

const FOLDER = join(ROOT, '.millrace/locks')
const POLL_MS = 50
const SQLITE_BUSY = 5

/**
 * Runs `use` while nobody else on this machine holds the lock of that name, in whatever process. It is the lock of a database
 * file: the operating system frees it with its process, however that ends, so none is ever stale.
 *
 * @throws the signal's reason when that is aborted while waiting.
 */
export async function withLock<T>(name: string, use: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  mkdirSync(FOLDER, { recursive: true })
  const file = new DatabaseSync(join(FOLDER, `${name}.lock`))
  try {
    while (!isTaken(file)) await pause(POLL_MS, undefined, signal === undefined ? {} : { signal })
    return await use()
  } finally {
    file.close()
  }
}

function isTaken(file: DatabaseSync): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false
    throw error
  }
}
