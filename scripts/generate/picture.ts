/** Where the picture stands in the document; what is between is written here. */
const BEGIN = '<!-- picture of the moves: written by `npm run generate` -->'
const END = '<!-- end of the picture -->'

type Row = { readonly move: string; readonly from: readonly string[]; readonly to: readonly string[] }

/**
 * The machine as a state diagram, an arrow for each pair of states with the moves that lead there.
 *
 * @param movesSource The generated table of moves, as TypeScript.
 */
export function picture(movesSource: string): string {
  const arrows = new Map<string, string[]>()
  for (const { move, from, to } of rowsOf(movesSource))
    for (const state of from)
      for (const next of to) {
        const arrow = `${nameOf(state)} --> ${next}`
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), move])
      }
  const lines = [...arrows].map(([arrow, moves]) => `  ${arrow}: ${[...new Set(moves)].join(', ')}`)
  return ['```mermaid', 'stateDiagram-v2', ...lines, '  Settled --> [*]', '  Cancelled --> [*]', '```'].join('\n')
}

/** The document with the picture of these moves in its place. */
export function withPicture(document: string, movesSource: string): string {
  const [before, rest] = document.split(BEGIN)
  const [, after] = rest?.split(END) ?? []
  if (before === undefined || after === undefined) throw new Error('The document has no place for the picture')
  return `${before}${BEGIN}\n\n${picture(movesSource)}\n\n${END}${after}`
}

/** Nothing is there before a job: the diagram's own beginning. */
const nameOf = (state: string): string => (state === 'None' ? '[*]' : state)

function rowsOf(source: string): readonly Row[] {
  const rows = [...source.matchAll(/\{ move: '(\w+)', from: \[([^\]]*)\], to: \[([^\]]*)\] \}/g)]
  if (rows.length === 0) throw new Error('The table has no moves')
  return rows.map(([, move = '', from = '', to = '']) => ({ move, from: namesIn(from), to: namesIn(to) }))
}

const namesIn = (list: string): readonly string[] => [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)
