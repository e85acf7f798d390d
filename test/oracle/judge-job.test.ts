import { judgementOf, type JobSpec, type Judgement } from '@millrace/sdk'
import { BlockStore, ContentNotFoundError, ContentUnavailableError, ContentUnreachableError } from '@millrace/store'
import { expect } from 'chai'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { judgeJob, nullIfNobodyHasIt, type JudgeTools } from '../../oracle/src/judge-job.ts'
import { exampleSpec, moduleBytes } from '../sdk/example.ts'
import { temporaryFolder } from '../store/fixture/folder.ts'
import { noChain, ref } from './fixture/committee.ts'
import { flipOneBit, prove, proveSample, serveBlocks, type ProvedJob } from './fixture/proved-job.ts'

const report = { outputs: ['report.csv', 'report.json'] }

/** Judges with an empty store of its own, over HTTP, without the blocks that the gateway is to lack. */
async function judged(
  { job, blocks }: ProvedJob,
  without: readonly string[] = [],
  { leftMs = 60_000, ...more }: Partial<JudgeTools> & { readonly leftMs?: number } = {},
): Promise<Judgement> {
  const gateway = await serveBlocks([...blocks].filter(([cid]) => !without.includes(cid)))
  const folder = await temporaryFolder()
  try {
    const store = await BlockStore.open(folder.path)
    const tools = { ref, client: noChain, store, gateways: [gateway.url], allowLoopback: true, onTrouble: () => {} }
    return await judgeJob({ ...tools, ...more }, job, leftMs, new AbortController().signal)
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
      expect(await judged(proved, [cid])).to.deep.equal(judgementOf('specUnreadable', cid))
    }
  })

  it('finds the success of a module that the engine takes nowhere', async () => {
    const lied = await prove(moduleBytes)
    expect(await judged(lied)).to.deep.equal(judgementOf('moduleRejected', 'invalid'))
    expect(judgementOf('moduleRejected').verdict).to.equal('Invalid')
  })

  it('gives up a run that is not over when the verify window is', async () => {
    const endless = await readFile('engine/samples/endless/endless.wasm')
    const proved = await proveSample('exit-code')
    const { runtime } = (await proveSample('endless', { limits: { ...exampleSpec.limits, steps: 1000n } })).spec
    const spec: JobSpec = { ...proved.spec, runtime, limits: { ...exampleSpec.limits, steps: 2n ** 40n } }
    const steps = 2n ** 40n
    const job = await prove(endless, {
      spec,
      run: (own) => ({ ...own, exit: { kind: 'limit', which: 'steps' }, steps }),
    })
    const startedAtMs = Date.now()
    expect(await judged(job, [], { leftMs: 1_500 })).to.deep.equal(judgementOf('runFailed'))
    expect(Date.now() - startedAtMs, 'ms').to.be.within(1_500, 10_000)
  })

  it('finds a success that is claimed for a job that never ends, long before its limits', async () => {
    const endless = await readFile('engine/samples/endless/endless.wasm')
    const { spec } = await proveSample('endless', { limits: { ...exampleSpec.limits, steps: 1000n } })
    const limits = { ...spec.limits, steps: 2n ** 60n }
    const lied = await prove(endless, { spec: { ...spec, limits } })
    expect(lied.job.progress).to.include({ outcome: 'Success', units: 2000n })
    expect(await judged(lied)).to.deep.equal(judgementOf('resultDiffers', 'outcome'))
  })

  it('concludes nothing when the trouble is its own, and says which', async () => {
    const proved = await proveSample('exit-code')
    const folder = await temporaryFolder()
    const store = await BlockStore.open(folder.path)
    const causes: unknown[] = []
    const onTrouble = (_: unknown, cause: unknown) => causes.push(cause)
    // Its store is no folder any more: what cannot be read may have been there.
    await folder.remove()
    await writeFile(folder.path, 'no folder any more')
    const missing = proved.manifest.result
    expect(await judged(proved, [missing], { store, onTrouble })).to.deep.equal({
      verdict: 'Inconclusive',
      reason: 'contentNotSought',
      detail: missing,
    })
    expect(causes.length, 'also of what the gateways have').to.be.greaterThan(1)
    expect(await judged(proved, [], { store, onTrouble }), 'no need of the disk').to.include({ verdict: 'Valid' })
    await rm(folder.path)
  })

  it('does not call content missing when it had no socket to ask with', () => {
    const where = 'https://gateway.example'
    const failedBy = (cause: Error) => {
      const told = [new ContentNotFoundError('bafk', where), new ContentUnreachableError(where, 'it failed', cause)]
      return new ContentUnavailableError(
        'bafk',
        told.map((error) => ({ gateway: where, error })),
      )
    }
    const shortage = Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    expect(() => nullIfNobodyHasIt(failedBy(new Error('fetch failed', { cause: shortage })))).to.throw(
      'No gateway gave',
    )
    expect(() => nullIfNobodyHasIt(new Error('ENOSPC'))).to.throw('ENOSPC')
    const refused = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
    expect(nullIfNobodyHasIt(failedBy(refused))).to.equal(null)
  })
})
