import {
  cidOf,
  decodeResult,
  digestOf,
  drive,
  exceededLimit,
  judge,
  judgementOf,
  RESULT_BOUNDS,
  type EngineRun,
  type JobSpec,
  type Judgement,
  type RunNeed,
  type SignatureNeed,
} from '@millrace/sdk'
import { expect } from 'chai'
import { exampleProof, exampleSpec, moduleCid, provider, sumColumns, type Changes, type Example } from './example.ts'
import { handsOf, judged } from './judge-hands.ts'

const bytesOf = (words: string) => new TextEncoder().encode(words)
const wasm = { kind: 'wasm', module: moduleCid, engine: 'millrace-wasm/1', strictFloats: true } as const
const floats: JobSpec = { ...exampleSpec, runtime: { ...wasm, strictFloats: false } }
const otherStdout = (own: EngineRun) => ({ ...own, stdout: bytesOf('3 rows\n') })
const broken = () => Promise.reject(new Error('ENOSPC: no space left on device'))

/** Everything that the judge asks for in this proof, each with what it concludes when `get` treats that one so. */
async function without(example: Example, get: () => Promise<null>): Promise<ReadonlyMap<string, Judgement>> {
  const undeclared = await cidOf(bytesOf('not declared'), 'raw')
  const judgements = new Map<string, Judgement>()
  for (const cid of example.blocks.keys()) {
    if (cid === undeclared) continue
    const hands = handsOf(example)
    const some = {
      ...hands,
      get: (asked: string, most: number) => (asked === cid ? get() : hands.get(asked, most, undefined)),
    }
    judgements.set(cid, await drive(judge(example.proof), some))
  }
  return judgements
}

describe('whom the judge blames', function () {
  it('nobody yet for what the provider must serve, and not the provider for what the requester must', async function () {
    const example = await exampleProof()
    const { spec, proof, blocks } = example
    const specCid = [...blocks.keys()].find((cid) => digestOf(cid) === proof.specHash)
    const module = spec.runtime.kind === 'wasm' ? spec.runtime.module : undefined
    const requesters = [specCid, module, ...spec.inputs.map(({ cid }) => cid)]
    const judgements = await without(example, async () => null)
    expect(judgements).to.have.property('size', 9)
    for (const [cid, judgement] of judgements) {
      const reason = requesters.includes(cid) ? 'specUnreadable' : 'contentUnavailable'
      expect(judgement).to.deep.equal({ verdict: 'Inconclusive', reason, detail: cid })
    }
  })

  it('itself alone when it could not look', async function () {
    for (const [cid, judgement] of await without(await exampleProof(), broken)) {
      expect(judgement).to.deep.equal({ verdict: 'Inconclusive', reason: 'contentNotSought', detail: cid })
    }
  })

  it('nobody when a gateway serves other bytes', async function () {
    expect((await judged({}, { get: async () => bytesOf('lie') })).reason).to.equal('contentUnavailable')
  })

  it('nobody when it cannot run the job, and tells its driver why', async function () {
    const troubles: unknown[] = []
    const run = () => Promise.reject(new Error('out of memory'))
    const judgement = await judged({}, { run, onTrouble: (_, cause) => troubles.push(cause) })
    expect(judgement).to.deep.equal(judgementOf('runFailed'))
    expect(judgement.verdict).to.equal('Inconclusive')
    expect(troubles).to.have.length(1)
  })

  it('nobody for what does not repeat, or what it has no engine for', async function () {
    const engine: JobSpec = { ...exampleSpec, runtime: { ...wasm, engine: 'millrace-wasm/2' } }
    expect(await judged({ spec: engine })).to.deep.equal(judgementOf('engineUnknown', 'millrace-wasm/2'))
    const acceptance = await cidOf(bytesOf('a test'), 'raw')
    expect(await judged({ spec: { ...exampleSpec, acceptance } })).to.deep.equal(judgementOf('acceptanceNotRun'))
  })

  it('nobody for an input that is not of the size that the spec says', async function () {
    const inputs = exampleSpec.inputs.map((input) => ({ ...input, size: input.size + 1 }))
    const judgement = judgementOf('specUnreadable', 'inputs[0].size')
    expect(judgement.verdict).to.equal('Inconclusive')
    expect(await judged({ spec: { ...exampleSpec, inputs } })).to.deep.equal(judgement)
  })

  it('nobody for another result when floats are not canonical, and confirms an equal one', async function () {
    expect(await judged({ spec: floats })).to.deep.equal(judgementOf('resultRepeats'))
    const judgement = await judged({ spec: floats, run: otherStdout })
    expect(judgement).to.deep.equal({ verdict: 'Inconclusive', reason: 'floatsNotCanonical', detail: 'stdout' })
    expect(await judged({ run: otherStdout })).to.include({ verdict: 'Invalid', reason: 'resultDiffers' })
  })

  it('the provider for any result of a module that the engine takes nowhere', async function () {
    const run = async () => ({ rejected: 'import' })
    const invalid = { verdict: 'Invalid', reason: 'moduleRejected', detail: 'import' }
    const failed: Changes = { run: (own) => ({ ...own, exit: { kind: 'trap', reason: 'fault' } }) }
    for (const changes of [{}, failed, { spec: floats }]) expect(await judged(changes, { run })).to.deep.equal(invalid)
  })

  it('the provider for any result of a run that has no place in one', async function () {
    const spec = { ...exampleSpec, outputs: [] }
    const impossible: Record<string, (own: EngineRun) => EngineRun> = {
      'outputs[0].path': (own) => ({ ...own, outputs: [{ path: 'e\u0301', bytes: bytesOf('x') }] }),
      'exit.reason': (own) => ({ ...own, exit: { kind: 'trap', reason: 'x'.repeat(65) } }),
    }
    for (const [field, change] of Object.entries(impossible)) {
      const judgement = await judged({ spec }, { run: async (need) => change(sumColumns(need)) })
      expect(judgement).to.deep.equal({ verdict: 'Invalid', reason: 'resultDiffers', detail: field })
    }
  })

  it('the provider for content that is larger than its kind may be', async function () {
    const { blocks, proof } = await exampleProof()
    for (const [bytes, reason] of [
      [bytesOf('hello'), 'manifestMalformed'],
      [new Uint8Array(64_001), 'manifestTooLarge'],
      [new Uint8Array(1_000_000), 'manifestTooLarge'],
    ] as const) {
      const cid = await cidOf(bytes, 'dag-cbor')
      blocks.set(cid, bytes)
      const judging = judge({ ...proof, proofHash: digestOf(cid) })
      expect(await drive(judging, handsOf({ blocks }))).to.deep.equal({ verdict: 'Invalid', reason })
    }
    const huge = new Uint8Array(RESULT_BOUNDS.bytes + 1)
    const lied = await exampleProof({ manifest: { result: await cidOf(huge, 'dag-cbor') } })
    lied.blocks.set(lied.manifest.result, huge)
    expect(await drive(judge(lied.proof), handsOf(lied))).to.deep.equal({
      verdict: 'Invalid',
      reason: 'resultMalformed',
    })
  })

  it('the provider as soon as the job takes a step more than it claims', async function () {
    const asked: bigint[] = []
    const run = async (need: RunNeed) => {
      asked.push(need.spec.limits.steps)
      return sumColumns(need)
    }
    expect(await judged({}, { run })).to.deep.equal(judgementOf('resultRepeats'))
    expect(asked, 'one step more than the claim').to.deep.equal([2001n])
    const atLimit = { ...exampleSpec, limits: { ...exampleSpec.limits, steps: 2000n } }
    expect(await judged({ spec: atLimit }, { run })).to.deep.equal(judgementOf('resultRepeats'))
    expect(asked, 'never more than the spec').to.deep.equal([2001n, 2000n])
  })

  it('nobody for times that a clock reported which was set while the job ran', async function () {
    const steps: Changes[] = [
      { manifest: { endedAt: 1_700_000_000 } },
      { manifest: { endedAt: 1_800_000_000 } },
      { manifest: { startedAt: 0, endedAt: 0 } },
    ]
    for (const changes of steps) expect(await judged(changes)).to.deep.equal(judgementOf('resultRepeats'))
  })

  it('the provider for units in seconds that the chain did not see', async function () {
    expect(await judged({ proof: { unitKind: 'Seconds', units: 30n } })).to.deep.equal(judgementOf('resultRepeats'))
    const judgement = await judged({ proof: { unitKind: 'Seconds', units: 31n } })
    expect(judgement).to.deep.equal({ verdict: 'Invalid', reason: 'unitsDiffer', detail: 'seconds' })
  })

  it('the provider for limits that its agent could have found in its own proof', async function () {
    const { blocks, manifest, spec } = await exampleProof()
    const result = decodeResult(blocks.get(manifest.result) ?? new Uint8Array())
    expect(exceededLimit(spec, manifest, result)).to.equal(undefined)
    expect(exceededLimit(spec, manifest, { ...result, steps: spec.limits.steps + 1n })).to.equal('steps')
    const larger = result.outputs.map((output) => ({ ...output, size: 65_536 }))
    expect(exceededLimit(spec, manifest, { ...result, outputs: larger })).to.equal('outputBytes')
    const peakMemoryBytes = spec.resources.memoryBytes + 1n
    expect(exceededLimit(spec, { peakMemoryBytes }, result)).to.equal('memoryBytes')
  })
})

describe('a signature, as the judge asks for it', function () {
  const contracts = { manifest: { provider: '0x000000000000000000000000000000000000c0de' } } as const
  const change: Changes = { ...contracts, proof: { provider: contracts.manifest.provider } }

  it('may be a contract’s, which its driver asks the chain about', async function () {
    const asked: SignatureNeed[] = []
    const isSigned = async (need: SignatureNeed) => asked.push(need) > 0
    expect(await judged(change, { isSigned })).to.deep.equal(judgementOf('resultRepeats'))
    expect(asked).to.have.length(1)
    expect(asked[0]?.provider.toLowerCase()).to.equal(contracts.manifest.provider)
    expect(await judged(change, { isSigned: async () => false })).to.deep.equal(judgementOf('signatureWrong'))
    expect(provider.address).to.not.equal(asked[0]?.provider)
  })

  it('proves nothing while the chain cannot be asked', async function () {
    const judgement = await judged(change, { isSigned: broken })
    expect(judgement).to.deep.equal({ verdict: 'Inconclusive', reason: 'signatureUnchecked' })
  })

  it('is asked for last, so that a contract that answers as it likes cannot part members over a lie', async function () {
    for (const isSigned of [async () => true, async () => false, broken]) {
      const judgement = await judged({ ...change, run: otherStdout }, { isSigned })
      expect(judgement).to.deep.equal({ verdict: 'Invalid', reason: 'resultDiffers', detail: 'stdout' })
    }
  })
})
