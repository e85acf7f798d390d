import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { matchIn, running, type Running } from './shared-market.ts'

/** Longer than the market gives its parts to end by themselves. */
const GONE_MS = 20_000
/** Several seconds of work for one core. */
const picture = [
  '--width',
  '1600',
  '--height',
  '1000',
  '--x',
  '0',
  '--y',
  '0',
  '--w',
  '1600',
  '--h',
  '1000',
  '--samples',
  '16',
]
const slow = [
  '--module',
  'engine/samples/raytracer/raytracer.wasm',
  ...picture.map((x) => `--arg=${x}`),
  '--steps',
  '20000000000',
]

type Market = Running & { readonly pid: number; readonly chain: string; readonly dataDir: string }

const started: Running[] = []

/** Starts a market as a person does, and waits until it says that it runs. */
async function start(providers: number): Promise<Market> {
  const market = running(['npm', 'start', '--', '--no-page', '--providers', String(providers)])
  started.push(market)
  await matchIn(market.text, /Ctrl-C ends everything/)
  const [chain, dataDir] = [/chain\s+(http\S+)/, /data, logs\s+(\S+)/].map((found) => found.exec(market.text())?.[1])
  return { ...market, pid: market.child.pid ?? 0, chain: chain ?? '', dataDir: dataDir ?? '' }
}

type Process = { readonly pid: number; readonly parent: number; readonly command: string }

function allProcesses(): readonly Process[] {
  return globSync('/proc/[0-9]*').flatMap((folder) => {
    try {
      const stat = readFileSync(`${folder}/stat`, 'utf8').replace(/^.*\) /s, '')
      const command = readFileSync(`${folder}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return [{ pid: Number(folder.slice('/proc/'.length)), parent: Number(stat.split(' ')[1]), command }]
    } catch {
      // It ended while we looked.
      return []
    }
  })
}

/** A process and all that it started, down to the sandbox of a job. */
function treeOf(pid: number, all = allProcesses()): readonly Process[] {
  const own = all.filter((process_) => process_.pid === pid)
  return [...own, ...all.filter(({ parent }) => parent === pid).flatMap((child) => treeOf(child.pid, all))]
}

async function leftOf(tree: readonly Process[], waitMs = GONE_MS): Promise<readonly string[]> {
  const left = () => {
    const alive = new Map(allProcesses().map(({ pid, command }) => [pid, command]))
    return tree.filter(({ pid, command }) => command !== '' && alive.get(pid) === command)
  }
  const until = Date.now() + waitMs
  while (left().length > 0 && Date.now() < until) await pause(50)
  return left().map(({ command }) => command)
}

describe('npm start', function () {
  this.timeout(180_000)

  // A test that failed half way must leave nothing that runs on.
  afterEach(() => {
    for (const { child } of started.splice(0)) child.kill('SIGTERM')
  })

  it('starts a killed agent again, and a signal to npm alone ends all of it in the middle of a job', async () => {
    const market = await start(1)
    const agentOf = () => treeOf(market.pid).find(({ command }) => command.includes('provider-agent/src/main.ts'))
    const first = agentOf()
    process.kill(first?.pid ?? 0, 'SIGKILL')
    await matchIn(market.text, /brook died \(SIGKILL\) and starts again in 1 s, try 1 of 5; its log is \S+brook\.log/)
    const log = join(market.dataDir, 'logs/brook.log')
    await matchIn(() => readFileSync(log, 'utf8'), /"event":"started"[^]*"event":"started"/)

    const out = join(mkdtempSync(join(tmpdir(), 'millrace-start-')), 'out')
    const job = running(['npm', 'run', 'job', '--', ...slow, '--max-price', '5', '--out', out])
    const id = await matchIn(job.text, /^job (0x\w{64})$/m)
    await matchIn(() => readFileSync(log, 'utf8'), new RegExp(`"event":"running","job":"${id}"`))
    const tree = treeOf(market.pid)
    // npm, the program in its shell's place, the reaper, the chain, four members, the agent; the sandbox comes with the job.
    expect(tree.length, tree.map(({ command }) => command).join('\n')).to.be.at.least(9)
    expect(tree.some(({ pid }) => pid === first?.pid)).to.equal(false)
    market.child.kill('SIGTERM')
    expect(await leftOf(tree)).to.deep.equal([])
    job.child.kill('SIGTERM')
    await job.ended
    expect(job.text()).to.include(`npm run follow -- ${market.chain}`)
  })

  it('runs beside another one: a Ctrl-C ends the one, a kill -9 the other, and neither what is not its own', async () => {
    const [first, second] = await Promise.all([start(0), start(0)])
    expect(first.chain)
      .to.match(/^http:\/\/127\.0\.0\.1:\d+$/)
      .and.not.equal(second.chain)
    const [ofFirst, ofSecond] = [treeOf(first.pid), treeOf(second.pid)]
    first.child.kill('SIGINT')
    expect(await leftOf(ofFirst)).to.deep.equal([])
    expect(await leftOf(ofSecond, 0)).to.have.length(ofSecond.length)
    const program = ofSecond.find(({ command }) => command.includes('scripts/start.ts') && !command.startsWith('npm'))
    process.kill(program?.pid ?? 0, 'SIGKILL')
    expect(await leftOf(ofSecond)).to.deep.equal([])
  })
})
