import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, globSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { ROOT } from '../../scripts/local/children.ts'

const READY_MS = 60_000
const GONE_MS = 10_000

type Run = { readonly child: ChildProcess; readonly chain: string; readonly dataDir: string }

/** Starts a market as a person does, and waits until it says that it runs. */
async function start(): Promise<Run> {
  const child = spawn(process.execPath, ['scripts/start.ts', '--no-page', '--providers', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  let output = ''
  child.stdout?.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const until = Date.now() + READY_MS
  while (!output.includes('Ctrl-C ends everything')) {
    if (Date.now() > until || child.exitCode !== null) throw new Error(`The market did not start:\n${output}`)
    await pause(50)
  }
  return {
    child,
    chain: /chain\s+(http\S+)/.exec(output)?.[1] ?? '',
    dataDir: /data, logs\s+(\S+)/.exec(output)?.[1] ?? '',
  }
}

/** The processes of a run: members by their config, the chain and the reaper by the process that started them. */
function processesOf({ child, dataDir }: Run): readonly string[] {
  return globSync('/proc/[0-9]*').filter((folder) => {
    try {
      const command = readFileSync(`${folder}/cmdline`, 'utf8')
      const parent = / (\d+)/.exec(readFileSync(`${folder}/stat`, 'utf8').replace(/^.*\) \S/, ''))?.[1]
      return command.includes(dataDir) || Number(parent) === child.pid
    } catch {
      // It ended while we looked.
      return false
    }
  })
}

async function untilGone(folders: readonly string[]): Promise<readonly string[]> {
  const left = (): readonly string[] => folders.filter((folder) => globSync(`${folder}/cmdline`).length > 0)
  const until = Date.now() + GONE_MS
  while (left().length > 0 && Date.now() < until) await pause(50)
  return left()
}

describe('npm start', function () {
  this.timeout(120_000)

  it('runs beside another one, and a Ctrl-C ends every process of its own and none of the other', async () => {
    const [first, second] = [await start(), await start()]
    expect(first.chain)
      .to.match(/^http:\/\/127\.0\.0\.1:\d+$/)
      .and.not.equal(second.chain)
    const [ofFirst, ofSecond] = [processesOf(first), processesOf(second)]
    // Four members, the chain, the reaper.
    expect([ofFirst.length, ofSecond.length]).to.deep.equal([6, 6])
    first.child.kill('SIGINT')
    expect(await untilGone(ofFirst)).to.deep.equal([])
    expect(first.child.exitCode).to.equal(130)
    expect(await untilGone([])).to.deep.equal(ofSecond.filter((folder) => globSync(`${folder}/cmdline`).length === 0))
    second.child.kill('SIGTERM')
    expect(await untilGone(ofSecond)).to.deep.equal([])
  })

  it('leaves no process when it is killed', async () => {
    const run = await start()
    const processes = processesOf(run)
    expect(processes).to.have.length(6)
    run.child.kill('SIGKILL')
    expect(await untilGone(processes)).to.deep.equal([])
  })
})
