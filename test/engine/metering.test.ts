import { createHash } from 'node:crypto'
import { cost, rewrite, run } from '@millrace/engine'
import { expect } from 'chai'
import { buildModule, type Code, type FunctionPart, i32, i64, op, requestFor, VOID } from './module-builder.ts'

const startWith = (code: Code, locals = ''): FunctionPart => ({ type: ':', name: '_start', locals, code })
const stepsOf = (code: Code): bigint => run(requestFor(buildModule({ functions: [startWith(code)] }))).steps
/** Entering a function costs one step. */
const ENTRY = 1n

describe('metering', () => {
  it('charges by the published price list, which does not change under a version', () => {
    const list = createHash('sha256').update(
      JSON.stringify(cost, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    )
    expect(cost.ENGINE_VERSION).to.equal('millrace-wasm/1')
    expect(list.digest('hex')).to.equal('a5feaa7c632d1eb84d41f1503648045e1d8870391cc6b4f6044078ac266a9394')
  })

  it('charges each operator of a straight line once', () => {
    expect(stepsOf([])).to.equal(ENTRY)
    expect(stepsOf([...i32(1), op.drop])).to.equal(ENTRY + 2n)
    expect(stepsOf([...i32(9), ...i32(3), op.i32DivU, op.drop])).to.equal(ENTRY + 2n + 5n + 1n)
  })

  it('charges only the branch that is taken', () => {
    const branch = (condition: number): Code => [
      ...i32(condition),
      op.if,
      VOID,
      ...i32(1),
      op.drop,
      op.else,
      ...i32(1),
      op.drop,
      ...i32(1),
      op.drop,
      op.end,
    ]
    expect(stepsOf(branch(1))).to.equal(ENTRY + 2n + 2n)
    expect(stepsOf(branch(0))).to.equal(ENTRY + 2n + 4n)
  })

  it('charges a loop for every turn', () => {
    const turns = (count: number): Code => [
      ...i32(count),
      op.set,
      0,
      op.loop,
      VOID,
      op.get,
      0,
      ...i32(1),
      op.i32Sub,
      op.tee,
      0,
      op.brIf,
      0,
      op.end,
    ]
    const used = (count: number): bigint =>
      run(requestFor(buildModule({ functions: [startWith(turns(count), 'i')] }))).steps
    expect(used(101) - used(1)).to.equal(100n * 5n)
  })

  it('charges memory operators by length, before they run', () => {
    const fill = (length: number): Code => [...i32(0), ...i32(1), ...i32(length), 0xfc, 11, 0]
    expect(stepsOf(fill(8000)) - stepsOf(fill(0))).to.equal(1000n)
    const tooDear = run(requestFor(buildModule({ functions: [startWith(fill(65_536))] }), { limits: { steps: 5000n } }))
    expect(tooDear.exit).to.deep.equal({ kind: 'limit', which: 'steps' })
  })

  it('charges growth for every page asked, and refuses what is over the cap', () => {
    const grow = (pages: number): Code => [...i32(0), ...i32(pages), op.memoryGrow, 0, op.i32Store, 2, 0]
    expect(stepsOf(grow(3)) - stepsOf(grow(1))).to.equal(2n * 8192n)
    const result = run(
      requestFor(
        buildModule({
          functions: [
            startWith([...i32(5000), op.memoryGrow, 0, ...i32(1), op.i32Add, op.if, VOID, op.unreachable, op.end]),
          ],
        }),
      ),
    )
    expect(result.exit).to.deep.equal({ kind: 'exit', code: 0 })
    expect(result.peakMemoryBytes).to.equal(65_536)
  })

  it('stops an endless loop at exactly the limit', () => {
    const module = buildModule({ functions: [startWith([op.loop, VOID, op.br, 0, op.end])] })
    for (const steps of [1n, 2n, 1000n, 30_000_001n]) {
      const result = run(requestFor(module, { limits: { steps } }))
      expect(result.exit).to.deep.equal({ kind: 'limit', which: 'steps' })
      expect(result.steps).to.equal(steps)
    }
  })

  it('lets a job through that needs exactly the limit, and not one step less', () => {
    const module = buildModule({ functions: [startWith([...i32(1), op.drop])] })
    expect(run(requestFor(module, { limits: { steps: 3n } })).exit).to.deep.equal({ kind: 'exit', code: 0 })
    expect(run(requestFor(module, { limits: { steps: 2n } })).exit).to.deep.equal({ kind: 'limit', which: 'steps' })
  })

  it('names traps by its own means', () => {
    const exit = (code: Code): unknown => run(requestFor(buildModule({ functions: [startWith(code)] }))).exit
    expect(exit([op.unreachable])).to.deep.equal({ kind: 'trap', reason: 'unreachable' })
    expect(exit([...i32(1), ...i32(0), op.i32DivU, op.drop])).to.deep.equal({ kind: 'trap', reason: 'fault' })
    expect(exit([...i32(-4), ...i32(0), op.i32Store, 2, 0])).to.deep.equal({ kind: 'trap', reason: 'fault' })
  })

  it('reports a data segment outside the memory as a fault of the job', () => {
    const module = buildModule({ functions: [startWith([])], data: [{ at: 65_530, bytes: [1, 2, 3, 4, 5, 6, 7, 8] }] })
    expect(run(requestFor(module)).exit).to.deep.equal({ kind: 'trap', reason: 'fault' })
  })

  it('meters a start section, which runs before the entry', () => {
    const write: Code = [...i32(0), ...i32(7), op.i32Store, 2, 0]
    const functions: FunctionPart[] = [
      { type: ':', code: write },
      startWith([...i32(0), 0x28, 2, 0, op.i32Eqz, op.if, VOID, op.unreachable, op.end]),
    ]
    expect(run(requestFor(buildModule({ functions, start: 0 }))).exit).to.deep.equal({ kind: 'exit', code: 0 })
    expect(run(requestFor(buildModule({ functions }))).exit).to.deep.equal({ kind: 'trap', reason: 'unreachable' })
    const endless = buildModule({
      functions: [{ type: ':', code: [op.loop, VOID, op.br, 0, op.end] }, startWith([])],
      start: 0,
    })
    expect(run(requestFor(endless, { limits: { steps: 99_999n } })).steps).to.equal(99_999n)
  })

  it('does not let a module write the counter that is about to be appended', () => {
    const thief = buildModule({ functions: [startWith([...i64(2n ** 40n), op.globalSet, 0])] })
    expect(() => rewrite(thief, { steps: 10n, maxMemoryPages: 1, strictFloats: true })).to.throw(/not valid/)
    // With a global of its own at that index, the module changes that one and no other.
    const own = buildModule({
      functions: [startWith([...i64(2n ** 40n), op.globalSet, 0, op.loop, VOID, op.br, 0, op.end])],
      globals: [1, 0x7e, 1, ...i64(0), op.end],
    })
    expect(run(requestFor(own, { limits: { steps: 500n } })).steps).to.equal(500n)
  })
})
