import { ModuleRejected, type RejectionReason, rewrite, run, validate } from '@millrace/engine'
import { expect } from 'chai'
import { buildModule, i32, op, requestFor } from './module-builder.ts'

const start = { type: ':', name: '_start', code: [] }

function rejection(action: () => unknown): ModuleRejected {
  try {
    action()
  } catch (error) {
    if (error instanceof ModuleRejected) return error
    throw error
  }
  throw new Error('The module was accepted')
}

describe('validate', () => {
  const cases: readonly [string, Uint8Array, RejectionReason, RegExp][] = [
    ['something else', new TextEncoder().encode('#!/bin/sh\necho hello'), 'invalid', /not a WebAssembly module/],
    ['nothing', new Uint8Array(), 'invalid', /not a WebAssembly module/],
    ['a component', Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]), 'invalid', /components/],
    ['a body of the wrong type', buildModule({ functions: [{ type: ':i', code: [] }] }), 'invalid', /not valid/],
    [
      'no memory',
      buildModule({ functions: [start], raw: { 5: [0], 7: [0], 11: [0] } }),
      'memory',
      /exactly one memory/,
    ],
    ['a memory not exported', buildModule({ functions: [start], raw: { 7: [0] } }), 'memory', /exactly one memory/],
    [
      'an imported memory',
      buildModule({ functions: [], raw: { 2: [1, 3, 0x65, 0x6e, 0x76, 3, 0x6d, 0x65, 0x6d, 2, 0, 1], 5: [0] } }),
      'memory',
      /imports env\.mem: the memory must be the module's own/,
    ],
    [
      'a foreign function',
      buildModule({
        functions: [start],
        raw: { 1: [1, 0x60, 0, 0], 2: [1, 3, 0x65, 0x6e, 0x76, 1, 0x66, 0, 0], 3: [1, 0] },
      }),
      'import',
      /imports env\.f: only functions of wasi_snapshot_preview1/,
    ],
    ['a shared memory', buildModule({ functions: [start], raw: { 5: [1, 3, 1, 1] } }), 'feature', /[Ss]hared/],
    [
      'an export with our name',
      buildModule({ functions: [{ type: ':', name: 'millrace:fuel', code: [] }] }),
      'export',
      /names that begin with "millrace:"/,
    ],
    [
      'a SIMD value',
      buildModule({ functions: [start], raw: { 6: [1, 0x7b, 0, 0xfd, 12, ...Array<number>(16).fill(0), 0x0b] } }),
      'feature',
      /SIMD/,
    ],
    [
      'a huge table',
      buildModule({ functions: [start], raw: { 4: [1, 0x70, 0, 0xc1, 0x84, 0x3d] } }),
      'table',
      /1000000 elements/,
    ],
  ]
  for (const [name, module, reason, sentence] of cases)
    it(`rejects ${name} as "${reason}"`, () => {
      const error = rejection(() => validate(module))
      expect(error.reason).to.equal(reason)
      expect(error.detail).to.match(sentence)
    })

  it('rejects an import with another type than the host has', () => {
    const module = buildModule({
      functions: [start],
      raw: {
        1: [2, 0x60, 1, 0x7e, 1, 0x7f, 0x60, 0, 0],
        2: [
          1,
          22,
          ...new TextEncoder().encode('wasi_snapshot_preview1'),
          8,
          ...new TextEncoder().encode('fd_close'),
          0,
          0,
        ],
        3: [1, 1],
        7: [1, 6, ...new TextEncoder().encode('memory'), 2, 0],
      },
    })
    expect(rejection(() => validate(module)).detail).to.equal(
      'imports wasi_snapshot_preview1.fd_close as j:i: its type is i:i',
    )
  })

  it('rejects operators that are not metered', () => {
    const atomic = [...i32(0), ...i32(0), 0xfe, 0x00, 2, 0, op.drop]
    const module = buildModule({ functions: [{ ...start, code: atomic }] })
    // The host takes it, so it is our rule that refuses.
    expect(WebAssembly.validate(new Uint8Array(module))).to.equal(true)
    const refused = rejection(() => rewrite(module, { steps: 1n, maxMemoryPages: 16, strictFloats: true }))
    expect(refused.reason).to.equal('feature')
    expect(refused.detail).to.match(/atomic/)
    const simd = buildModule({ functions: [{ ...start, code: [...i32(0), 0xfd, 15, op.drop] }] })
    expect(rejection(() => rewrite(simd, { steps: 1n, maxMemoryPages: 16, strictFloats: true })).detail).to.match(
      /SIMD/,
    )
  })

  it('rejects a missing entry and one with parameters', () => {
    const module = buildModule({ functions: [{ type: 'i:', name: '_start', code: [] }] })
    expect(rejection(() => run(requestFor(module))).detail).to.match(/no parameters and no results/)
    expect(rejection(() => run(requestFor(module, { entry: 'main' }))).detail).to.match(
      /must export the function "main"/,
    )
  })

  it('rejects a module that starts with more memory than the job allows', () => {
    const module = buildModule({ functions: [start], memory: [3] })
    expect(rejection(() => run(requestFor(module, { limits: { memoryBytes: 2 * 65_536 } }))).reason).to.equal('memory')
    expect(run(requestFor(module, { limits: { memoryBytes: 3 * 65_536 } })).exit).to.deep.equal({
      kind: 'exit',
      code: 0,
    })
  })
})
