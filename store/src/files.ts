import { type FileHandle, open, readdir, stat } from 'node:fs/promises'

/** A file as it is now: `look` is another string as soon as anything was written to it. */
export type FileLook = { readonly look: string; readonly size: number }

export async function lookOf(file: FileHandle): Promise<FileLook> {
  const { ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true })
  return { look: `${ino}:${size}:${mtimeNs}:${ctimeNs}`, size: Number(size) }
}

/** The names in a folder; none when it is a file, which somebody left among the folders. */
export async function readdirOrNone(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return []
    throw error
  }
}

export async function statOrNull(
  path: string,
): Promise<{ readonly size: number; readonly mtimeMs: number; readonly ctimeMs: number } | null> {
  try {
    return await stat(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** A rename is durable only when the folder that it changed is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
