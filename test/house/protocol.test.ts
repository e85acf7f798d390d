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
})

function list(cell: string): string[] {
  return cell.split(',').map((name) => name.trim())
}
