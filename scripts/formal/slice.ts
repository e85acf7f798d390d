/**
 * What a proof does not reach is left out of it: functions that nothing calls, and fields that nothing names. They cannot change what the
 * rest does, and each would be an argument of every predicate that the solver has to find.
 */

type Piece = { readonly kind: 'function' | 'other'; readonly name: string; readonly text: string }

/** @param goal The text that must stay whole. */
export function slice(source: string, goal: string): string {
  const pieces = split(source)
  const functions = pieces.filter(({ kind }) => kind === 'function')
  const kept = new Set<Piece>()
  let words = wordsOf(goal)
  for (;;) {
    const more = functions.filter((piece) => !kept.has(piece) && words.has(piece.name))
    if (more.length === 0) break
    for (const piece of more) kept.add(piece)
    words = wordsOf(goal + [...kept].map(({ text }) => text).join('\n'))
  }
  const text = pieces.filter((piece) => piece.kind === 'other' || kept.has(piece)).map((piece) => piece.text)
  return text.join('').replace(/(\b(?:struct|contract Stage) ?\w* \{\n)([^}]*)(\})/g, (_all, head, body, end) => {
    const fields = String(body)
      .split('\n')
      .filter((field) => field.trim() !== '')
    const named = fields.filter((field) => words.has(/(\w+);/.exec(field)?.[1] ?? ''))
    return `${head}${(named.length > 0 || head.includes('Stage') ? named : fields.slice(0, 1)).join('\n')}\n${end}`
  })
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g))
}

/** Cuts at functions, each up to its closing brace: the source has no comment and no brace in a string. */
function split(source: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const found of source.matchAll(/^ {4}function (\w+)[^]*?^ {4}\}\n/gm)) {
    pieces.push({ kind: 'other', name: '', text: source.slice(from, found.index) })
    pieces.push({ kind: 'function', name: found[1] ?? '', text: found[0] })
    from = found.index + found[0].length
  }
  return [...pieces, { kind: 'other', name: '', text: source.slice(from) }]
}
