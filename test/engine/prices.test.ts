import { cost, run } from '@millrace/engine'
import { expect } from 'chai'
import { DIRECTORIES, Guest, SUCCESS } from './guest.ts'
import { buildModule, type Code, i32, leb, op, requestFor } from './module-builder.ts'

const CREATE = 1
const guest = (over: Parameters<typeof requestFor>[1] = {}): Guest =>
  new Guest(requestFor(buildModule({ functions: [] }), over))

/** Steps that `action` takes of a job. */
function stepsOf(job: Guest, action: () => unknown): number {
  const before = job.steps
  action()
  return job.steps - before
}

function list(job: Guest, length: number, cookie = 0n): number {
  return stepsOf(job, () =>
    expect(job.call('fd_readdir', DIRECTORIES.out, 8192, length, cookie, 520)).to.equal(SUCCESS),
  )
}

describe('prices of work that a call can multiply', () => {
  it('charge a read and a write for every vector, also for empty ones', () => {
    for (const [call, fd] of [['fd_write', 1], ['fd_read', 0]] as const) {
      const job = guest()
      const price = (count: number): number => stepsOf(job, () => job.call(call, fd, 0, count, 65_536))
      expect(price(1024) - price(0), call).to.equal(1024 * 64)
    }
  }) // prettier-ignore

  it('charge a path for every part, also for empty ones', () => {
    const job = guest()
    const price = (path: string): number => stepsOf(job, () => job.open(DIRECTORIES.out, path))
    expect(price('a')).to.equal(100 + 200 + 1 + 64)
    expect(price('a/../a')).to.equal(100 + 200 + 6 + 3 * 64)
    expect(price('.////a')).to.equal(100 + 200 + 6 + 5 * 64)
  })

  it('charge a directory for every entry once after it changed, and for every entry given', () => {
    const job = guest()
    for (const name of ['a', 'b', 'c']) job.open(DIRECTORIES.out, name, CREATE)
    const given = (entries: number, bytes: number): number => 100 + entries * 64 + Math.floor(bytes / 8)
    expect(list(job, 1)).to.equal(3 * 200 + given(1, 1))
    expect(list(job, 1)).to.equal(given(1, 1))
    expect(list(job, 4096)).to.equal(given(5, 5 * 24 + 1 + 2 + 3))
    expect(list(job, 4096, 4n)).to.equal(given(1, 25))
    expect(list(job, 4096, 2n ** 63n)).to.equal(given(0, 0))
    job.call('path_unlink_file', DIRECTORIES.out, ...job.put(0, 'b'))
    expect(list(job, 1)).to.equal(2 * 200 + given(1, 1))
  })

  it('charge a file for the bytes that have to move when it outgrows its buffer or leaves it', () => {
    const job = guest()
    const file = job.open(DIRECTORIES.out, 'a', CREATE)
    const resize = (size: bigint): number => stepsOf(job, () => job.call('fd_filestat_set_size', file, size))
    expect(resize(80_000n)).to.equal(100 + 10_000)
    expect(resize(80_008n)).to.equal(100 + 1 + 10_000)
    expect(resize(80_016n)).to.equal(100 + 1)
    expect(resize(8_016n)).to.equal(100 + 9_000 + 1_002)
  })

  const table = (code: Code): bigint =>
    run(requestFor(buildModule({
      functions: [{ type: ':', name: '_start', code }],
      raw: { 4: [1, 0x70, 0, leb(200)], 9: [1, 1, 0, leb(100), Array<number>(100).fill(0)] },
    }))).steps // prettier-ignore
  const nothing = [0xd0, 0x70]
  const bulk: readonly [string, (count: number) => Code][] = [
    ['table.init', (count) => [...i32(0), ...i32(0), ...i32(count), 0xfc, 12, 0, 0]],
    ['table.copy', (count) => [...i32(0), ...i32(1), ...i32(count), 0xfc, 14, 0, 0]],
    ['table.grow', (count) => [nothing, ...i32(count), 0xfc, 15, 0, op.drop]],
    ['table.fill', (count) => [...i32(0), nothing, ...i32(count), 0xfc, 17, 0]],
  ]
  for (const [name, code] of bulk)
    it(`charge ${name} for every element`, () => expect(table(code(100)) - table(code(0))).to.equal(3200n))

  it('are those of the list', () => {
    expect(cost).to.deep.include({
      VECTOR_STEPS: 64,
      PATH_NAME_STEPS: 64,
      DIRECTORY_ENTRY_STEPS: 200,
      TABLE_ELEMENT_STEPS: 32,
    })
  })
})
