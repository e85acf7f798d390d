import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { THANKS } from '@millrace/sdk'
import { expect } from 'chai'
import { postDemoJob, sample } from '../../scripts/demo/jobs.ts'
import { bands, tileArgs } from '../../scripts/demo/picture.ts'
import { localWallet } from '../../scripts/local/accounts.ts'
import { startMarket, type LocalMarket } from '../../scripts/local/market.ts'
import type { Member, Started } from '../../scripts/local/roles.ts'
import { followJob } from '../../scripts/requester/follow-job.ts'

const SETTLED_MS = 90_000

describe('a job whose agent or members are killed', function () {
  this.timeout(180_000)
  let market: LocalMarket
  let agent: Started
  let members: readonly Member[]

  before(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'millrace-kill-'))
    market = await startMarket({ dataDir, log: () => {}, web: false, agents: 1 })
    const [first] = market.agents
    if (first === undefined) throw new Error('No agent was started')
    agent = first
    members = market.members
  })
  after(() => market.stop())

  for (const event of ['accepting', 'contracted', 'running', 'proved', 'submitted'] as const) {
    it(`is settled once when the agent is killed at ${event} and started again`, async () => {
      const id = await post()
      await logged(agent.child.logFile, event, id)
      await kill(agent)
      agent = await agent.restart()
      const events = await settled(id)
      expect(events.filter((name) => name === 'JobContracted')).to.have.lengthOf(1)
      expect(events.filter((name) => name === 'ProofSubmitted')).to.have.lengthOf(1)
      expect(events.at(-1)).to.equal('ContractFulfilled')
      expect(await thanksFor(id)).to.equal(1)
    })
  }

  it('is judged and paid when a member is killed in the middle and started again', async () => {
    const id = await post()
    await logged(agent.child.logFile, 'submitted', id)
    const [victim, ...others] = members
    if (victim === undefined) throw new Error('There is no member')
    await kill(victim)
    members = [await victim.restart(), ...others]
    expect((await settled(id)).at(-1)).to.equal('ContractFulfilled')
  })

  it('is judged and paid by three of four while one member is dead', async () => {
    const [victim] = members
    if (victim === undefined) throw new Error('There is no member')
    await kill(victim)
    expect((await settled(await post())).at(-1)).to.equal('ContractFulfilled')
  })

  async function post(): Promise<`0x${string}`> {
    const [tile] = bands(160, 100, 1)
    if (tile === undefined) throw new Error('The picture has no tile')
    const module = sample('raytracer')
    const args = tileArgs(160, 100, tile, 4)
    const wallet = localWallet('requester', 31_337).connect(market.provider)
    return postDemoJob(market, wallet, { module, args, outputs: ['tile.rgb'], steps: 2_000_000_000n, seconds: 60 })
  }

  async function settled(id: `0x${string}`): Promise<readonly string[]> {
    const names: string[] = []
    for await (const { event, job } of followJob(market, id, AbortSignal.timeout(SETTLED_MS))) {
      names.push(event.eventName)
      if (job.progress.state === 'Settled' || event.eventName === 'JobCancelled') break
    }
    return names
  }

  /** How often the agent's inbox thanks for this job; it is told soon after the chain is. */
  async function thanksFor(id: string): Promise<number> {
    const until = Date.now() + 10_000
    for (;;) {
      const messages: { job: string; text: string }[] = await (await fetch(`${agent.statusUrl}/messages`)).json()
      const thanks = messages.filter(({ job, text }) => job === id && text === THANKS).length
      if (thanks > 0 || Date.now() > until) return thanks
      await pause(100)
    }
  }
})

/** Waits until a log has an event of a job. */
async function logged(file: string, event: string, job: string): Promise<void> {
  const until = Date.now() + 60_000
  while (!readFileSync(file, 'utf8').includes(`"event":"${event}","job":"${job}"`)) {
    if (Date.now() > until) throw new Error(`${event} of ${job} did not come; the log is ${file}`)
    await pause(20)
  }
}

async function kill({ child }: { child: Started['child'] }): Promise<void> {
  process.kill(child.pid, 'SIGKILL')
  await child.ended
}
