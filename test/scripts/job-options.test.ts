import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ModuleRejected } from '@millrace/engine'
import { expect } from 'chai'
import { OptionError, readJobOptions } from '../../scripts/job-options.ts'

const endless = join(import.meta.dirname, '../../engine/samples/endless/endless.wasm')
const good = ['--module', endless, '--max-price', '2.5']

describe('the options of npm run job', () => {
  it('reads a module, a price, inputs and limits', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'millrace-')), 'data.csv')
    writeFileSync(file, 'a,b\n')
    const plan = readJobOptions([
      ...good,
      '--input',
      `data.csv=${file}`,
      '--arg',
      'x',
      '--memory',
      '3',
      '--steps',
      '9',
    ])?.plan(6)
    expect(plan).to.deep.include({ maxPrice: 2_500_000n, memoryBytes: 3n * 2n ** 20n, steps: 9n, args: ['x'] })
    expect(plan?.inputs).to.deep.equal([{ path: 'data.csv', bytes: new Uint8Array([97, 44, 98, 10]) }])
  })

  it('takes the time limit from the steps unless it is given', () => {
    const [derived, given] = [[], ['--seconds', '7']].map((more) =>
      readJobOptions([...good, '--steps', '20000000000', ...more]),
    )
    expect([derived?.plan(6).seconds, given?.plan(6).seconds]).to.deep.equal([560, 7])
  })

  it('refuses what is no module with the reason', () => {
    expect(() => readJobOptions(['--module', import.meta.filename, '--max-price', '1'])).to.throw(
      ModuleRejected,
      'not a WebAssembly module',
    )
  })

  const bad: readonly (readonly [string, readonly string[], string])[] = [
    ['no module', ['--max-price', '1'], '--module FILE is missing'],
    ['a missing module', ['--module', '/no/such.wasm', '--max-price', '1'], 'there is no file /no/such.wasm'],
    ['no price', ['--module', endless], '--max-price N is missing'],
    ['a price of nothing', ['--module', endless, '--max-price', '0'], 'more than 0'],
    ['a missing input', [...good, '--input', 'a=/no/such'], 'there is no file /no/such'],
    ['a folder as an input', [...good, '--input', 'a=/etc'], '/etc is not a file'],
    ['a folder as a module', ['--module', '/etc', '--max-price', '1'], '/etc is not a file'],
    ['an input without a name', [...good, '--input', '/etc/hosts'], 'NAME=FILE'],
    ['a limit that is no number', [...good, '--steps', 'many'], '--steps must be a whole number'],
    ['an option that does not exist', [...good, '--frob'], '--frob'],
  ]
  for (const [what, args, sentence] of bad) {
    it(`refuses ${what} and names it`, () => {
      expect(() => readJobOptions(args)).to.throw(OptionError, sentence)
    })
  }
})
