import { readFileSync } from 'node:fs'
import { ModuleRejected, rewrite } from '@millrace/engine'
import { expect } from 'chai'
import { seeded } from './random.ts'

const SAMPLES = ['exit-code', 'mandelbrot', 'memory-hog']
const FLIPS = 700

describe('rewrite, with bytes of real programs flipped', () => {
  for (const name of SAMPLES)
    it(`makes a valid module of ${name} if it was valid, and otherwise rejects it`, () => {
      const original = readFileSync(new URL(`../../engine/samples/${name}/${name}.wasm`, import.meta.url))
      const next = seeded(original.length)
      const seen = { valid: 0, refused: 0, invalid: 0 }
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const module = new Uint8Array(original)
        for (let count = next(3); count >= 0; count -= 1) module[8 + next(module.length - 8)] = next(256)
        const wasValid = WebAssembly.validate(module)
        try {
          const rewritten = rewrite(module, { steps: 1000n, maxMemoryPages: 256, strictFloats: true })
          expect(wasValid, `flip ${flip} became valid by rewriting`).to.equal(true)
          expect(WebAssembly.validate(rewritten)).to.equal(true)
          seen.valid += 1
        } catch (error) {
          if (!(error instanceof ModuleRejected)) throw error
          expect(error.reason === 'invalid', `flip ${flip}: ${error.detail}`).to.equal(!wasValid)
          seen[wasValid ? 'refused' : 'invalid'] += 1
        }
      }
      expect(seen.valid).to.be.greaterThan(20)
      expect(seen.invalid).to.be.greaterThan(100)
    })

  it('gives the same bytes each time', () => {
    const module = readFileSync(new URL('../../engine/samples/csv-report/csv-report.wasm', import.meta.url))
    const options = { steps: 1000n, maxMemoryPages: 256, strictFloats: true }
    expect(Buffer.compare(rewrite(module, options), rewrite(module, options))).to.equal(0)
  })
})
