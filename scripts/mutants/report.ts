import { format } from 'prettier'
import type { Sources } from './sources.ts'
import type { Reasons } from './survivors.ts'
import { scoreOf, tallyOf, type Counted } from './tally.ts'

const head = `# Mutants

Written by \`npm run mutants\`: what the tests of the contracts do when one thing in a contract is changed. A mutant that does not
compile, or compiles to the code of the original or of an earlier mutant, does not count. Why each survivor may live stands in
\`survivors.json\`.
`

/** The report of a whole campaign. The same results give the same bytes. */
export async function reportOf(rows: readonly Counted[], sources: Sources, reasons: Reasons): Promise<string> {
  const parts = [
    head,
    `**${summary(rows)}**`,
    table('By file', 'file', rows, ({ mutant }) => `\`${mutant.file}\``),
    table('By operator', 'operator', rows, ({ mutant }) => mutant.operator),
    '## Survivors',
    ...survivors(rows).map((row) => survivor(row, sources, reasons)),
  ]
  return format(parts.join('\n\n'), { parser: 'markdown', printWidth: 130 })
}

export function survivors(rows: readonly Counted[]): readonly Counted[] {
  return rows.filter(({ result, isSame }) => result.status === 'survived' && !isSame)
}

/** One line: how many were killed. */
export function summary(rows: readonly Counted[]): string {
  const tally = tallyOf(rows)
  const all = tally.killed + tally.survived
  const not = `${tally.refused} do not compile, ${tally.equivalent} change nothing, ${tally.same} are the same as another`
  return `${tally.killed} of ${all} killed: ${scoreOf(tally)} (of ${tally.made} made, ${not})`
}

function table(title: string, column: string, rows: readonly Counted[], key: (row: Counted) => string): string {
  const groups = Map.groupBy(rows, key)
  const lines = [...groups.keys()].toSorted().map((name) => {
    const tally = tallyOf(groups.get(name) ?? [])
    return `| ${name} | ${tally.made} | ${tally.killed + tally.survived} | ${tally.killed} | ${tally.survived} | ${scoreOf(tally)} |`
  })
  return [
    `## ${title}\n`,
    `| ${column} | made | counted | killed | survived | score |`,
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}

/** A survivor with its line as it was and as it is. */
export function survivor({ mutant }: Counted, sources: Sources, reasons: Reasons): string {
  const reason = reasons[mutant.id] ?? 'No reason was given.'
  return `### \`${mutant.id}\`\n\nLine ${mutant.line}. ${reason}\n\n\`\`\`diff\n${diffOf(mutant, sources[mutant.file] ?? '')}\n\`\`\``
}

export function diffOf({ range, is }: Counted['mutant'], source: string): string {
  const bytes = Buffer.from(source)
  const before = bytes.subarray(0, range.start).toString()
  const after = bytes.subarray(range.end).toString()
  const lineStart = before.lastIndexOf('\n') + 1
  const rest = after.includes('\n') ? after.slice(0, after.indexOf('\n')) : after
  const was = before.slice(lineStart) + bytes.subarray(range.start, range.end).toString() + rest
  const now = before.slice(lineStart) + is + rest
  const marked = (sign: string, text: string) => text.split('\n').map((line) => `${sign}${line}`)
  return [...marked('-', was), ...marked('+', now)].join('\n')
}
