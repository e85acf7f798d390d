import { existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Collected } from './content.ts'

/** Where the logs go: beside the outputs, among which a file may have any name. */
export const logFolder = (folder: string): string => `${resolve(folder)}-logs`

/** Why nothing could be saved below a folder, or undefined. Asked before a job costs anything. */
export function whyUnsavable(folder: string): string | undefined {
  for (const path of [resolve(folder), logFolder(folder)]) {
    if (existsSync(path) && !statSync(path).isDirectory()) return `${path} is a file: name another folder`
    const parent = nearestFolder(path)
    try {
      // What may be written shows only when something is.
      rmdirSync(mkdtempSync(join(parent, '.millrace-')))
    } catch {
      return `nothing can be written to ${parent}: name another folder`
    }
  }
  return undefined
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path))
}

/** Saves outputs below a folder, and stdout and stderr beside it. Returns a line for each file. */
export function save(
  { outputs, stdout, stderr }: Pick<Collected, 'outputs' | 'stdout' | 'stderr'>,
  folder: string,
): readonly string[] {
  const files = [
    ...outputs.map(({ path, bytes }) => ({ target: join(resolve(folder), path), bytes })),
    { target: join(logFolder(folder), 'stdout.txt'), bytes: stdout },
    { target: join(logFolder(folder), 'stderr.txt'), bytes: stderr },
  ]
  return files.map(({ target, bytes }) => {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bytes)
    return `${target}  (${bytes.length} bytes)`
  })
}
