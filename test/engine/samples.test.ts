import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { run } from '@millrace/engine'
import { expect } from 'chai'
import { fingerprint, sampleBinary, sampleRequest, samples } from './samples.ts'

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

describe('samples', () => {
  for (const [name, { sha256, source }] of Object.entries(samples))
    it(`has ${name} as it was built from its source`, () => {
      expect(createHash('sha256').update(sampleBinary(name)).digest('hex')).to.equal(sha256)
      expect(existsSync(new URL(`../../engine/samples/${source}`, import.meta.url))).to.equal(true)
    })

  it('show every language', () => {
    expect(new Set(Object.values(samples).map(({ language }) => language))).to.deep.equal(
      new Set(['C', 'Rust', 'AssemblyScript']),
    )
  })

  it('draw the same tile alone as within the whole picture', () => {
    const size = ['--width', '64', '--height', '48', '--samples', '2']
    const whole = run(sampleRequest('raytracer', { args: size })).outputs[0]?.bytes ?? new Uint8Array()
    const tile = run(sampleRequest('raytracer', { args: [...size, '--x', '16', '--y', '8', '--w', '20', '--h', '10'] }))
      .outputs[0]?.bytes
    const cut = Array.from({ length: 10 }, (_, row) => [
      ...whole.subarray(((row + 8) * 64 + 16) * 3, ((row + 8) * 64 + 36) * 3),
    ])
    expect(whole.length).to.equal(64 * 48 * 3)
    expect([...(tile ?? [])]).to.deep.equal(cut.flat())
  })

  it('price an option within four standard errors of the closed form, by a seed that matters', () => {
    const price = (seed: number): { price: number; standardError: number; blackScholes: number } => {
      const { outputs, stdout } = run(sampleRequest('option-price', { seed: new Uint8Array(32).fill(seed) }))
      expect(textOf(outputs[0]?.bytes)).to.equal(textOf(stdout))
      return JSON.parse(textOf(stdout))
    }
    // Black and Scholes for 100 105 0.03 0.2 1, to the digits printed; computed apart from the sample.
    expect(price(1).blackScholes).to.equal(7.128065)
    for (const seed of [1, 2, 3]) {
      const { price: found, standardError, blackScholes } = price(seed)
      expect(standardError).to.be.within(0.005, 0.02)
      expect(Math.abs(found - blackScholes)).to.be.lessThan(4 * standardError)
    }
    expect(price(1).price).not.to.equal(price(2).price)
  })

  it('report on a file that the user brings', () => {
    const { outputs, exit } = run(sampleRequest('csv-report'))
    expect(exit).to.deep.equal({ kind: 'exit', code: 0 })
    expect(outputs.map(({ path }) => path)).to.deep.equal(['report.csv', 'report.json'])
    expect(JSON.parse(textOf(outputs[1]?.bytes))).to.deep.equal({
      rows: 3,
      columns: [
        { name: 'city', values: 3, numbers: 0, min: null, max: null, mean: null },
        { name: 'people', values: 2, numbers: 2, min: 173064, max: 709037, mean: 441050.5 },
        { name: 'height', values: 3, numbers: 3, min: 23, max: 3640, mean: 3923 / 3 },
      ],
    })
    const missing = run(sampleRequest('csv-report', { files: [] }))
    expect(missing.exit).to.deep.equal({ kind: 'exit', code: 2 })
    expect(textOf(missing.stderr)).to.match(/^\/in\/data\.csv: No such file/)
  })

  it('draw the Mandelbrot set: black inside, light outside', () => {
    const picture = run(sampleRequest('mandelbrot')).outputs[0]?.bytes ?? new Uint8Array()
    expect(textOf(picture.subarray(0, 15))).to.equal('P5\n320 240\n255\n')
    expect(picture[15 + 120 * 320 + 230]).to.equal(0)
    expect(picture[15]).to.be.greaterThan(200)
  })

  it('end as they say: at the limit, out of memory, with a code', () => {
    expect(run(sampleRequest('endless', { limits: { steps: 1_000_003n } }))).to.deep.include({
      exit: { kind: 'limit', which: 'steps' },
      steps: 1_000_003n,
    })
    const hog = run(sampleRequest('memory-hog'))
    expect(hog.exit).to.deep.equal({ kind: 'exit', code: 42 })
    expect(textOf(hog.stdout)).to.equal('no more memory after 63 MiB\n')
    expect(hog.peakMemoryBytes).to.be.within(63 * 2 ** 20, 2 ** 26)
    expect(run(sampleRequest('exit-code')).exit).to.deep.equal({ kind: 'exit', code: 7 })
  })

  it('give the same bytes and steps ten times over', () => {
    for (const name of ['option-price', 'csv-report', 'mandelbrot']) {
      const runs = Array.from({ length: 10 }, () => fingerprint(run(sampleRequest(name))))
      expect(new Set(runs).size, name).to.equal(1)
    }
  })
})
