import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { moves } from '../../sdk/src/generated/moves.ts'

const text = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')

describe('docs/protocol.md', function () {
  it('tells the moves that the contracts have, no more and no fewer', function () {
    const rows = [...text.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)]
    const told = rows.map(([, move, from = '', to = '']) => ({ move, from: list(from), to: list(to) }))
    expect(told).to.deep.equal(moves.map(({ move, from, to }) => ({ move, from: [...from], to: [...to] })))
  })

  it('draws each of them as an arrow, and no other', function () {
    const [, diagram = ''] = /```mermaid\nstateDiagram-v2\n([^`]*)```/.exec(text) ?? []
    const drawn = [...diagram.matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)].flatMap(([, from = '', to = '', names = '']) =>
      list(names).map((move) => `${move}: ${from === '[*]' ? 'None' : from} > ${to}`),
    )
    const legal = moves.flatMap(({ move, from, to }) =>
      from.flatMap((state) => to.map((next) => `${move}: ${state} > ${next}`)),
    )
    expect(drawn.toSorted()).to.deep.equal(legal.toSorted())
    const ends = [...diagram.matchAll(/^ {2}(\w+) --> \[\*\]$/gm)].map(([, state]) => state)
    expect(ends).to.deep.equal(['Settled', 'Cancelled'])
  })
})

function list(cell: string): string[] {
  return cell.split(',').map((name) => name.trim())
}
