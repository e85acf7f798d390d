import { spawnSync } from 'node:child_process'
import { expect } from 'chai'
import { findBreaches } from '../../scripts/lint-contracts/find-breaches.ts'
import { Listed, lists, type Lists } from '../../scripts/lint-contracts/listed.ts'
import { readProject, readSources } from '../../scripts/lint-contracts/project.ts'
import { rules } from '../../scripts/lint-contracts/rules.ts'
import { ROOT } from '../../scripts/local/children.ts'
import { bad } from './fixture/bad-contracts.ts'
import { good } from './fixture/good-contracts.ts'
import type { Fixture } from './fixture/solidity.ts'

/** What one rule says of one file. */
function breachesOf(rule: string, fixture: Fixture, allowed: Lists = lists): readonly string[] {
  const { path, source, beside } = fixture
  const chosen = rules.filter(({ name }) => name === rule)
  const found = findBreaches(readProject({ ...beside, [path]: source }), chosen, new Listed(allowed))
  return found.filter((line) => line.startsWith(`${path}:`))
}

const lint = () =>
  spawnSync(process.execPath, ['scripts/lint-contracts.ts'], { cwd: ROOT, encoding: 'utf8', timeout: 60_000 })

describe('The rules for contracts', function () {
  this.timeout(60_000)

  for (const [rule, fixtures] of Object.entries(bad)) {
    describe(rule, function () {
      for (const fixture of fixtures) {
        it(`finds that ${fixture.path} ${fixture.says}`, function () {
          const found = breachesOf(rule, fixture)
          expect(found, found.join('\n')).to.have.length(1)
          expect(found[0]).to.match(new RegExp(`^${fixture.path}:${fixture.line}: `))
          expect(found[0]).to.include(`${fixture.says} (${rule}). `)
        })
      }
      for (const fixture of good[rule] ?? []) {
        it(`has nothing against ${fixture.path} that ${fixture.says}`, function () {
          expect(breachesOf(rule, fixture)).to.deep.equal([])
        })
      }
    })
  }

  it('each has a fixture that it must catch', function () {
    expect(Object.keys(bad).toSorted()).to.deep.equal(rules.map(({ name }) => name).toSorted())
  })

  it('allow what is listed, and name an entry that nothing needs', function () {
    const [fixture] = bad['loop'] ?? []
    if (fixture === undefined) throw new Error('No fixture')
    const allowed = { loop: { 'JobEscrow.sol run': 'a reason' } }
    expect(breachesOf('loop', fixture, allowed)).to.deep.equal([])
    const listed = new Listed({ loop: { ...allowed.loop, 'JobEscrow.sol gone': 'a reason' } })
    findBreaches(readProject({ [fixture.path]: fixture.source }), rules, listed)
    expect(listed.unneeded()).to.deep.equal(['loop: JobEscrow.sol gone'])
  })

  it('give a reason for all that is listed', function () {
    const reasons = Object.values(lists).flatMap((places) => Object.values(places))
    expect(reasons.filter((reason) => reason.length < 15)).to.deep.equal([])
  })

  it('are kept by the contracts, which npm run lint says', function () {
    const { status, stderr } = lint()
    expect([status, stderr]).to.deep.equal([0, ''])
  })

  it('see every file that is deployed', function () {
    const paths = Object.keys(readSources(ROOT))
    expect(paths).to.include('contracts/JobEscrow.sol').and.to.include('contracts/verifiers/CommitteeVerifier.sol')
    expect(paths.filter((path) => path.includes('mocks'))).to.deep.equal([])
  })
})
