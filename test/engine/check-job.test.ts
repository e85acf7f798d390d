import { checkJob, ModuleRejected, RequestInvalid, run, type RunRequest } from '@millrace/engine'
import { expect } from 'chai'
import { buildModule, type FunctionPart, i32, op, requestFor } from './module-builder.ts'
import { sampleRequest, samples } from './samples.ts'

const startWith = (code: FunctionPart['code'], locals = ''): FunctionPart => ({
  type: ':',
  name: '_start',
  locals,
  code,
})
const empty = buildModule({ functions: [startWith([])] })
const file = (path: string): { path: string; bytes: Uint8Array } => ({ path, bytes: new Uint8Array(1) })

/** Each is refused by another step of the way to a run; the frame of every module is in order. */
const refused: readonly [string, RunRequest, string][] = [
  [
    'a SIMD operator in a body',
    requestFor(buildModule({ functions: [startWith([...i32(0), 0xfd, 15, op.drop])] })),
    'feature',
  ],
  ['a tail call', requestFor(buildModule({ functions: [startWith([0x12, 0])] })), 'feature'],
  ['too many locals', requestFor(buildModule({ functions: [startWith([], 'j'.repeat(10_001))] })), 'size'],
  ['no entry', requestFor(empty, { entry: 'main' }), 'entry'],
  [
    'more memory at the start than its limit',
    requestFor(buildModule({ functions: [startWith([])], memory: [3] }), { limits: { memoryBytes: 2 * 65_536 } }),
    'memory',
  ],
  ['two files at one path', requestFor(empty, { files: [file('a'), file('a')] }), 'files'],
  ['a seed that is too short', requestFor(empty, { seed: new Uint8Array(31) }), 'seed'],
]

function refusal(action: () => unknown): string {
  try {
    action()
    return 'accepted'
  } catch (error) {
    if (error instanceof ModuleRejected) return error.reason
    if (error instanceof RequestInvalid) return error.field
    throw error
  }
}

describe('checkJob', () => {
  for (const [name, request, expected] of refused)
    it(`refuses ${name} as run does`, () => {
      expect(refusal(() => checkJob(request))).to.equal(expected)
      expect(refusal(() => run(request))).to.equal(expected)
    })

  it('accepts every sample', () => {
    for (const name of Object.keys(samples))
      expect(
        refusal(() => checkJob(sampleRequest(name))),
        name,
      ).to.equal('accepted')
  })

  it('leaves the module and the files as they are', () => {
    const request = sampleRequest('csv-report')
    const before = [request.module.slice(), request.files[0]?.bytes.slice()]
    checkJob(request)
    expect([request.module, request.files[0]?.bytes]).to.deep.equal(before)
  })
})
