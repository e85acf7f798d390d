import { expect } from 'chai'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { moves } from '../../sdk/src/generated/moves.ts'

const folder = import.meta.dirname
const trees = globSync('**/*.tree', { cwd: folder }).toSorted()

describe('The trees of conditions', function () {
  it('stand beside every move, and everything else that can be called to change something', function () {
    const ledger = ['deposit', 'depositWithPermit', 'depositWithAuthorization', 'withdraw', 'skip', 'JobBatch']
    const names = [...moves.map(({ move }) => move), ...ledger]
    expect(trees.map((tree) => basename(tree, '.tree'))).to.include.members(names)
  })

  for (const tree of trees) {
    it(`have one test per leaf: ${tree}`, function () {
      const leaves = readFileSync(join(folder, tree), 'utf8')
        .split('\n')
        .flatMap((line) => line.match(/── it (.*)$/)?.[1] ?? [])
      expect(leaves, 'no leaf, or one twice').to.not.deep.equal([])
      expect(new Set(leaves).size).to.equal(leaves.length)
      const name = basename(tree, '.tree')
      const files = globSync(`${name}{,.*}.test.ts`, { cwd: join(folder, dirname(tree)) })
      const source = files.map((file) => readFileSync(join(folder, dirname(tree), file), 'utf8')).join('\n')
      const titles = [...source.matchAll(/\bit\(\s*(['"`])(.*?)\1,/g)].map((found) => found[2])
      for (const leaf of leaves)
        expect(
          titles.filter((title) => title === leaf),
          leaf,
        ).to.have.length(1)
    })
  }
})
