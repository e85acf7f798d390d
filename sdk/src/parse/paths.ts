import type { Field } from './fields.ts'

/** The longest path, in bytes of UTF-8. */
export const MAX_PATH_BYTES = 1024

/**
 * A relative path of a file: parts separated by `/`, none of them empty, `.` or `..`, no backslash. What a host could take
 * for a way out of its folder has no spelling here.
 */
export function readPath(field: Field): string {
  const path = field.text(MAX_PATH_BYTES)
  const parts = path.split('/')
  const expected = 'a relative path: parts of at most 255 bytes between slashes, none of them empty, "." or ".."'
  if (path.includes('\\')) throw field.wrong(`${expected}, no backslash`)
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') throw field.wrong(expected)
    if (new TextEncoder().encode(part).length > 255) throw field.wrong(expected)
  }
  return path
}

/** Checks that no path stands twice, and none is a folder of another. `fieldAt` names the entry to complain about. */
export function checkDistinct(paths: readonly string[], fieldAt: (index: number) => Field): void {
  const known = new Set<string>()
  const folders = new Set(paths.flatMap(foldersOf))
  for (const [index, path] of paths.entries()) {
    if (known.has(path)) throw fieldAt(index).wrong('a path that no other entry has')
    if (folders.has(path)) throw fieldAt(index).wrong('a file, but another entry has it as its folder')
    known.add(path)
  }
}

/** Orders two paths by their bytes in UTF-8, which is not the order of UTF-16 units that `<` has. */
export function compareBytes(a: string, b: string): number {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)]
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
