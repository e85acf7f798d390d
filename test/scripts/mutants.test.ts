import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { compile, parse } from '../../scripts/mutants/compiler.ts'
import { apply, enumerate, placeOf, type Mutant } from '../../scripts/mutants/enumerate.ts'
import { beside } from '../../scripts/mutants/operators/expressions.ts'
import { readOptions } from '../../scripts/mutants/options.ts'
import { Order } from '../../scripts/mutants/order.ts'
import { Progress, type Result } from '../../scripts/mutants/progress.ts'
import { diffOf, reportOf, summary } from '../../scripts/mutants/report.ts'
import { changedLines, only, sample } from '../../scripts/mutants/selection.ts'
import { dependentsOf } from '../../scripts/mutants/sources.ts'
import { review } from '../../scripts/mutants/survivors.ts'
import { counted, scoreOf, tallyOf } from '../../scripts/mutants/tally.ts'

const file = 'contracts/A.sol'

/** Mutants of a contract with this in it, as `operator: was → is`. */
function mutantsOf(body: string): readonly Mutant[] {
  const sources = { [file]: `pragma solidity 0.8.37;\n// One character, three bytes: …\ncontract A {\n${body}\n}\n` }
  return enumerate(sources, parse(sources), [file])
}
function told(body: string): readonly string[] {
  return mutantsOf(body).map(({ operator, was, is }) => `${operator}: ${was.trim()} → ${is.trim()}`.trim())
}
const inFunction = (statements: string) =>
  told(`uint256 x; event E(uint256 a); error Bad(); function f(uint256 a, uint256 b, bool c) public { ${statements} }`)

describe('the operators of mutation', () => {
  const cases: Record<string, readonly [string, readonly string[]]> = {
    'a comparison': [
      'x = a < b ? 1 : 0;',
      ['boundary: < → <=', 'relational: < → >', 'choice: a < b ? 1 : 0 → a < b ? 0 : 1'],
    ],
    'an equality': [
      'if (a == b) x = a;',
      ['equality: == → !=', 'condition: a == b → true', 'condition: a == b → false'],
    ],
    'both of two conditions': [
      'if (c && a > b) x = a;',
      ['boolean: && → ||', 'boolean: c && a > b → c', 'boolean: c && a > b → a > b'],
    ],
    'a condition as a whole': ['if (c) x = a;', ['condition: c → !(c)', 'condition: c → true', 'condition: c → false']],
    'a refusal': ['if (a > b) revert Bad();', ['refusal: if (a > b) revert Bad(); → {}', 'boundary: > → >=']],
    'a sum': ['x = a + b;', ['arithmetic: + → -', 'statement: x = a + b; → {}']],
    'a sum onto something': ['x += a;', ['arithmetic: += → -=', 'arithmetic: += → =']],
    'bits and shifts': ['x = (a & b) << 8;', ['bitwise: & → |', 'shift: << → >>', 'shift: 8 → 9', 'shift: 8 → 7']],
    'a number': ['x = 5;', ['constant: 5 → 6', 'constant: 5 → 4']],
    'arguments of one type': ['f(a, b, c);', ['arguments: a, b → b, a']],
    'an event': ['emit E(a);', ['event: emit E(a); → {}']],
    'an else': ['if (c) x = 1; else x = 2;', ['statement: ; else x = 2 →']],
  }
  for (const [name, [statements, expected]] of Object.entries(cases)) {
    it(`change ${name}`, () => {
      const found = inFunction(statements)
      for (const each of expected) expect(found).to.include(each)
    })
  }

  it('leave a whole function out, and its modifiers', () => {
    const found = told('uint256 x; modifier m() { _; } function g() public m { x = 1; }')
    expect(found).to.include('early return: { x = 1; } → {}')
    expect(found).to.include('modifier: m →')
  })

  it('take the next name of an enum, a struct and a library of fields', () => {
    const found = told(`enum K { One, Two } struct S { address from; uint256 n; address to; }
      function g(S memory s) public pure returns (address, K) { return (s.from, K.Two); }`)
    expect(found).to.include('member: .from → .to')
    expect(found).to.include('state: .Two → .One')
  })

  it('drop a setter in a chain', () => {
    const [source] = [
      `type W is uint256; using L for W global;
       library L { function withA(W w, uint256 a) internal pure returns (W) { return W.wrap(W.unwrap(w) | a); } }
       contract A { function g(W w) public pure returns (W) { return w.withA(1); } }`,
    ]
    const sources = { [file]: `pragma solidity 0.8.37;\n${source}` }
    const found = enumerate(sources, parse(sources), [file]).filter(({ operator }) => operator === 'setter')
    expect(found.map(({ was, is }) => [was, is])).to.deep.equal([['w.withA(1)', 'w']])
  })

  it('reach into assembly', () => {
    const found = inFunction('assembly { let y := add(a, 32) sstore(0, y) }')
    expect(found).to.include('assembly: add → sub')
    expect(found).to.include('assembly: 32 → 33')
    expect(found).to.include('assembly: sstore(0, y) → {}')
    expect(found).to.include('assembly: 0, y → y, 0')
  })

  it('write numbers as they were written', () => {
    expect(beside('10_000')).to.deep.equal(['10001', '9999'])
    expect(beside('0')).to.deep.equal(['1'])
    expect(beside('0xffff')).to.deep.equal(['0xfffe'])
    expect(beside('0x00')).to.deep.equal(['0x01'])
    expect(beside('1e18')).to.deep.equal([])
  })
})

describe('a mutant', () => {
  const body = 'function f(uint256 a) public pure returns (bool) { return a < 3; }'

  it('differs from the original in its place alone, and compiles', () => {
    const mutant = mutantsOf(body).find(({ operator }) => operator === 'boundary')
    if (mutant === undefined) throw new Error('There is none')
    const source = `pragma solidity 0.8.37;\n// One character, three bytes: …\ncontract A {\n${body}\n}\n`
    const changed = apply(mutant, source)
    expect(changed).to.equal(source.replace('a < 3', 'a <= 3'))
    expect(diffOf(mutant, source)).to.equal(`-${body}\n+${body.replace('<', '<=')}`)
    const codeOf = (text: string) => compile({ [file]: text }, [file], 'quick').codes[file]?.['A']?.bytecode
    expect(codeOf(changed)).to.be.a('string').and.not.equal(codeOf(source))
    expect(codeOf(`${source}// A comment is not code.`)).to.equal(codeOf(source))
  })

  it('keeps its name when lines move, and has one of its own', () => {
    const ids = mutantsOf(body).map(({ id }) => id)
    expect(mutantsOf(`uint256 y;\n\n/// More.\n${body}`).map(({ id }) => id)).to.include.members(ids)
    const twice = mutantsOf(body.replace('a < 3', 'a < 3 || a < 3')).map(({ id }) => id)
    expect(new Set(twice).size).to.equal(twice.length)
    expect(mutantsOf(body.replace('a < 3', 'a < 4')).map(({ id }) => id)).to.not.include.members(ids)
  })

  it('changes the code of all that imports it, but by way of an interface', () => {
    const sources = {
      'contracts/L.sol': '',
      'contracts/interfaces/I.sol': 'import {L} from "../L.sol";',
      'contracts/B.sol': 'import {I} from "./interfaces/I.sol";',
      'contracts/C.sol': 'import {\n  L\n} from "./L.sol";',
      'contracts/D.sol': 'import {C} from "./C.sol";',
    }
    const found = [...dependentsOf('contracts/L.sol', sources)].toSorted()
    expect(found).to.deep.equal(['contracts/C.sol', 'contracts/D.sol', 'contracts/L.sol'])
  })
})

const [first, second, third] = mutantsOf('function f(uint256 a) public pure returns (bool) { return a < 3; }')
if (first === undefined || second === undefined || third === undefined) throw new Error('Too few mutants')
const all = [first, second, third]
const result = (mutant: Mutant, rest: Partial<Result>): Result => ({
  id: mutant.id,
  status: 'killed',
  hash: mutant.id,
  by: 'a.test.ts',
  test: 'a',
  seconds: 1,
  contracts: 'c',
  tests: 't',
  ...rest,
})
const rowsOf = (...results: readonly Result[]) => counted(all, (id) => results.find((each) => each.id === id))

describe('a campaign', () => {
  it('counts the same code once, and what is no mutant not at all', () => {
    const rows = rowsOf(
      result(first, { status: 'survived', hash: 'same' }),
      result(second, { status: 'survived', hash: 'same' }),
      result(third, { status: 'refused', hash: '' }),
    )
    expect(tallyOf(rows)).to.include({ made: 3, refused: 1, same: 1, survived: 1, killed: 0 })
    expect(
      summary(rowsOf(result(first, {}), result(second, { status: 'timeout' }), result(third, { status: 'survived' }))),
    ).to.include('2 of 3 killed: 66.66 %')
    expect(scoreOf(tallyOf(rowsOf(result(third, { status: 'equivalent' }))))).to.equal('–')
  })

  it('wants a reason for each survivor, and a survivor for each reason', () => {
    const rows = rowsOf(
      result(first, { status: 'survived' }),
      result(second, {}),
      result(third, { status: 'survived' }),
    )
    const { unexplained, stale } = review(
      rows,
      { [first.id]: 'Cannot be seen.', [second.id]: 'Why?', gone: 'Why?' },
      true,
    )
    expect(unexplained.map(({ mutant }) => mutant.id)).to.deep.equal([third.id])
    expect(stale).to.deep.equal([`${second.id}: killed`, 'gone: there is no such mutant'])
    expect(review(rowsOf(), { gone: 'Why?' }, false).stale).to.deep.equal([])
  })

  it('reports the same bytes for the same results, whenever and by whatever they were killed', async () => {
    const sources = { [file]: 'x' }
    const report = await reportOf(rowsOf(result(first, {}), result(second, { status: 'survived' })), sources, {})
    const again = rowsOf(result(first, { seconds: 9, by: 'b' }), result(second, { status: 'survived', seconds: 3 }))
    expect(await reportOf(again, sources, {})).to.equal(report)
    expect(report).to.include(second.id).and.include('No reason was given.').and.not.include(first.id)
  })

  it('goes on where it was, also when it was ended in the middle of a line', () => {
    const directory = mkdtempSync(join(tmpdir(), 'millrace-mutants-'))
    try {
      const path = join(directory, 'progress.jsonl')
      new Progress(path).add(result(first, {}))
      appendFileSync(path, '{"id": "half')
      const resumed = new Progress(path)
      expect(resumed.of(first.id)).to.deep.equal(result(first, {}))
      expect(resumed.all()).to.have.length(1)
      resumed.add(result(second, {}))
      expect(new Progress(path).of(second.id)).to.deep.equal(result(second, {}))
      expect(new Progress(path, true).all()).to.deep.equal([])
    } finally {
      rmSync(directory, { recursive: true })
    }
  })

  it('tries first what killed before, in the function, by name, in the file', () => {
    const files = ['slow', 'quick', 'f.test'].map((name, index) => ({
      file: `test/${name}.ts`,
      ms: 30 - 10 * index,
      contracts: [],
    }))
    const order = new Order(files)
    const tried = (name: string) => order.for({ file, function: name, operator: 'boundary' }).map((each) => each.file)
    expect(tried('g')).to.deep.equal(['test/f.test.ts', 'test/quick.ts', 'test/slow.ts'])
    order.learn({ file, function: 'g', operator: 'modifier' }, 'test/slow.ts')
    expect(tried('g')[0]).to.equal('test/slow.ts')
    expect(tried('f')).to.deep.equal(['test/f.test.ts', 'test/slow.ts', 'test/quick.ts'])
    // Of a kind that something else killed in another function, that is tried first.
    expect(order.for({ file, function: 'f', operator: 'modifier' })[0]?.file).to.equal('test/slow.ts')
    expect(all.map(({ id }) => placeOf(id))).to.deep.equal(
      all.map(({ file: of, function: name, operator }) => ({ file: of, function: name, operator })),
    )
  })

  it('chooses by text, by change and by seed', () => {
    expect(only(all, [first.operator]).map(({ operator }) => operator)).to.include(first.operator)
    expect(only(all, ['#nothing'])).to.deep.equal([])
    expect(only(all, [])).to.equal(all)
    expect(sample(all, 2, 5))
      .to.deep.equal(sample(all, 2, 5))
      .and.to.have.length(2)
    const diff = '--- a/x.sol\n+++ b/x.sol\n@@ -3,0 +4,2 @@ f\n+a\n+b\n@@ -9 +11,0 @@\n-c\n'
    expect(changedLines(diff).get('x.sol')).to.deep.equal([
      { first: 4, last: 5 },
      { first: 11, last: 12 },
    ])
  })

  it('reads its options', () => {
    expect(readOptions(['--jobs', '2', '--changed', '--only', 'a', '--only', 'b'])).to.include({
      jobs: 2,
      changed: 'HEAD',
    })
    expect(readOptions(['--changed', 'main']).changed).to.equal('main')
    expect(() => readOptions(['--jobs', '0'])).to.throw('--jobs takes a number above 0, not 0')
    expect(() => readOptions(['--unknown'])).to.throw('--unknown')
  })
})
