import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { undetected } from '../../scripts/defects/plant.ts'
import { Bench } from '../../scripts/mutants/bench.ts'
import { runAll } from '../../scripts/mutants/campaign.ts'
import { parse } from '../../scripts/mutants/compiler.ts'
import { enumerate } from '../../scripts/mutants/enumerate.ts'
import { Progress } from '../../scripts/mutants/progress.ts'
import { readSources } from '../../scripts/mutants/sources.ts'
import { timed } from '../../scripts/mutants/tests.ts'

const modules = join(import.meta.dirname, '../../node_modules')
const contract = 'contracts/Till.sol'
const tests = 'test/contracts/Till.test.ts'

/** A project with one contract, whose tests see some of what it does. */
const project: Readonly<Record<string, string>> = {
  'package.json': '{"type": "module"}',
  '.gitignore': 'node_modules\n',
  'hardhat.config.ts': `import ethers from '@nomicfoundation/hardhat-ethers'
import { defineConfig } from 'hardhat/config'
export default defineConfig({ plugins: [ethers], networks: { default: { type: 'edr-simulated' } }, solidity: '0.8.37' })
`,
  [contract]: `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;
contract Till {
    uint256 public sum;
    event Paid(uint256 amount);
    error Small();
    function pay(uint256 amount) external {
        if (amount < 10) revert Small();
        sum = sum + amount;
        emit Paid(amount);
    }
    function drain() external {
        sum = 0;
    }
}
`,
  [tests]: `import { network } from 'hardhat'
const { ethers } = await network.create()
describe('Till', () => {
  it('adds', async () => {
    const till = await ethers.deployContract('Till')
    await till.pay(10n)
    await till.pay(20n)
    if ((await till.sum()) !== 30n) throw new Error('The sum is wrong')
  })
  it('drains', async () => {
    const till = await ethers.deployContract('Till')
    await till.pay(12n)
    await till.drain()
    if ((await till.sum()) !== 0n) await new Promise(() => {})
  })
})
`,
  'test/contracts/other.test.ts': `import { network } from 'hardhat'
const { ethers } = await network.create()
describe('Another contract', () => it('is not asked for', async () => void (await ethers.getSigners())))
`,
}

describe('a bench', function () {
  this.timeout(120_000)
  const root = mkdtempSync(join(tmpdir(), 'millrace-bench-'))
  const tree = join(root, 'copy')
  const source = project[contract] ?? ''
  const with_ = (was: string, is: string) => ({ [contract]: source.replace(was, is) })
  let bench: Bench

  before(() => {
    for (const [file, text] of Object.entries(project)) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    symlinkSync(modules, join(root, 'node_modules'))
    execFileSync('git', ['init', '--quiet'], { cwd: root })
    bench = new Bench(root, tree, 2_000)
  })
  after(() => {
    bench.close()
    rmSync(root, { recursive: true })
  })

  it('runs tests on a copy, and leaves the project as it is', async () => {
    expect(await bench.build({})).to.include({ hash: '' })
    expect(await bench.test(tests)).to.deep.include({ passed: 2, contracts: ['Till'] })
    expect(existsSync(join(root, 'artifacts'))).to.equal(false)
    expect(readFileSync(join(root, contract), 'utf8')).to.equal(source)
  })

  it('runs them on what was changed, then on the original again', async () => {
    const { contracts, errors } = await bench.build(with_('sum + amount', 'sum - amount'))
    expect([contracts, errors]).to.deep.equal([['Till'], []])
    expect((await bench.test(tests)).failure).to.include({ title: 'Till adds', isTimeout: false })
    await bench.build({})
    expect((await bench.test(tests)).failure).to.equal(undefined)
  })

  it('tells a test that only takes too long, and one that no test of this name is', async () => {
    await bench.build(with_('sum = 0;', 'sum = 1;'))
    expect((await bench.test(tests, 'drains')).failure).to.include({ title: 'Till drains', isTimeout: true })
    expect(await bench.test(tests, 'sings')).to.include({ passed: 0 })
  })

  it('says what does not compile, and knows what would be deployed from what would not', async () => {
    expect((await bench.build(with_('uint256 public sum', 'uint256 public sums'))).errors).to.not.deep.equal([])
    expect(await bench.isSame(with_('sum = sum + amount', 'if (false) revert Small(); sum = sum + amount'))).to.equal(
      true,
    )
    expect(await bench.isSame(with_('sum + amount', 'sum - amount'))).to.equal(false)
  })

  it('finds which mutants its tests kill, and which live', async () => {
    const sources = readSources(root, modules)
    const mutants = enumerate(sources, parse(sources), [contract]).filter((each) => each.function === 'pay')
    const progress = new Progress(join(root, 'progress.jsonl'))
    const files = await timed([tests, 'test/contracts/other.test.ts'], bench, () => {})
    const prints = { contracts: 'c', tests: 't' }
    await runAll(mutants, [bench], { sources, files, progress, ...prints, tell: () => {} }, () => false)
    const of = (operator: string, was: string) => {
      const mutant = mutants.find((each) => each.operator === operator && each.was.trim() === was)
      return progress.of(mutant?.id ?? '')?.status
    }
    expect(progress.all()).to.have.length(mutants.length)
    expect(of('arithmetic', '+')).to.equal('killed')
    expect(of('boundary', '<')).to.equal('killed')
    expect(of('refusal', 'if (amount < 10) revert Small();')).to.equal('survived')
    expect(of('event', 'emit Paid(amount);')).to.equal('survived')
    expect(progress.all().map(({ by }) => by)).to.not.include('test/contracts/other.test.ts')
  })

  it('holds a planted defect against the test that it names', async () => {
    const hunk = { line: 9, was: ['        sum = sum + amount;'], is: ['        sum = amount;'] }
    const defect = {
      name: 'forgets',
      title: 'It forgets',
      promise: 'P1',
      test: tests,
      testTitle: 'adds',
      files: [{ file: contract, hunks: [hunk] }],
    }
    expect(await undetected(defect, bench, tree)).to.equal(undefined)
    expect(await undetected({ ...defect, testTitle: 'drains' }, bench, tree)).to.equal('the test passes with it')
    expect(await undetected({ ...defect, testTitle: 'sings' }, bench, tree)).to.equal(
      `no test of that name in ${tests}`,
    )
    const none = { ...hunk, is: hunk.was }
    expect(await undetected({ ...defect, files: [{ file: contract, hunks: [none] }] }, bench, tree)).to.equal(
      'it changes nothing',
    )
  })
})
