/** A piece of a unified diff: lines that were, lines that are, and where the first of them was. */
export type Hunk = { readonly line: number; readonly was: readonly string[]; readonly is: readonly string[] }
export type FilePatch = { readonly file: string; readonly hunks: readonly Hunk[] }

/** Reads a unified diff. What stands before the first file is left to others. */
export function parsePatch(text: string): readonly FilePatch[] {
  const files: { file: string; hunks: { line: number; was: string[]; is: string[] }[] }[] = []
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const named = /^\+\+\+ b\/(\S+)/.exec(line)
    if (named?.[1] !== undefined) files.push({ file: named[1], hunks: [] })
    const file = files.at(-1)
    if (named !== null || file === undefined || line.startsWith('--- ')) continue
    const begins = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@/.exec(line)
    if (begins !== null) {
      file.hunks.push({ line: Number(begins[1]), was: [], is: [] })
      continue
    }
    const hunk = file.hunks.at(-1)
    if (hunk === undefined) throw new Error(`Before the first @@ of ${file.file}: ${line}`)
    const [sign, rest] = [line.slice(0, 1), line.slice(1)]
    if (!['', ' ', '-', '+'].includes(sign)) throw new Error(`No line of a diff: ${line}`)
    if (sign !== '+') hunk.was.push(rest)
    if (sign !== '-') hunk.is.push(rest)
  }
  return files
}

/**
 * The text with the hunks in it. What a hunk changes may have moved: it is looked for everywhere, and taken where it is nearest to
 * where it was. Throws when it is nowhere.
 */
export function applyPatch(text: string, { file, hunks }: FilePatch): string {
  let lines = text.split('\n')
  for (const { line, was, is } of hunks) {
    const places = lines.flatMap((_, at) => (was.every((each, offset) => lines[at + offset] === each) ? [at] : []))
    const [place] = places.toSorted((a, b) => Math.abs(a - line + 1) - Math.abs(b - line + 1))
    if (place === undefined) throw new Error(`${file} has nowhere what the patch changes: ${was.join('\n')}`)
    lines = [...lines.slice(0, place), ...is, ...lines.slice(place + was.length)]
  }
  return lines.join('\n')
}
