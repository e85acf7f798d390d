import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { RequestInvalid, run, type RunRequest } from '@millrace/engine'
import { type ChildOutcome, runInChild } from '@millrace/engine/node'
import { expect } from 'chai'
import { buildModule, type FunctionPart, i32, i64, leb, op, requestFor } from './module-builder.ts'
import { fingerprint, sampleRequest } from './samples.ts'

const WALL_MS = 30_000
const FOR_EVER = 2n ** 62n

async function resultOf(request: RunRequest): Promise<string> {
  const outcome = await runInChild(request, { wallMs: WALL_MS })
  if (outcome.kind !== 'finished') throw new Error(fingerprint(outcome))
  return fingerprint(outcome.result)
}

/** Processes that this one started for jobs and that still live. */
async function childrenAlive(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'ppid=,args='])
  return stdout
    .split('\n')
    .filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('child-main.ts')).length
}

async function untilNoneOf(pids: readonly number[], deadlineMs: number): Promise<number[]> {
  const end = Date.now() + deadlineMs
  for (;;) {
    const alive = pids.filter((pid) => existsSync(`/proc/${pid}`))
    if (alive.length === 0 || Date.now() > end) return alive
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const startOf = (code: FunctionPart['code']): FunctionPart => ({ type: ':', name: '_start', code })
const manyParams = 300

/** Programs that call themselves for ever, with frames of different make. */
const deep: Readonly<Record<string, Uint8Array>> = {
  'small frames': buildModule({
    functions: [
      { type: 'i:i', code: [op.get, 0, ...i32(1), op.i32Add, op.call, 0, op.get, 0, op.i32Add] },
      startOf([...i32(0), op.call, 0, op.drop]),
    ],
  }),
  'many parameters': buildModule({
    functions: [
      {
        type: `${'j'.repeat(manyParams)}:j`,
        code: [
          Array.from({ length: manyParams }, (_, index) => [op.get, ...leb(index), ...i64(index + 1), op.i64Add]),
          [op.call, 0],
          Array.from({ length: manyParams }, (_, index) => [op.get, ...leb(index), op.i64Add]),
        ],
      },
      startOf([Array.from({ length: manyParams }, (_, index) => i64(index)), op.call, 0, op.drop]),
    ],
  }),
  // An optimising compiler keeps every product for the second sum, though nothing in the program says so.
  'values kept alive by the compiler': buildModule({
    functions: [
      {
        type: 'j:j',
        code: [
          ...i64(0),
          Array.from({ length: 1000 }, (_, index) => [
            op.get,
            0,
            ...i64(2 * index + 3),
            op.i64Mul,
            op.get,
            0,
            op.i64Add,
            op.i64Add,
          ]),
          [op.call, 0],
          Array.from({ length: 1000 }, (_, index) => [
            op.get,
            0,
            ...i64(2 * index + 3),
            op.i64Mul,
            op.get,
            0,
            op.i64Add,
            op.i64Add,
          ]),
        ],
      },
      startOf([...i64(12_345), op.call, 0, op.drop]),
    ],
  }),
}

describe('runInChild', () => {
  for (const name of ['raytracer', 'option-price', 'csv-report', 'mandelbrot', 'exit-code'])
    it(`gives for ${name} what the same thread gives`, async () => {
      const request = sampleRequest(name)
      expect(await resultOf(request)).to.equal(fingerprint(run(request)))
    })

  for (const [name, module] of Object.entries(deep))
    it(`ends recursion with ${name} at the same step each time, by our count and not the host's`, async () => {
      const first = await resultOf(requestFor(module))
      expect(first).to.match(/"exit":\{"kind":"limit","which":"stack"\}/)
      expect(await resultOf(requestFor(module))).to.equal(first)
    })

  it('measures what the machine spent', async () => {
    const outcome = await runInChild(sampleRequest('raytracer'), { wallMs: WALL_MS })
    if (outcome.kind !== 'finished') throw new Error(fingerprint(outcome))
    expect(outcome.usage.cpuMilliseconds).to.be.greaterThan(50)
    expect(outcome.usage.peakResidentBytes).to.be.within(30e6, 1e9)
    expect(outcome.usage.endedAtMs).to.be.at.least(outcome.usage.startedAtMs)
  })

  it('takes a wall clock of years', async () => {
    const outcome = await runInChild(sampleRequest('exit-code'), { wallMs: 366 * 24 * 3600 * 1000 })
    expect(outcome).to.have.property('kind', 'finished')
    const wrong: unknown = await runInChild(sampleRequest('exit-code'), { wallMs: 0 }).catch((error: unknown) => error)
    expect(wrong).to.be.instanceOf(RequestInvalid).with.property('field', 'wallMs')
  })

  it('tells a length that a step of the wall clock does not change', async () => {
    const real = Date.now
    const began = real()
    try {
      let looks = 0
      Date.now = () => began - 3_600_000 * looks++
      const outcome = await runInChild(sampleRequest('exit-code'), { wallMs: WALL_MS })
      if (outcome.kind !== 'finished') throw new Error(fingerprint(outcome))
      const { startedAtMs, endedAtMs } = outcome.usage
      expect(startedAtMs % 3_600_000).to.equal(began % 3_600_000)
      expect(endedAtMs - startedAtMs).to.be.within(50, WALL_MS)
    } finally {
      Date.now = real
    }
  })

  it('tells the log and the progress while the job runs', async () => {
    let log = ''
    const progress: bigint[] = []
    const outcome = await runInChild(sampleRequest('raytracer'), {
      wallMs: WALL_MS,
      onLog: ({ bytes, stream }) => (log += `${stream}:${new TextDecoder().decode(bytes)}`),
      onProgress: (steps) => progress.push(steps),
    })
    expect(outcome.kind).to.equal('finished')
    expect(log).to.match(/^stdout:tile 320x200/)
    expect(progress.length).to.be.greaterThan(0)
    expect([...progress].sort((left, right) => Number(left - right))).to.deep.equal(progress)
  })

  const interrupted: readonly [string, () => Promise<ChildOutcome>, ChildOutcome][] = [
    [
      'at the wall clock',
      async () => runInChild(sampleRequest('endless', { limits: { steps: FOR_EVER } }), { wallMs: 600 }),
      { kind: 'interrupted', why: 'wallClock' },
    ],
    [
      'when aborted',
      async () =>
        runInChild(sampleRequest('endless', { limits: { steps: FOR_EVER } }), {
          wallMs: WALL_MS,
          signal: AbortSignal.timeout(600),
        }),
      { kind: 'interrupted', why: 'aborted' },
    ],
    [
      'when aborted before',
      async () => runInChild(sampleRequest('endless'), { wallMs: WALL_MS, signal: AbortSignal.abort() }),
      { kind: 'interrupted', why: 'aborted' },
    ],
  ]
  for (const [name, action, outcome] of interrupted)
    it(`kills an endless job ${name} and leaves no process`, async () => {
      expect(await action()).to.deep.equal(outcome)
      expect(await childrenAlive()).to.equal(0)
    })

  it('calls too much memory a failure of the machine, never a result', async () => {
    const outcome = await runInChild(sampleRequest('endless', { limits: { steps: FOR_EVER } }), {
      wallMs: WALL_MS,
      residentBytes: 1e6,
    })
    expect(outcome).to.have.property('kind', 'infra')
    expect(outcome)
      .to.have.property('why')
      .that.matches(/bytes of memory; 1000000 were its bound/)
  })

  it('says why a module is rejected and which field is wrong', async () => {
    const rejected = await runInChild(requestFor(new Uint8Array([1, 2, 3])), { wallMs: WALL_MS })
    expect(rejected).to.deep.include({ kind: 'rejected', reason: 'invalid' })
    const wrong: unknown = await runInChild(sampleRequest('exit-code', { seed: new Uint8Array(3) }), {
      wallMs: WALL_MS,
    }).catch((error: unknown) => error)
    expect(wrong).to.be.instanceOf(RequestInvalid).with.property('message', 'seed must be exactly 32 bytes')
  })

  it('ends the child when its owner is killed', async () => {
    const owner = spawn(process.execPath, [fileURLToPath(new URL('./owner.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const line = await new Promise<string>((resolve) =>
      owner.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    )
    const child = Number(line)
    expect(existsSync(`/proc/${child}`)).to.equal(true)
    owner.kill('SIGKILL')
    expect(await untilNoneOf([child], 5000)).to.deep.equal([])
  })
})
