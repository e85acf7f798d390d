import { readFileSync } from 'node:fs'
import { run } from '@millrace/engine'
import { expect } from 'chai'
import { planDataReport, STEPS_PER_BYTE } from '../../web/lib/templates/data-report.ts'
import type { JobPlan } from '../../web/lib/templates/job-plan.ts'
import { firstOptionDraft, optionFieldError, planOptionPrice } from '../../web/lib/templates/option-price.ts'
import { firstModuleDraft, pickModule, planOwnModule } from '../../web/lib/templates/own-module.ts'
import { tileSize } from '../../web/lib/templates/picture-args.ts'
import { pictureQualities, pictureSizes, planPicture } from '../../web/lib/templates/picture.ts'
import { typicalPlan } from '../../web/lib/templates/templates.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const wasm = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../engine/samples/${name}/${name}.wasm`, import.meta.url)))

function runPlan({ program, args, inputs, steps, memoryBytes, outputBytes }: JobPlan) {
  return run({
    module: program.kind === 'file' ? program.bytes : wasm(program.name),
    entry: '_start',
    args,
    env: {},
    files: inputs,
    seed: new Uint8Array(32),
    limits: {
      steps,
      memoryBytes: Number(memoryBytes),
      outputBytes: Number(outputBytes),
      logBytes: 65_536,
      strictFloats: true,
    },
  })
}

function planned(result: ReturnType<typeof planDataReport>): JobPlan {
  if ('error' in result) throw new Error(result.error)
  return result.plan
}

describe('The templates', function () {
  this.timeout(30_000)

  for (const template of ['picture', 'option', 'report'] as const) {
    it(`${template}: a typical job ends well, within its step limit but not far below it`, function () {
      const plan = typicalPlan(template)
      const { exit, steps, outputs } = runPlan(plan)
      expect(exit).to.deep.equal({ kind: 'exit', code: 0 })
      expect(outputs.map(({ path }) => path)).to.include.members([...plan.outputs])
      if (template !== 'report') expect(Number(plan.steps) / Number(steps)).to.be.lessThan(2)
    })
  }

  it('picture: every size and quality has room, and writes as many bytes as it says', function () {
    for (const size of ['small', 'medium'] as const) {
      for (const quality of ['draft', 'good'] as const) {
        const plan = planPicture({ size, quality })
        const { exit, outputs } = runPlan(plan)
        expect(exit).to.deep.equal({ kind: 'exit', code: 0 })
        expect(BigInt(outputs[0]?.bytes.length ?? 0)).to.equal(plan.outputBytes)
        expect(tileSize(plan.args)).to.deep.equal({
          width: pictureSizes[size].width,
          height: pictureSizes[size].height,
        })
      }
    }
    expect(Object.keys(pictureQualities)).to.have.length(3)
  })

  it('option: percentages become fractions, and nonsense is refused by name', function () {
    expect(planned(planOptionPrice(firstOptionDraft)).args).to.deep.equal(['100', '105', '0.03', '0.2', '1', '200000'])
    const typed = { ...firstOptionDraft, spot: '1e2', strike: ' 0x69 ', rate: '0.00001', paths: '2e5' }
    expect(planned(planOptionPrice(typed)).args).to.deep.equal(['100', '105', '0.0000001', '0.2', '1', '200000'])
    expect(optionFieldError('spot', 'abc')).to.equal('Price today must be a number.')
    expect(optionFieldError('paths', '1000.5')).to.equal('Paths must be a whole number.')
    expect(planOptionPrice({ ...firstOptionDraft, years: '0' })).to.deep.equal({
      error: 'Years must be from 0.01 to 50.',
    })
  })

  it('report: tables of many shapes stay within the steps per byte', function () {
    const shapes = [
      'a\n'.repeat(20_000),
      `${'x,'.repeat(2000)}x\n`,
      `a,b\n${'"q ""q"" q",1e300\n'.repeat(5000)}`,
      `a,b,c\n${'1,2,3\n'.repeat(20_000)}`,
      `n,text\n${`7,${'word '.repeat(40)}\n`.repeat(400)}`,
    ]
    for (const shape of shapes) {
      const plan = planned(planDataReport({ file: { name: 'x.csv', bytes: bytes(`h,i\n${shape}`) } }))
      const { exit, steps } = runPlan(plan)
      expect(
        exit.kind,
        `${shape.slice(0, 20)}: ${steps} steps for ${shape.length} bytes, ${STEPS_PER_BYTE} each`,
      ).to.equal('exit')
    }
  })

  it('report: says what is wrong with a file', function () {
    const file = (name: string, text: string) => planDataReport({ file: { name, bytes: bytes(text) } })
    expect(planDataReport({ file: undefined })).to.have.property('error')
    expect(file('empty.csv', '')).to.deep.equal({ error: 'empty.csv is empty.' })
    expect(file('a.pdf', '%PDF-1.7')).to.have.property('error')
    expect(file('a.bin', 'a,b\0')).to.have.property('error')
  })

  it('own module: refused for the reason that the engine gives, taken when it is good', function () {
    const own = (data: Uint8Array<ArrayBuffer>) =>
      planOwnModule({ ...firstModuleDraft, module: pickModule({ name: 'my.wasm', bytes: data }) })
    expect(own(bytes('not wasm')))
      .to.have.property('error')
      .that.matches(/^my\.wasm cannot be run: /)
    expect(own(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])))
      .to.have.property('error')
      .that.matches(/must/)
    const plan = planned(own(wasm('exit-code')))
    expect(runPlan({ ...plan, args: ['3'] }).exit).to.deep.equal({ kind: 'exit', code: 3 })
  })

  it('own module: its numbers and names are checked', function () {
    const module = pickModule({ name: 'my.wasm', bytes: wasm('endless') })
    const draft = { ...firstModuleDraft, module }
    const input = { name: 'a.txt', bytes: bytes('a') }
    expect(planOwnModule({ ...draft, millionSteps: '0' })).to.have.property('error')
    expect(planOwnModule({ ...draft, memoryMib: '9999' })).to.have.property('error')
    const large = { ...module, startMemoryBytes: 3 * 2 ** 20 + 1 }
    expect(planOwnModule({ ...draft, module: large, memoryMib: '3' })).to.deep.equal({
      error: 'my.wasm begins with 4 MiB of memory: allow it at least as much.',
    })
    expect(planOwnModule({ ...draft, module: large, memoryMib: '4' })).to.have.property('plan')
    expect(planOwnModule({ ...draft, inputs: [input, input] })).to.deep.equal({ error: 'Two inputs are called a.txt.' })
    expect(planned(planOwnModule({ ...draft, args: ' a  b ', inputs: [input] }))).to.deep.include({
      args: ['a', 'b'],
      steps: 1_000_000_000n,
    })
  })
})
