import { judgementOf, type Judgement } from '@millrace/sdk'
import { BlockStore } from '@millrace/store'
import { expect } from 'chai'
import { judgeJob } from '../../oracle/src/judge-job.ts'
import { escrow, exampleSpec } from '../sdk/example.ts'
import { temporaryFolder } from '../store/fixture/folder.ts'
import { flipOneBit, proveSample, serveBlocks, type ProvedJob } from './fixture/proved-job.ts'

const report = { outputs: ['report.csv', 'report.json'] }

/** Judges with an empty store of its own, over HTTP, without the blocks that the gateway is to lack. */
async function judged({ job, blocks }: ProvedJob, without: readonly string[] = []): Promise<Judgement> {
  const gateway = await serveBlocks([...blocks].filter(([cid]) => !without.includes(cid)))
  const folder = await temporaryFolder()
  try {
    const store = await BlockStore.open(folder.path)
    const tools = { ref: { chainId: 31337, escrow }, store, gateways: [gateway.url], allowLoopback: true } as const
    return await judgeJob(tools, job, new AbortController().signal)
  } finally {
    await gateway.close()
    await folder.remove()
  }
}

describe('a member that judges a job by fetching and running it', () => {
  it('confirms an honest report', async () => {
    expect(await judged(await proveSample('csv-report', report))).to.deep.equal(judgementOf('resultRepeats'))
  })

  it('finds one flipped bit of an output', async () => {
    const lied = await proveSample('csv-report', report, flipOneBit)
    expect(await judged(lied)).to.deep.equal(judgementOf('resultDiffers', 'outputs[0]'))
  })

  it('confirms an endless job that was stopped at its step limit, and no other count', async () => {
    const limits = { ...exampleSpec.limits, steps: 1_000_000n }
    const honest = await proveSample('endless', { limits })
    expect(honest.job.progress).to.include({ outcome: 'SpecExceeded', units: 1_000_000n })
    expect(await judged(honest)).to.deep.equal(judgementOf('resultRepeats'))
    const lied = await proveSample('endless', { limits }, (own) => ({ ...own, steps: own.steps - 1n }))
    expect(await judged(lied)).to.include({ verdict: 'Invalid', reason: 'resultDiffers', detail: 'steps' })
  })

  it('finds a success that is claimed for a job that failed', async () => {
    const lied = await proveSample('exit-code', { args: ['7'] }, (own) => ({ ...own, exit: { kind: 'exit', code: 0 } }))
    expect(lied.job.progress.outcome).to.equal('Success')
    expect(await judged(lied)).to.deep.equal(judgementOf('resultDiffers', 'outcome'))
  })

  it('concludes nothing when what the provider must serve is not there', async () => {
    const proved = await proveSample('csv-report', report)
    const { result, logs } = proved.manifest
    for (const cid of [result, logs.stderr]) {
      expect(await judged(proved, [cid])).to.deep.equal(judgementOf('contentUnavailable', cid))
    }
  })

  it('blames no provider for content that the requester must serve', async () => {
    const proved = await proveSample('csv-report', report)
    const [input] = proved.spec.inputs
    for (const cid of [proved.module, input?.cid ?? '']) {
      expect(await judged(proved, [cid])).to.deep.equal(judgementOf('specUnreadable'))
    }
  })
})
