import { RequestInvalid, run } from '@millrace/engine'
import { expect } from 'chai'
import { ERRNO } from '../../engine/src/wasi/errno.ts'
import { WASI_SIGNATURES, type WasiName } from '../../engine/src/wasi/names.ts'
import { DIRECTORIES, Guest, READ_WRITE, SUCCESS } from './guest.ts'
import { buildModule, op, requestFor } from './module-builder.ts'
import { seeded } from './random.ts'

const CREATE = 1
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const module = buildModule({ functions: [{ type: ':', name: '_start', code: [] }] })
const guest = (over: Parameters<typeof requestFor>[1] = {}): Guest => new Guest(requestFor(module, over))
const isWasiName = (name: string): name is WasiName => name in WASI_SIGNATURES

describe('WASI', () => {
  it('gives a job its files to read and takes what it writes', () => {
    const job = guest({ files: [{ path: 'deep/data.txt', bytes: bytes('millrace') }] })
    const input = job.open(DIRECTORIES.in, 'deep/data.txt', 0, 2n)
    expect(job.read(input, 4)).to.equal('mill')
    expect(job.read(input, 100)).to.equal('race')
    const output = job.open(DIRECTORIES.out, 'answer', CREATE)
    expect(job.write(output, 'forty-two')).to.equal(SUCCESS)
    expect(job.outputs().map((file) => [file.path, new TextDecoder().decode(file.bytes)])).to.deep.equal([
      ['answer', 'forty-two'],
    ])
  })

  it('lets no path out of its directory', () => {
    const job = guest({ files: [{ path: 'a/b', bytes: bytes('x') }] })
    for (const path of ['../in/a/b', '/etc/passwd', '..', 'a/../../tmp', './../out', 'a/../..'])
      for (const directory of Object.values(DIRECTORIES)) expect(job.open(directory, path)).to.be.lessThan(0)
    expect(job.open(DIRECTORIES.in, '../etc')).to.equal(-ERRNO.notcapable)
    expect(job.open(DIRECTORIES.in, '/in/a/b')).to.equal(-ERRNO.notcapable)
    expect(job.open(DIRECTORIES.in, 'a/../a/b', 0, 2n)).to.be.greaterThan(5)
  })

  it('refuses every change under /in', () => {
    const job = guest({ files: [{ path: 'a/b', bytes: bytes('x') }] })
    expect(job.open(DIRECTORIES.in, 'new', CREATE)).to.equal(-ERRNO.rofs)
    expect(job.open(DIRECTORIES.in, 'a/b', 8)).to.equal(-ERRNO.rofs)
    expect(job.open(DIRECTORIES.in, 'a/b', 0, READ_WRITE)).to.equal(-ERRNO.rofs)
    expect(job.call('path_unlink_file', DIRECTORIES.in, ...job.put(0, 'a/b'))).to.equal(ERRNO.rofs)
    expect(job.call('path_create_directory', DIRECTORIES.in, ...job.put(0, 'c'))).to.equal(ERRNO.rofs)
    expect(
      job.call('path_rename', DIRECTORIES.in, ...job.put(0, 'a/b'), DIRECTORIES.out, ...job.put(64, 'b')),
    ).to.equal(ERRNO.rofs)
    expect(job.call('fd_write', job.open(DIRECTORIES.in, 'a/b', 0, 2n), 0, 0, 8)).to.equal(ERRNO.rofs)
  })

  it('ends the job at the first output byte too many, and keeps the books when files go', () => {
    const job = guest({ limits: { outputBytes: 10 } })
    const first = job.open(DIRECTORIES.out, 'a', CREATE)
    job.write(first, '0123456789')
    job.call('fd_close', first)
    job.call('path_unlink_file', DIRECTORIES.out, ...job.put(0, 'a'))
    const second = job.open(DIRECTORIES.out, 'b', CREATE)
    expect(job.write(second, '0123456789')).to.equal(SUCCESS)
    expect(job.endOf(() => job.write(second, 'x'))).to.deep.equal({ kind: 'limit', which: 'output' })
    expect(job.endOf(() => job.call('fd_filestat_set_size', second, 2n ** 62n))).to.deep.equal({
      kind: 'limit',
      which: 'output',
    })
    expect(job.outputs().map((file) => file.bytes.length)).to.deep.equal([10])
  })

  it('keeps charging for a file that is removed but open', () => {
    const job = guest({ limits: { outputBytes: 10 } })
    const open = job.open(DIRECTORIES.out, 'a', CREATE)
    job.call('path_unlink_file', DIRECTORIES.out, ...job.put(0, 'a'))
    job.write(open, '0123456789')
    const other = job.open(DIRECTORIES.out, 'b', CREATE)
    expect(job.endOf(() => job.write(other, 'x'))).to.deep.equal({ kind: 'limit', which: 'output' })
  })

  it('says "no space" under /tmp, and keeps /tmp out of the outputs', () => {
    const job = guest({ limits: { scratchBytes: 4 } })
    const open = job.open(DIRECTORIES.tmp, 'a', CREATE)
    expect(job.write(open, '12345')).to.equal(ERRNO.nospc)
    expect(job.write(open, '1234')).to.equal(SUCCESS)
    expect(job.call('path_rename', DIRECTORIES.tmp, ...job.put(0, 'a'), DIRECTORIES.out, ...job.put(64, 'a'))).to.equal(
      ERRNO.xdev,
    )
    expect(job.outputs()).to.deep.equal([])
  })

  it('keeps the log whole up to its cap, over both streams', () => {
    const job = guest({ limits: { logBytes: 5 } })
    job.write(1, 'abc')
    expect(job.endOf(() => job.write(2, 'def'))).to.deep.equal({ kind: 'limit', which: 'log' })
    expect([job.log.contents('stdout'), job.log.contents('stderr')]).to.deep.equal([bytes('abc'), bytes('de')])
  })

  it('bounds the number of files and of open descriptors', () => {
    const few = guest({ limits: { files: 2 } })
    few.open(DIRECTORIES.out, 'a', CREATE)
    few.call('path_create_directory', DIRECTORIES.tmp, ...few.put(0, 'b'))
    expect(few.endOf(() => few.open(DIRECTORIES.out, 'c', CREATE))).to.deep.equal({ kind: 'limit', which: 'files' })
    const many = guest()
    let last = 0
    for (let count = 0; count < 300; count += 1) last = many.open(DIRECTORIES.out, 'a', CREATE)
    expect(last).to.equal(-ERRNO.mfile)
  })

  it('lists a directory in the order of bytes, whatever the order of making', () => {
    const list = (names: readonly string[]): string => {
      const job = guest()
      for (const name of names) job.open(DIRECTORIES.out, name, CREATE)
      job.call('fd_readdir', DIRECTORIES.out, 8192, 4096, 0n, 520)
      return Buffer.from(new Uint8Array(job.memory.buffer, 8192, job.u32(520))).toString('latin1')
    }
    const listed = list(['b', 'é', 'Z', 'a', 'aa'])
    expect(listed.replaceAll(/[^a-zA-Z]/g, '')).to.equal('Zaaab')
  })

  it('gives the same clock and the same random bytes in each run, other bytes for another seed', () => {
    const taste = (seed: number): string => {
      const job = guest({ seed: new Uint8Array(32).fill(seed) })
      job.call('random_get', 0, 100)
      job.call('clock_time_get', 0, 0n, 104)
      job.call('clock_time_get', 1, 0n, 112)
      return Buffer.from(new Uint8Array(job.memory.buffer, 0, 120)).toString('hex')
    }
    expect(taste(1)).to.equal(taste(1))
    expect(taste(1)).not.to.equal(taste(2))
    expect(Buffer.from(taste(1).slice(208, 224), 'hex').readBigUInt64LE()).to.equal(946_684_800_000_001_000n)
  })

  it('moves its clock through a sleep instead of waiting', () => {
    const job = guest()
    const view = new DataView(job.memory.buffer)
    view.setUint32(16, 1, true)
    view.setBigUint64(24, 3_600_000_000_000n, true)
    expect(job.call('poll_oneoff', 0, 64, 1, 520)).to.equal(SUCCESS)
    expect(job.u32(520)).to.equal(1)
    job.call('clock_time_get', 1, 0n, 112)
    expect(view.getBigUint64(112, true)).to.equal(3_600_000_001_000n)
  })

  it('answers wild addresses and lengths with an error number, and takes no memory for them', () => {
    const next = seeded(7)
    const wild = [0, 1, 8, 64, 65_535, 131_071, 131_072, 2 ** 31 - 1, -1, -8, -65_536, 1_000_000]
    const deep = [0n, 1n, -1n, 2n ** 62n, -(2n ** 63n), 4096n]
    const names = Object.keys(WASI_SIGNATURES)
      .filter(isWasiName)
      .filter((name) => name !== 'proc_exit')
    const before = process.memoryUsage().arrayBuffers
    let faults = 0
    for (let round = 0; round < 6000; round += 1) {
      const job = guest({ limits: { scratchBytes: 4096, outputBytes: 4096, logBytes: 4096 } })
      for (let count = 0; count < 4; count += 1) {
        const name = names[next(names.length)] ?? 'sched_yield'
        const args = Array.from(WASI_SIGNATURES[name].split(':')[0] ?? '', (type, index) => {
          if (type === 'j') return deep[next(deep.length)] ?? 0n
          return index === 0 && next(2) === 0 ? next(7) : (wild[next(wild.length)] ?? 0)
        })
        try {
          if (job.call(name, ...args) === ERRNO.fault) faults += 1
        } catch (error) {
          expect(error, `${name}(${args.join(', ')})`).to.have.property('name', 'JobEnded')
        }
      }
    }
    expect(faults).to.be.greaterThan(1000)
    expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(2 ** 30)
  }).timeout(20_000)

  it('refuses a gigabyte of vectors and four of random bytes before taking memory for them', () => {
    const job = guest()
    expect(job.call('fd_write', 1, 0, 1_000_000_000, 8)).to.equal(ERRNO.inval)
    expect(job.call('random_get', 0, -1)).to.equal(ERRNO.fault)
    expect(job.call('fd_write', 1, 131_068, 1, 8)).to.equal(ERRNO.fault)
  })

  it('lets no directory move into itself', () => {
    const job = guest()
    job.call('path_create_directory', DIRECTORIES.out, ...job.put(0, 'a'))
    job.call('path_create_directory', DIRECTORIES.out, ...job.put(0, 'a/b'))
    expect(
      job.call('path_rename', DIRECTORIES.out, ...job.put(0, 'a'), DIRECTORIES.out, ...job.put(64, 'a/b/c')),
    ).to.equal(ERRNO.inval)
  })

  it('refuses names that no output may have', () => {
    const job = guest()
    expect(job.open(DIRECTORIES.out, 'a\nb', CREATE)).to.equal(-ERRNO.ilseq)
    expect(job.open(DIRECTORIES.out, 'n'.repeat(256), CREATE)).to.equal(-ERRNO.nametoolong)
    new Uint8Array(job.memory.buffer).set([0xff, 0xfe], 1024)
    expect(job.call('path_open', DIRECTORIES.out, 0, 1024, 2, CREATE, READ_WRITE, 0n, 0, 512)).to.equal(ERRNO.ilseq)
  })

  it('names the input whose path cannot be', () => {
    const place =
      (...paths: readonly string[]) =>
      (): unknown =>
        run(requestFor(module, { files: paths.map((path) => ({ path, bytes: bytes('') })) }))
    for (const paths of [['../x'], ['/x'], ['a//b'], [''], ['a', 'a'], ['a', 'a/b'], ['a/b', 'a']])
      expect(place(...paths), paths.join()).to.throw(RequestInvalid, /files must be/)
    expect(place('a/b', 'a/c')).not.to.throw()
  })

  it('passes the exit code, and charges a call to a module that makes it', () => {
    const exits = buildModule({
      imports: ['proc_exit'],
      functions: [{ type: ':', name: '_start', code: [op.i32Const, 7, op.call, 0] }],
    })
    expect(run(requestFor(exits))).to.deep.include({ exit: { kind: 'exit', code: 7 }, steps: 1n + 1n + 3n + 100n })
  })
})
