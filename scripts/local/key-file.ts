import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a private key to a file that only its owner reads. */
export function writeKeyFile(path: string, privateKey: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, `${privateKey}\n`, { mode: 0o600 })
  return path
}
