import { run, type RunResult } from '@millrace/engine'
import {
  cidOf,
  cidOfDigest,
  decodeResult,
  drive,
  isManifestSignedBy,
  judge,
  judgementOf,
  runRequest,
  type EngineRun,
  type JobSpec,
  type RunNeed,
} from '@millrace/sdk'
import { expect } from 'chai'
import { readFile } from 'node:fs/promises'
import { escrow, exampleProof, exampleSpec, inputBytes, provider } from './example.ts'

const moduleOf = (name: string) => readFile(`engine/samples/${name}/${name}.wasm`)
const runReally = (need: Omit<RunNeed, 'kind'>): RunResult => run(runRequest(need))

async function specFor(name: string, changes: Partial<JobSpec> = {}): Promise<{ spec: JobSpec; module: Uint8Array }> {
  const module = await moduleOf(name)
  const runtime = {
    kind: 'wasm',
    module: await cidOf(module, 'raw'),
    engine: 'millrace-wasm/1',
    strictFloats: true,
  } as const
  return { module, spec: { ...exampleSpec, runtime, args: [], outputs: [], ...changes } }
}

async function judgeRun(spec: JobSpec, module: Uint8Array, lie: (own: EngineRun) => EngineRun = (own) => own) {
  const inputs = [{ path: 'data.csv', bytes: inputBytes }]
  const example = await exampleProof({ spec, run: () => lie(runReally({ spec, module, inputs })) })
  const blocks = new Map(example.blocks).set(await cidOf(module, 'raw'), module)
  const judgement = await drive(judge(example.proof), {
    async get(cid) {
      const bytes = blocks.get(cid)
      return bytes ?? null
    },
    run: async (need) => runReally(need),
    isSigned: (need) => isManifestSignedBy(need.provider, need),
  })
  const result = decodeResult(blocks.get(example.manifest.result) ?? new Uint8Array())
  return { ...example, judgement, result }
}

describe('the judge over real programs', function () {
  it('confirms a report over a table, and finds one changed digit of it', async function () {
    const { spec, module } = await specFor('csv-report', { outputs: ['report.csv', 'report.json'] })
    const { judgement, result, proof } = await judgeRun(spec, module)
    expect(judgement).to.deep.equal(judgementOf('resultRepeats'))
    expect(result).to.deep.include({ outcome: 'success', exit: { kind: 'exit', code: 0 } })
    expect(proof).to.deep.include({ provider: provider.address, escrow })
    const lying = await judgeRun(spec, module, (own) => ({
      ...own,
      outputs: own.outputs.map((output) => ({
        ...output,
        bytes: output.bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte)),
      })),
    }))
    expect(lying.judgement).to.deep.equal(judgementOf('resultDiffers', 'outputs[0]'))
  })

  it('confirms an endless job that was stopped at its step limit, to the step', async function () {
    const { spec, module } = await specFor('endless', { limits: { ...exampleSpec.limits, steps: 1_000_000n } })
    const { judgement, result } = await judgeRun(spec, module)
    expect(judgement).to.deep.equal(judgementOf('resultRepeats'))
    expect(result).to.deep.include({
      outcome: 'specExceeded',
      steps: 1_000_000n,
      exit: { kind: 'limit', which: 'steps' },
    })
  })

  it('confirms a job that ends with its own error', async function () {
    const { spec, module } = await specFor('exit-code', { args: ['7'] })
    const { judgement, result } = await judgeRun(spec, module)
    expect(judgement).to.deep.equal(judgementOf('resultRepeats'))
    expect(result).to.deep.include({ outcome: 'jobError', exit: { kind: 'exit', code: 7 } })
  })

  it('asks the engine for nothing that depends on the order of the environment', async function () {
    const { spec, module } = await specFor('exit-code')
    const orders = [
      { A: '1', B: '2', AA: '3' },
      { AA: '3', B: '2', A: '1' },
    ]
    const [a, b] = orders.map((env) => Object.keys(runRequest({ spec: { ...spec, env }, module, inputs: [] }).env))
    expect(a).to.deep.equal(b)
  })

  it("hands the engine every limit of the spec, and the job's disk as its scratch space", async function () {
    const { spec, module } = await specFor('exit-code')
    const { limits, seed } = runRequest({ spec, module, inputs: [] })
    expect(limits).to.deep.equal({
      steps: 1_000_000_000n,
      memoryBytes: 67_108_864,
      outputBytes: 65_536,
      logBytes: 4096,
      scratchBytes: 1_048_576,
      strictFloats: true,
    })
    expect(seed).to.deep.equal(new Uint8Array(32).fill(0x5e))
  })

  it('refuses to run what is not wasm', async function () {
    const native: JobSpec = {
      ...exampleSpec,
      runtime: { kind: 'native', rootfs: cidOfDigest(`0x${'00'.repeat(32)}`, 'raw') },
    }
    expect(() => runRequest({ spec: native, module: new Uint8Array(), inputs: [] })).to.throw('runtime.kind')
  })
})
