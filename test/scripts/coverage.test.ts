import { expect } from 'chai'
import { failedTests, gasBound } from '../../scripts/cover/gas-bound.ts'
import { isDemanded, readCoverage, shortfalls } from '../../scripts/cover/report.ts'

const lcov = `TN:
SF:contracts/A.sol
DA:2,1
DA:3,0
LH:1
LF:2
end_of_record
SF:contracts/libraries/B.sol
DA:1,1
LH:1
LF:1
end_of_record
SF:contracts/mocks/C.sol
DA:1,0
LH:0
LF:1
end_of_record
`
const table = `
║ File Path                 │ Line % │ Statement % │ Uncovered Lines ║
║ contracts/A.sol           │ 50.00  │ 75.00       │ 3               ║
║ contracts/libraries/B.sol │ 100.00 │ 99.50       │ -               ║
║ contracts/mocks/C.sol     │ 0.00   │ 0.00        │ 1               ║
║ Total                     │ 50.00  │ 60.00       │                 ║
`
const sourceOf = (file: string): string => (file === 'contracts/A.sol' ? 'one\ntwo\n  three;\n' : 'one\n')
const demanded = ['contracts/A.sol', 'contracts/libraries/B.sol']
const coverage = readCoverage(lcov, table)

describe('npm run coverage', function () {
  it('reads lines and statements of each file', () => {
    expect(coverage).to.deep.equal([
      { file: 'contracts/A.sol', lines: 2, missed: [3], statements: 75 },
      { file: 'contracts/libraries/B.sol', lines: 1, missed: [], statements: 99.5 },
      { file: 'contracts/mocks/C.sol', lines: 1, missed: [1], statements: 0 },
    ])
  })

  it('names each line, and each file of whose statements some are missing, but no mock', () => {
    expect(shortfalls(coverage, demanded, [], sourceOf)).to.deep.equal([
      'contracts/A.sol:3: no test reaches “three;”',
      'contracts/libraries/B.sol: 99.5 % of its statements are reached, of 100 %',
    ])
    expect(isDemanded('contracts/mocks/zoo/C.sol')).to.equal(false)
  })

  it('excuses a line by its text, and no other', () => {
    const reason = 'a reason'
    const [first] = shortfalls(coverage, demanded, [{ file: 'contracts/A.sol', line: 'three;', reason }], sourceOf)
    expect(first).to.equal('contracts/libraries/B.sol: 99.5 % of its statements are reached, of 100 %')
    expect(shortfalls(coverage, demanded, [{ file: 'contracts/A.sol', line: 'two', reason }], sourceOf)).to.deep.equal([
      'contracts/A.sol:3: no test reaches “three;”',
      'contracts/libraries/B.sol: 99.5 % of its statements are reached, of 100 %',
      'scripts/cover/exceptions.ts excuses “two” of contracts/A.sol, which needs no excuse',
    ])
  })

  it('notices a file that was not measured at all', () => {
    expect(shortfalls(coverage, [...demanded, 'contracts/D.sol'], [], sourceOf)).to.include(
      'contracts/D.sol: was not measured',
    )
  })

  it('does not take a table that it cannot read for a good one', () => {
    expect(() => readCoverage(lcov, table.replaceAll('║', '|'))).to.throw(
      'Hardhat’s table says nothing of contracts/A.sol',
    )
  })

  it('knows the tests that failed where they ran, by their titles', () => {
    const output = `
  A file
    ✔ goes well (20ms)
    1) keeps of a long reason the beginning only
    2) is another (1200ms)


  1 passing (4m)
  2 failing

  1) A file
       keeps of a long reason the beginning only:
`
    const failed = failedTests(output)
    expect(failed).to.deep.equal(['keeps of a long reason the beginning only', 'is another'])
    expect(failed.filter((title) => gasBound[title] === undefined)).to.deep.equal(['is another'])
  })
})
