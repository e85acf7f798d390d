import { banner, natspec, walk, type Build } from './artifacts.ts'

/** The legal moves: the `@custom:moves from > to` lines of the escrow's interface. */
export function movesFile(build: Build): string {
  const rows: string[] = []
  for (const node of walk(build.ast('contracts/interfaces/IJobEscrow.sol'))) {
    if (node.nodeType !== 'FunctionDefinition') continue
    for (const tag of natspec(node.documentation?.text ?? '', 'custom:moves')) {
      const [from = '', to = ''] = tag.split('>').map(names)
      rows.push(`  { move: '${node.name}', from: [${from}], to: [${to}] },\n`)
    }
  }
  if (rows.length === 0) throw new Error('IJobEscrow names no moves')
  return `${banner}import type { JobState } from './enums.ts'

/** A function of the escrow, the states in which it may be called, and those to which it may lead. */
export type Move = { readonly move: string; readonly from: readonly JobState[]; readonly to: readonly JobState[] }

/** Every legal move of a job. */
export const moves = [
${rows.join('')}] as const satisfies readonly Move[]

/** The name of a move. */
export type MoveName = (typeof moves)[number]['move']
`
}

function names(text: string): string {
  return text
    .split(',')
    .map((name) => `'${name.trim()}'`)
    .join(', ')
}
