import type { Order } from '@millrace/sdk'
import { expect } from 'chai'
import { Scout } from '../../provider-agent/src/index.ts'
import { exampleSpec } from '../sdk/example.ts'
import { agentWorld, sample, storeZeros, type AgentWorld } from './fixture/agent-world.ts'

const MIB = 2 ** 20
const nobody = '0x00000000000000000000000000000000000000E1'

describe('the scout of an agent', () => {
  let world: AgentWorld
  let scout: Scout
  beforeEach(async () => {
    world = await agentWorld()
    scout = new Scout(world.ports)
  })
  afterEach(() => world.close())

  const look = () => scout.round(AbortSignal.timeout(20_000))
  const blocks = async () => {
    const cids: string[] = []
    for await (const { cid } of world.cache.list()) cids.push(cid)
    return cids
  }

  it('takes a job that fits, with all that it needs here', async () => {
    const input = await storeZeros(world.theirs, 1_000)
    const job = world.tell(await world.postJob(sample('exit-code'), { inputs: [{ path: 'a', ...input }] }))
    await look()
    expect(scout.passed()).to.deep.equal({})
    expect(world.task(job)).to.deep.include({ state: 'accepting', attempt: 1, resources: exampleSpec.resources })
    expect(world.keys()).to.deep.equal([`accept:${job.id}:1`])
    expect(await blocks()).to.have.lengthOf(3)
  })

  const traps: readonly (readonly [string, (order: Order) => Partial<Order>])[] = [
    ['runWindow', (order) => ({ windows: { ...order.windows, run: 3 } })],
    ['verifyWindow', (order) => ({ windows: { ...order.windows, verify: 3 } })],
    ['liveness', (order) => ({ windows: { ...order.windows, liveness: 30 } })],
    ['jobError', (order) => ({ rules: { ...order.rules, jobError: 0 } })],
    ['specExceeded', (order) => ({ rules: { ...order.rules, specExceeded: 0 } })],
    ['slash', (order) => ({ rules: { ...order.rules, slash: 10_000 } })],
    ['fee', (order) => ({ rules: { ...order.rules, fee: 500 } })],
    ['fallback', (order) => ({ rules: { ...order.rules, fallback: 'Disputed' } })],
    ['arbiter', () => ({ arbiter: nobody })],
    ['stake', () => ({ stake: 10n ** 12n })],
    ['price', () => ({ maxPrice: 0n, minPrice: 0n })],
  ]
  for (const [constraint, change] of traps) {
    it(`leaves an order alone for its ${constraint} before it fetches anything`, async () => {
      const job = await world.postJob(sample('exit-code'))
      world.tell({ ...job, order: { ...job.order, ...change(job.order) } })
      await look()
      expect(scout.passed()[job.id]).to.match(new RegExp(`^${constraint}: the job has `))
      expect(world.asked).to.deep.equal([])
      expect(world.keys()).to.deep.equal([])
    })
  }

  it('leaves a run alone whose window holds it without the margin, or whose steps it cannot do in time', async () => {
    const limits = { seconds: 91, steps: 1n, outputBytes: 0n, logBytes: 0n }
    const long = world.tell(await world.postJob(sample('exit-code'), { limits }))
    const endless = { ...limits, seconds: 5, steps: 10n ** 12n }
    const slow = world.tell(await world.postJob(sample('endless'), { limits: endless }))
    await look()
    expect(scout.passed()[long.id]).to.match(/^runWindow: the job has 120 seconds, this offer at least 121/)
    expect(scout.passed()[slow.id]).to.match(/^steps: the job has 1000000000000 steps in 5 seconds/)
  })

  it('fetches no input of a job that has too many bytes of them, or for which there is no room', async () => {
    const input = await storeZeros(world.theirs, MIB)
    const inputs = Array.from({ length: 40 }, (_, index) => ({ path: `${index}`, ...input }))
    const huge = world.tell(await world.postJob(sample('exit-code'), { inputs }))
    const wide = { ...exampleSpec.resources, cpu: 2 }
    world.begin(await world.postJob(sample('exit-code')))
    const full = world.tell(await world.postJob(sample('exit-code'), { inputs: inputs.slice(0, 9), resources: wide }))
    await look()
    expect(scout.passed()[huge.id]).to.match(/^inputs: the job has 41943040 bytes/)
    expect(scout.passed()[full.id]).to.equal('the machine is full')
    expect(world.asked).not.to.include(input.cid)
  })

  it('fetches a block once that a spec names often', async () => {
    const input = await storeZeros(world.theirs, MIB)
    const inputs = Array.from({ length: 20 }, (_, index) => ({ path: `${index}`, ...input }))
    world.tell(await world.postJob(sample('exit-code'), { inputs }))
    await look()
    expect(world.asked.filter((cid) => cid === input.cid)).to.have.lengthOf(1)
    expect(world.keys()).to.have.lengthOf(1)
  })

  it('keeps what strangers bring within its quota, and forgets what it did not accept', async () => {
    await world.close()
    world = await agentWorld({ quotaBytes: BigInt(3 * MIB) })
    scout = new Scout(world.ports)
    const inputOf = async (seed: number, size: number) => [
      { path: 'a', ...(await storeZeros(world.theirs, size, seed)) },
    ]
    const large = world.tell(await world.postJob(sample('exit-code'), { inputs: await inputOf(1, 4 * MIB) }))
    const broken = world.tell(await world.postJob(new Uint8Array(MIB), { inputs: await inputOf(2, MIB) }))
    await look()
    expect(scout.passed()[large.id]).to.match(/cache's 3145728 are not free/)
    expect(scout.passed()[broken.id]).to.match(/engine rejects this job/)
    const good = world.tell(await world.postJob(sample('exit-code'), { inputs: await inputOf(3, 2 * MIB) }))
    await look()
    expect(world.task(good).state).to.equal('accepting')
    expect(world.cache.usedBytes).to.be.at.most(3 * MIB)
    expect(await blocks()).to.have.lengthOf(3)
  })

  it('never accepts a module that the engine rejects, and does not look at it again', async () => {
    const job = world.tell(await world.postJob(new TextEncoder().encode('no module')))
    await look()
    const asked = world.asked.length
    await look()
    expect(scout.passed()[job.id]).to.match(/engine rejects this job/)
    expect(world.asked).to.have.lengthOf(asked)
    expect(world.keys()).to.deep.equal([])
  })

  it('leaves the next attempt alone after it failed one', async () => {
    const job = await world.postJob(sample('exit-code'))
    const { address } = world.ports.account
    world.tell({ ...job, progress: { ...job.progress, attempt: 1, provider: address } })
    await look()
    expect(scout.passed()[job.id]).to.match(/may not accept/)
  })

  it('forgets why it passed over a job that is open no more', async () => {
    const job = await world.postJob(sample('exit-code'), {}, { stake: 10n ** 12n })
    world.tell(job)
    await look()
    expect(Object.keys(scout.passed())).to.deep.equal([job.id])
    world.tell({ ...job, progress: { ...job.progress, state: 'Cancelled' } })
    await look()
    expect(scout.passed()).to.deep.equal({})
  })

  it('takes no job whose spec is nowhere, and says so', async () => {
    const job = await world.postJob(sample('exit-code'), {}, { specHash: `0x${'99'.repeat(32)}` })
    world.tell(job)
    await look()
    expect(scout.passed()[job.id]).to.match(/gateway/i)
    expect(world.keys()).to.deep.equal([])
  })
})
