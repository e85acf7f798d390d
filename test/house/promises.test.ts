import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '../..')

/** The files that a page names as tests, in code spans. */
function namedTests(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const names = [...text.matchAll(/`([\w/.-]+\.(?:test\.ts|t\.sol))`/g)].map((found) => found[1] ?? '')
  return names.map((name) => (name.startsWith('test/') ? name : `test/contracts/${name}`))
}

describe('The promises', function () {
  for (const page of ['docs/invariants.md', 'SECURITY.md']) {
    it(`name tests that exist: ${page}`, function () {
      const named = namedTests(page)
      expect(named).to.not.deep.equal([])
      for (const name of named) expect(existsSync(join(root, name)), name).to.equal(true)
    })
  }
})
