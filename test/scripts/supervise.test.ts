import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { Children } from '../../scripts/local/children.ts'
import { keepRunning, type Restartable } from '../../scripts/local/supervise.ts'

const patience = { tries: 2, firstWaitMs: 10, healthyMs: 60_000 }

describe('a process of the market that ends', () => {
  const logFile = join(mkdtempSync(join(tmpdir(), 'millrace-supervise-')), 'mill.log')
  let children: Children
  let lines: string[]
  beforeEach(() => {
    children = new Children()
    lines = []
  })
  afterEach(() => children.stop())

  /** A process whose first, second, … run is this source. */
  const mill = (...sources: readonly string[]): Restartable => {
    let run = 0
    const start = (): Restartable => {
      const source = sources[Math.min(run, sources.length - 1)] ?? ''
      run += 1
      return { name: 'mill', child: children.start('mill', ['--eval', source], logFile), restart: async () => start() }
    }
    return start()
  }
  const watch = (process_: Restartable, signal = new AbortController().signal) =>
    keepRunning(process_, (line) => lines.push(line), signal, patience)

  it('starts again after the exit code 75, longer and longer after, and is given up after the stated tries', async () => {
    await watch(mill('process.exit(75)'))
    expect(lines).to.deep.equal([
      `mill died (exit 75) and starts again in 0.01 s, try 1 of 2; its log is ${logFile}`,
      `mill died (exit 75) and starts again in 0.02 s, try 2 of 2; its log is ${logFile}`,
      `mill died 3 times (exit 75) and is given up; its log is ${logFile}`,
    ])
  })

  it('starts again after a signal, and is left alone after exit 1', async () => {
    await watch(mill('process.kill(process.pid, "SIGKILL")', 'process.exit(1)'))
    expect(lines).to.deep.equal([
      `mill died (SIGKILL) and starts again in 0.01 s, try 1 of 2; its log is ${logFile}`,
      `mill ended (exit 1) and is not started again; its log is ${logFile}`,
    ])
  })

  it('is not reported when the market is ending', async () => {
    const stopping = new AbortController()
    const watching = watch(mill('setTimeout(() => {}, 60_000)'), stopping.signal)
    stopping.abort()
    await watching
    await children.stop()
    expect(lines).to.deep.equal([])
  })
})
