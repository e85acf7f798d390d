import {
  decodeSpec,
  encodeDagCbor,
  encodeSpec,
  InvalidFieldError,
  linkOf,
  parseSpec,
  type JobSpec,
} from '@millrace/sdk'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { hexToBytes } from 'viem'
import { cids, specs } from './arbitraries.ts'
import { exampleSpec, moduleCid } from './example.ts'

/** A copy of an object with the field at `path` replaced. */
function withField(object: object, path: string, value: unknown): object {
  const [key = '', ...rest] = path.split('.')
  const inner: unknown = Object.entries(object).find(([name]) => name === key)?.[1]
  const deeper = rest.length > 0 && typeof inner === 'object' && inner !== null
  return { ...object, [key]: deeper ? withField(inner, rest.join('.'), value) : value }
}

describe('spec', function () {
  it('comes back from its bytes as it was, for any spec', function () {
    fc.assert(
      fc.property(specs, (spec) => {
        expect(decodeSpec(encodeSpec(spec))).to.deep.equal(spec)
      }),
    )
  })

  it('has one byte string: another order of keys, or numbers for bigints, change nothing', function () {
    const { seed, ...rest } = exampleSpec
    const other: unknown = { seed, ...rest, limits: { ...rest.limits, steps: Number(rest.limits.steps) } }
    expect(encodeSpec(parseSpec(other))).to.deep.equal(encodeSpec(exampleSpec))
  })

  it('comes from JSON too, where a decimal text stands for a bigint', function () {
    const json = JSON.stringify(exampleSpec, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    expect(parseSpec(JSON.parse(json))).to.deep.equal(exampleSpec)
  })

  it('refuses bytes that spell the same spec in another way', function () {
    const links = { ...exampleSpec.runtime, module: linkOf(moduleCid) }
    const inputs = exampleSpec.inputs.map((input) => ({ ...input, cid: linkOf(input.cid) }))
    const right = { ...exampleSpec, runtime: links, inputs, seed: hexToBytes(exampleSpec.seed) }
    expect(decodeSpec(encodeDagCbor(right))).to.deep.equal(exampleSpec)
    for (const wrong of [
      { ...right, runtime: exampleSpec.runtime },
      { ...right, seed: exampleSpec.seed },
      { ...right, limits: { ...right.limits, steps: String(right.limits.steps) } },
    ]) {
      expect(() => decodeSpec(encodeDagCbor(wrong))).to.throw(InvalidFieldError, 'another spelling')
    }
  })

  it('never accepts changed bytes as the same spec, and never throws anything but its own error', function () {
    fc.assert(
      fc.property(specs, fc.nat(), fc.integer({ min: 1, max: 255 }), (spec, at, change) => {
        const bytes = encodeSpec(spec)
        const index = at % bytes.length
        bytes[index] = (bytes[index] ?? 0) ^ change
        let changed: JobSpec
        try {
          changed = decodeSpec(bytes)
        } catch (error) {
          expect(error).to.be.instanceOf(InvalidFieldError)
          return
        }
        expect(changed).not.to.deep.equal(spec)
      }),
      { numRuns: 1000 },
    )
  })

  const [raw] = fc.sample(cids('raw'), 1)
  const input = { path: 'a', cid: raw, size: 1 }
  for (const [path, value, field] of [
    ['v', 2, 'v'],
    ['runtime.kind', 'docker', 'runtime.kind'],
    ['runtime.module', 'Qm', 'runtime.module'],
    ['runtime.strictFloats', 1, 'runtime.strictFloats'],
    ['runtime.extra', 1, 'runtime.extra'],
    ['entry', '', 'entry'],
    ['args', Array.from({ length: 257 }, () => ''), 'args'],
    ['args', ['ok', 'e\u0301'], 'args[1]'],
    ['env', { 'A=B': 'c' }, 'env.A=B'],
    ['inputs', [input, { ...input, path: '/etc/passwd' }], 'inputs[1].path'],
    ['inputs', [{ ...input, path: '../up' }], 'inputs[0].path'],
    ['inputs', [{ ...input, path: 'a//b' }], 'inputs[0].path'],
    ['inputs', [{ ...input, path: 'a\\b' }], 'inputs[0].path'],
    ['inputs', [{ ...input, path: 'a\u0000b' }], 'inputs[0].path'],
    ['inputs', [{ ...input, path: '\ud800' }], 'inputs[0].path'],
    ['inputs', [{ ...input, path: 'x'.repeat(256) }], 'inputs[0].path'],
    ['inputs', [input, input], 'inputs[1].path'],
    ['inputs', [{ ...input, path: 'a/b' }, input], 'inputs[1].path'],
    ['inputs', [{ ...input, size: 64 * 2 ** 20 + 1 }], 'inputs[0].size'],
    ['inputs', [{ ...input, size: 1.5 }], 'inputs[0].size'],
    ['outputs', ['ok', '.'], 'outputs[1]'],
    ['resources.cpu', 0, 'resources.cpu'],
    ['resources.memoryBytes', 2n ** 32n + 1n, 'resources.memoryBytes'],
    ['resources.diskBytes', 2n ** 31n + 1n, 'resources.diskBytes'],
    ['limits.steps', 0n, 'limits.steps'],
    ['limits.steps', '01', 'limits.steps'],
    ['limits.seconds', -1, 'limits.seconds'],
    ['limits.outputBytes', 2n ** 40n, 'limits.outputBytes'],
    ['network', { kind: 'allow', hosts: ['http://a.b'] }, 'network.hosts[0]'],
    ['network', { kind: 'none', hosts: [] }, 'network.hosts'],
    ['seed', '0x00', 'seed'],
    ['acceptance', 'x', 'acceptance'],
    ['surprise', 1, 'surprise'],
  ] as const) {
    it(`names ${field} when ${path} is wrong`, function () {
      expect(() => parseSpec(withField(exampleSpec, path, value)))
        .to.throw(InvalidFieldError)
        .that.includes({ field, code: 'spec.invalid', retryable: false })
    })
  }

  it('refuses every spec from which a field is missing', function () {
    for (const key of Object.keys(exampleSpec)) {
      expect(() => parseSpec(withField(exampleSpec, key, undefined)), key).to.throw(InvalidFieldError)
    }
  })

  it('takes no prototype for content', function () {
    const env: unknown = JSON.parse('{"__proto__": "x"}')
    const spec = parseSpec({ ...exampleSpec, env })
    expect(decodeSpec(encodeSpec(spec))).to.deep.equal(spec)
    expect(Object.keys(spec.env)).to.deep.equal(['__proto__'])
  })

  it('says what stands in a field that should not be there', function () {
    for (const [value, found] of [
      [7, '7'],
      [{ a: 1 }, 'an object with a'],
      [undefined, 'nothing'],
    ] as const) {
      const message = `The spec's surprise is not valid: expected one of`
      expect(() => parseSpec({ ...exampleSpec, surprise: value }))
        .to.throw(InvalidFieldError, message)
        .with.property('message')
        .that.matches(new RegExp(`found ${found}\\.$`))
    }
  })

  it('names a hostile field in a message that a log can bear', function () {
    for (const key of ['k'.repeat(60_000), '😀'.repeat(30_000), 'a\n\u001b[31mERROR all is lost']) {
      for (const hostile of [
        { ...exampleSpec, [key]: 1 },
        { ...exampleSpec, env: { [key]: 'x' } },
      ]) {
        let error: unknown
        try {
          parseSpec(hostile)
        } catch (thrown) {
          error = thrown
        }
        if (!(error instanceof InvalidFieldError)) throw new Error('It was not refused')
        expect(error.message.length).to.be.below(700)
        expect(error.field.length).to.be.at.most(300)
        for (const text of [error.message, error.field, error.meta['field'] ?? '']) {
          expect(text.isWellFormed() && !/\p{Cc}/u.test(text)).to.equal(true)
        }
      }
    }
  })

  it('takes for a link only what is one', function () {
    const looksLike: unknown = { '/': 'x', bytes: 'x' }
    for (const path of ['runtime', 'runtime.module', 'env', 'acceptance', 'entry', 'seed', 'inputs']) {
      expect(() => parseSpec(withField(exampleSpec, path, looksLike)), path).to.throw(InvalidFieldError)
    }
    expect(() => parseSpec(looksLike)).to.throw(InvalidFieldError)
    const link = withField(exampleSpec, 'runtime.module', linkOf(moduleCid))
    expect(parseSpec(link)).to.deep.equal(exampleSpec)
  })

  it('asks for no run that is longer than the longest window of an order', function () {
    const longest = { ...exampleSpec, limits: { ...exampleSpec.limits, seconds: 90 * 86_400 } }
    expect(parseSpec(longest)).to.deep.equal(longest)
    const longer = { ...longest, limits: { ...longest.limits, seconds: 90 * 86_400 + 1 } }
    expect(() => parseSpec(longer))
      .to.throw(InvalidFieldError)
      .with.property('field', 'limits.seconds')
  })
})
