import { openJournal, Outbox } from '@millrace/chain'
import type { Job, JobSpec } from '@millrace/sdk'
import { BlockStore } from '@millrace/store'
import { expect } from 'chai'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { attendAll, byUrgency } from '../../oracle/src/attend-all.ts'
import { Desk } from '../../oracle/src/desk.ts'
import { ProviderBook } from '../../oracle/src/provider-book.ts'
import { escrow, exampleSpec } from '../sdk/example.ts'
import { temporaryFolder } from '../store/fixture/folder.ts'
import { deploymentOf, memberKeys, noChain, noChainUrl, quiet, ref, seat } from './fixture/committee.ts'
import { prove, proveSample, serveBlocks, VERIFY_SECONDS, type ProvedJob } from './fixture/proved-job.ts'

const keys = memberKeys(4)
const deployment = deploymentOf(keys, 3, escrow)

/** The n-th of several jobs that nobody judges. */
function numbered(job: Job, n: number, changes: Partial<Job['progress']> = {}): Job {
  return { ...job, id: `0x${String(n).padStart(64, '0')}`, progress: { ...job.progress, ...changes } }
}

/** The same job with another deadline. */
function at(job: Job, phaseEnd: number): Job {
  return { ...job, progress: { ...job.progress, phaseEnd } }
}

/** A member's desk with a few of these blocks, and its life as the loop of a member leads it. */
async function openMember(blocks: Iterable<readonly [string, Uint8Array]>, judgesAtOnce: number) {
  const [account] = keys
  if (account === undefined) throw new Error('There is no member')
  const folder = await temporaryFolder()
  const gateway = await serveBlocks(blocks)
  const journal = openJournal(':memory:')
  const { verdicts, committee } = seat(account, deployment, [], journal)
  const store = await BlockStore.open(join(folder.path, 'store'))
  const outbox = new Outbox({ journal, client: noChain, signer: account, chainId: ref.chainId })
  const key = `0x${'00'.repeat(32)}` as const
  const chain = { rpcUrl: noChainUrl, deployment, key, dataDir: folder.path, gateways: [gateway.url] }
  const config = { ...chain, allowLoopback: true, port: 0, peers: [], pollMs: 20, judgesAtOnce }
  const providers = new ProviderBook(journal)
  const tools = { config, ref, client: noChain, store, providers, verdicts, committee, outbox, journal, log: quiet }
  const desk = new Desk(tools)
  return {
    desk,
    decided: ({ id, progress }: Job) => verdicts.decision(id, progress.attempt, progress.proofHash),
    storePath: join(folder.path, 'store'),
    failedTries: ({ id, progress }: Job) => verdicts.failedTries(id, progress.attempt, progress.proofHash),
    async close() {
      journal.close()
      await gateway.close()
      await folder.remove()
    },
  }
}

/** A job whose program never ends, with a claim that nobody can check in time. */
async function endless(): Promise<ProvedJob> {
  const module = await readFile('engine/samples/endless/endless.wasm')
  const { runtime } = (await proveSample('endless', { limits: { ...exampleSpec.limits, steps: 1000n } })).spec
  const limits = { ...exampleSpec.limits, steps: 2n ** 50n }
  const spec: JobSpec = { ...exampleSpec, runtime, args: [], outputs: [], limits }
  return prove(module, {
    spec,
    run: (own) => ({ ...own, exit: { kind: 'limit', which: 'steps' }, steps: 2n ** 50n, outputs: [] }),
    manifest: { job: `0x${'ee'.repeat(32)}`, order: `0x${'ee'.repeat(32)}` },
    proof: { job: `0x${'ee'.repeat(32)}` },
  })
}

async function until(what: string, is: () => boolean): Promise<void> {
  const giveUpAtMs = Date.now() + 15_000
  while (!is()) {
    if (Date.now() > giveUpAtMs) throw new Error(`It did not come to this: ${what}`)
    await pause(20)
  }
}

describe('a member that looks after many proofs', function () {
  this.timeout(60_000)
  let stop: AbortController
  let attending: Promise<void>
  let close: () => Promise<void>
  beforeEach(() => {
    stop = new AbortController()
    attending = Promise.resolve()
    close = async () => {}
  })
  // Also after a failure: an endless run would outlive its test.
  afterEach(async () => {
    stop.abort()
    await attending.catch(() => {})
    await close()
  })
  const open = async (...args: Parameters<typeof openMember>) => {
    const member = await openMember(...args)
    close = member.close
    return member
  }

  it('judges a small job while an endless one is being run again', async () => {
    const [long, small] = [await endless(), await proveSample('exit-code')]
    const member = await open([...long.blocks, ...small.blocks], 2)
    const first = at(long.job, long.job.progress.phaseEnd - 1)
    const waiting = () => [first, small.job]
    const chainTime = () => BigInt(small.job.progress.phaseEnd - 60)
    attending = attendAll({ desk: member.desk, waiting, chainTime, judgesAtOnce: 2, pollMs: 20 }, stop.signal)
    await until('a verdict on the small job', () => member.decided(small.job) !== undefined)
    expect(member.decided(long.job)).to.equal(undefined)
  })

  for (const how of ['the window ends', 'the requester approves'] as const) {
    it(`gives a run up for the next one when ${how}`, async () => {
      const [long, small] = [await endless(), await proveSample('exit-code')]
      const next = at(small.job, small.job.progress.phaseEnd + 100)
      const member = await open([...long.blocks, ...small.blocks], 1)
      let over = false
      const waiting = () => (over && how === 'the requester approves' ? [next] : [long.job, next])
      const chainTime = () => BigInt(long.job.progress.phaseEnd + (over && how === 'the window ends' ? 1 : -60))
      attending = attendAll({ desk: member.desk, waiting, chainTime, judgesAtOnce: 1, pollMs: 20 }, stop.signal)
      await pause(1_500)
      expect(member.decided(next), 'it has one place only').to.equal(undefined)
      over = true
      await until(how, () => member.decided(next) !== undefined)
      expect(member.decided(long.job)).to.equal(undefined)
    })
  }

  it('takes the earliest deadline first, and among equal ones the shortest run', async () => {
    const { job } = await proveSample('exit-code')
    const seconds = { ...job, order: { ...job.order, rules: { ...job.order.rules, unitKind: 'Seconds' as const } } }
    const { phaseEnd } = job.progress
    const jobs = [
      numbered(job, 1, { units: 10n, phaseEnd: phaseEnd - 1 }),
      numbered(job, 2, { units: 5n }),
      numbered(job, 3, { units: 2n ** 60n }),
      numbered(seconds, 4, { units: 1n }),
      numbered(job, 5, { units: 1n, phaseEnd: phaseEnd + 1 }),
    ]
    expect(jobs.toReversed().toSorted(byUrgency)).to.deep.equal(jobs)
  })

  it('forgets what it could not judge once it waits no more', async () => {
    const small = await proveSample('exit-code')
    const member = await open([], 2)
    const { desk } = member
    await desk.attend(small.job, small.job.progress.phaseEnd, new AbortController().signal)
    expect(desk.next(small.job)).to.equal(undefined)
    expect(member.failedTries(small.job)).to.have.lengthOf(1)
    desk.forgetAllBut(new Set())
    expect(desk.next(small.job)).to.equal('judge')
  })

  it('never calls content unavailable for a disk of its own that fails', async () => {
    const small = await proveSample('exit-code')
    const member = await open([], 2)
    await rm(member.storePath, { recursive: true })
    await writeFile(member.storePath, 'no folder any more')
    const { phaseEnd } = small.job.progress
    for (let chainTime = phaseEnd - VERIFY_SECONDS; chainTime <= phaseEnd; chainTime++) {
      member.desk.forgetAllBut(new Set())
      await member.desk.attend(small.job, chainTime, new AbortController().signal)
    }
    expect(member.failedTries(small.job)).to.deep.equal([])
    expect(member.decided(small.job)).to.equal(undefined)
  })

  it('ends with the error of a job that it cannot attend', async () => {
    const small = await proveSample('exit-code')
    const member = await open(small.blocks, 2)
    close = async () => {}
    await member.close()
    const { progress } = small.job
    const attendance = { desk: member.desk, waiting: () => [small.job], chainTime: () => BigInt(progress.phaseEnd) }
    const ended = await attendAll({ ...attendance, judgesAtOnce: 2, pollMs: 20 }, stop.signal).catch(
      (error: unknown) => error,
    )
    expect(ended).to.be.instanceOf(Error)
  })
})
