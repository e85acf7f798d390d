import { run } from '@millrace/engine'
import { expect } from 'chai'
import { ascii, buildModule, type Code, i32, op, requestFor } from './module-builder.ts'

/** Stores what `code` leaves at 16 and prints the `size` bytes there. */
function bitsOf(code: Code, store: number, size: number, strictFloats: boolean): string {
  const print = [...i32(0), ...i32(16), op.i32Store, 2, 0, ...i32(4), ...i32(size), op.i32Store, 2, 0]
  const write = [...i32(1), ...i32(0), ...i32(1), ...i32(8), op.call, 0, op.drop]
  const module = buildModule({
    imports: ['fd_write'],
    functions: [{ type: ':', name: '_start', code: [...i32(16), code, store, size === 4 ? 2 : 3, 0, print, write] }],
  })
  const { stdout } = run(requestFor(module, { limits: { strictFloats } }))
  return Buffer.from(stdout.toReversed()).toString('hex')
}

/** A NaN that is not the canonical one: sign set, payload set. */
const oddF64: Code = [op.f64Const, 0x21, 0x43, 0, 0, 0, 0, 0xfc, 0xff]
const zeroF64: Code = [op.f64Const, ...ascii('\0'.repeat(8))]
const zeroF32: Code = [op.f32Const, 0, 0, 0, 0]

describe('strict floats', () => {
  const cases: readonly [string, Code, number, number, string][] = [
    ['0/0 in f64', [zeroF64, zeroF64, op.f64Div], op.f64Store, 8, '7ff8000000000000'],
    ['0/0 in f32', [zeroF32, zeroF32, op.f32Div], op.f32Store, 4, '7fc00000'],
    ['the root of an odd NaN', [oddF64, op.f64Sqrt], op.f64Store, 8, '7ff8000000000000'],
    ['an odd NaN plus 0', [oddF64, zeroF64, 0xa0], op.f64Store, 8, '7ff8000000000000'],
    ['the least of 0 and an odd NaN', [zeroF64, oddF64, 0xa4], op.f64Store, 8, '7ff8000000000000'],
    ['an odd NaN rounded', [oddF64, 0x9e], op.f64Store, 8, '7ff8000000000000'],
    ['an odd NaN made narrower', [oddF64, 0xb6], op.f32Store, 4, '7fc00000'],
  ]
  for (const [name, code, store, size, bits] of cases)
    it(`make ${name} the canonical NaN`, () => expect(bitsOf(code, store, size, true)).to.equal(bits))

  it('leave numbers and the bits of copied NaNs alone', () => {
    expect(bitsOf([oddF64], op.f64Store, 8, true)).to.equal('fffc000000004321')
    expect(bitsOf([oddF64, 0x9a], op.f64Store, 8, true)).to.equal('7ffc000000004321')
    const nine: Code = [op.f64Const, 0, 0, 0, 0, 0, 0, 0x22, 0x40]
    expect(bitsOf([nine, op.f64Sqrt], op.f64Store, 8, true)).to.equal('4008000000000000')
  })

  it('are needed: without them the payload of a NaN passes through', () => {
    expect(bitsOf([oddF64, zeroF64, 0xa0], op.f64Store, 8, false)).to.equal('fffc000000004321')
  })
})
