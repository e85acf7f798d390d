import { decodeFunctionData } from 'viem'
import { jobEscrowAbi, jobStruct, THANKS, ticketOf, type Job } from '@millrace/sdk'
import { expect } from 'chai'
import { Heartbeats, MAX_TRIES, steps, type Task } from '../../provider-agent/src/index.ts'
import { agentWorld, sample, START, type AgentWorld } from './fixture/agent-world.ts'

const stranger = '0x00000000000000000000000000000000000000E1'

describe('the steps of an agent', () => {
  let world: AgentWorld
  beforeEach(async () => {
    world = await agentWorld()
  })
  afterEach(() => world.close())

  const step = async (task: Task, job: Job) => {
    if (task.state === 'closed' || task.state === 'lost') throw new Error(`${task.state} has no step`)
    await steps[task.state](task, world.tell(job), world.ports, AbortSignal.timeout(60_000))
    return world.task(job).state
  }
  /** The job that the call under this key names. */
  const named = (key: string) => {
    const { args } = decodeFunctionData({ abi: jobEscrowAbi, data: world.ports.outbox.get(key)?.data ?? '0x' })
    return args?.[0]
  }

  it('waits while a reorg takes its acceptance back, and runs the job when it is there again', async () => {
    const open = await world.postJob(sample('exit-code'))
    const task = world.begin(open)
    expect(await step(task, open)).to.equal('running')
    world.setTime(START + 10)
    const again = world.contracted(open, { acceptedAt: START + 9, phaseEnd: START + 129 })
    expect(await step(world.task(open), again)).to.equal('submitting')
    expect(named(`submit:${open.id}:1:1`)).to.deep.equal(ticketOf(again))
  })

  it('loses a job whose acceptance did not come back while it was open', async () => {
    const open = await world.postJob(sample('exit-code'))
    const task = world.begin(open)
    world.setTime(open.progress.phaseEnd + 600)
    expect(await step(task, open)).to.equal('lost')
    expect(
      await step({ ...task, state: 'submitting' }, { ...open, progress: { ...open.progress, state: 'Cancelled' } }),
    ).to.equal('closed')
  })

  it('submits what it ran in the job as it is after a reorg during the run', async () => {
    const open = await world.postJob(sample('exit-code'))
    const task = world.begin(open)
    const before = world.contracted(open)
    world.tell(before)
    const running = steps.running(task, before, world.ports, AbortSignal.timeout(60_000))
    const after = world.tell(world.contracted(open, { acceptedAt: START + 5, phaseEnd: START + 125 }))
    await running
    expect(named(`submit:${open.id}:1:1`)).to.deep.equal(ticketOf(after))
  })

  it('submits again, and later each time, what was refused while there is time', async () => {
    const { job, key } = await proved()
    for (const [number, state] of (['refused', 'failed', 'replaced'] as const).entries()) {
      world.settle(key(number + 1), state)
      const restMs = await steps.submitting(world.task(job), job, world.ports, AbortSignal.timeout(1_000))
      expect(restMs).to.equal(1_000 * 2 ** (number + 1))
      expect(world.ports.outbox.get(key(number + 2))?.state).to.equal('intended')
      expect(await step(world.task(job), job)).to.equal('submitting')
      expect(world.ports.outbox.get(key(number + 3))).to.equal(null)
    }
  })

  it('gives up a proof that came too late, pokes its own job, and closes the task when that is in the chain', async () => {
    const { job, key } = await proved()
    world.settle(key(1), 'refused')
    world.setTime(job.progress.phaseEnd + 1)
    expect(await step(world.task(job), job)).to.equal('submitting')
    world.setTime(job.progress.phaseEnd + 121)
    expect(await step(world.task(job), job)).to.equal('abandoned')
    expect(world.events('abandoned')[0]?.['why']).to.match(/in time/)
    expect(await step(world.task(job), job)).to.equal('abandoned')
    expect(world.keys()).to.include(`poke:${job.id}:1:Contracted:1`)
    expect(await step(world.task(job), { ...job, progress: { ...job.progress, state: 'Open' } })).to.equal('closed')
  })

  it('gives an abandoned job back while there is time, and again when that was refused', async () => {
    const job = world.contracted(await world.postJob(sample('exit-code')))
    const task = world.begin({ ...job, progress: { ...job.progress, attempt: 0 } }, 'abandoned')
    const key = (number: number) => `resign:${job.id}:1:${number}`
    world.setTime(job.progress.phaseEnd)
    await step(task, job)
    await step(task, job)
    expect(world.keys()).to.deep.equal([key(1)])
    expect(named(key(1))).to.deep.equal(jobStruct(job))
    world.settle(key(1), 'refused')
    await step(task, job)
    expect(world.keys()).to.deep.equal([key(1), key(2)])
    expect(await step(task, { ...job, progress: { ...job.progress, state: 'Open' } })).to.equal('closed')
  })

  it('answers each challenge of its liveness once, again when that was refused, and never too late', async () => {
    const job = world.contracted(await world.postJob(sample('exit-code')), { answerBy: START + 20 })
    world.begin({ ...job, progress: { ...job.progress, attempt: 0 } })
    const heartbeats = new Heartbeats(world.ports)
    const key = (by: number, number: number) => `heartbeat:${job.id}:1:${START + by}:${number}`
    world.tell(job)
    world.setTime(START + 20)
    heartbeats.round()
    heartbeats.round()
    expect(world.keys()).to.deep.equal([key(20, 1)])
    expect(named(key(20, 1))).to.deep.equal(jobStruct(job))
    world.settle(key(20, 1), 'failed')
    new Heartbeats(world.ports).round()
    expect(world.keys()).to.deep.equal([key(20, 1), key(20, 2)])
    for (const [answerBy, time] of [
      [0, 30],
      [60, 61],
    ] as const) {
      world.tell({ ...job, progress: { ...job.progress, answerBy: answerBy && START + answerBy } })
      world.setTime(START + time)
      heartbeats.round()
      expect(world.keys()).to.have.lengthOf(2)
    }
    world.tell({ ...job, progress: { ...job.progress, answerBy: START + 90 } })
    heartbeats.round()
    expect(world.keys()).to.include(key(90, 1))
  })

  it('pokes an abandoned job in the first second after its deadline, and again when that was refused', async () => {
    const job = world.contracted(await world.postJob(sample('exit-code')))
    const task = world.begin({ ...job, progress: { ...job.progress, attempt: 0 } }, 'abandoned')
    const key = (number: number) => `poke:${job.id}:1:Contracted:${number}`
    world.setTime(job.progress.phaseEnd + 1)
    await step(task, job)
    expect(world.keys()).to.deep.equal([key(1)])
    await step(task, job)
    expect(world.keys()).to.deep.equal([key(1)])
    world.settle(key(1), 'refused')
    await step(task, job)
    expect(world.keys()).to.deep.equal([key(1), key(2)])
  })

  it('abandons at once, with the reason, what cannot be finished', async () => {
    const limits = { seconds: 1, steps: 2n ** 60n, outputBytes: 0n, logBytes: 0n }
    const cases = [
      [await world.postJob(new TextEncoder().encode('no module')), START, /rejects its module/],
      [await world.postJob(sample('endless'), { limits }), START, /too slow/],
      // 15 of the 30 s of margin are for the submission.
      [await world.postJob(sample('exit-code')), START + 105, /run window is over/],
    ] as const
    for (const [open, time, why] of cases) {
      world.setTime(time)
      const task = world.begin(open)
      expect(await step(task, world.contracted(open))).to.equal('abandoned')
      expect(world.events('abandoned').at(-1)?.['why']).to.match(why)
    }
  })

  it('gives the run no more time than leaves the submission its own', async () => {
    const open = await world.postJob(sample('exit-code'))
    world.setTime(START + 95)
    expect(await step(world.begin(open), world.contracted(open))).to.equal('submitting')
    expect(world.events('running')[0]).to.include({ wallMs: 10_000 })
  })

  it('tries what this machine failed three times, and then abandons it', async () => {
    const open = await world.postJob(sample('exit-code'))
    world.begin(open)
    const gone = { ...open, order: { ...open.order, specHash: `0x${'77'.repeat(32)}` as const } }
    for (let n = 1; n <= MAX_TRIES; n++) {
      expect(await step(world.task(open), world.contracted(gone)).catch((error: unknown) => error)).to.be.instanceOf(
        Error,
      )
      expect(world.task(open)).to.include({ state: 'running', tries: n })
    }
    expect(await step(world.task(open), world.contracted(gone))).to.equal('abandoned')
    expect(world.events('abandoned')[0]?.['why']).to.match(/tried 3 times/)
  })

  it('does not count a run that the operator ended', async () => {
    const limits = { seconds: 60, steps: 2n ** 60n, outputBytes: 0n, logBytes: 0n }
    const open = await world.postJob(sample('endless'), { limits })
    const task = world.begin(open)
    await steps.running(task, world.contracted(open), world.ports, AbortSignal.timeout(1_500))
    expect(world.task(open)).to.include({ state: 'running', tries: 0 })
  })

  it('thanks once for a settled job, and for no job that another attempt settled', async () => {
    const { job } = await proved()
    world.ports.tasks.move(world.task(job), 'submitted')
    const settled = { ...job, progress: { ...job.progress, state: 'Settled' } } as const
    expect(await step(world.task(job), settled)).to.equal('closed')
    await steps.submitted(world.task(job), settled, world.ports, AbortSignal.timeout(1_000))
    expect(world.ports.tasks.messages().map(({ text }) => text)).to.deep.equal([THANKS])

    const other = world.contracted(await world.postJob(sample('exit-code')))
    const task = world.begin({ ...other, progress: { ...other.progress, attempt: 0 } }, 'submitted')
    const paidAnother = { ...other.progress, state: 'Settled', attempt: 2, provider: stranger } as const
    expect(await step(task, { ...other, progress: paidAnother })).to.equal('closed')
    expect(world.ports.tasks.messages()).to.have.lengthOf(1)
  })

  it('waits when a reorg takes its submission back, and submits again what then failed', async () => {
    const { job, key } = await proved()
    world.ports.tasks.move(world.task(job), 'submitted')
    expect(await step(world.task(job), job)).to.equal('submitting')
    world.settle(key(1), 'replaced')
    await step(world.task(job), job)
    expect(world.keys()).to.include(key(2))
  })

  /** A job that ran, and whose first submission is intended. */
  async function proved() {
    const open = await world.postJob(sample('exit-code'))
    const job = world.contracted(open)
    expect(await step(world.begin(open), job)).to.equal('submitting')
    return { job, key: (number: number) => `submit:${job.id}:1:${number}` }
  }
})
