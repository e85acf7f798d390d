import { BOUNDS } from '../bounds.ts'
import { WasiError } from './errno.ts'

/*
 * A file's name is one that a result can hold, and its path from the root of its volume is short enough: the rule of
 * `readPath` in the sdk, restated because the engine imports nothing; test/engine/output-paths.test.ts holds them together.
 */

/** @throws WasiError nametoolong, or ilseq for control characters, a backslash, or text that is not normalised (NFC). */
export function checkedName(name: string): string {
  if (bytesOf(name) > BOUNDS.nameBytes) throw new WasiError('nametoolong')
  if (/[\p{Cc}\\]/u.test(name) || name.normalize('NFC') !== name) throw new WasiError('ilseq')
  return name
}

export function bytesOf(name: string): number {
  return new TextEncoder().encode(name).length
}
