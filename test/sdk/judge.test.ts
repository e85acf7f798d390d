import {
  cidOf,
  cidOfDigest,
  decodeManifest,
  digestOf,
  manifestToSign,
  drive,
  encodeManifest,
  judge,
  judgementOf,
  reasonSentences,
  type Judgement,
  type ProofOnChain,
} from '@millrace/sdk'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { exampleProof, exampleSpec, sumColumns, type Changes } from './example.ts'
import { handsOf, judged } from './judge-hands.ts'

const bytesOf = (words: string) => new TextEncoder().encode(words)

describe('judge', function () {
  it('finds an honest proof Valid, by evidence and by running it again', async function () {
    expect(await judged()).to.deep.equal(judgementOf('resultRepeats'))
    expect(await judged({ proof: { level: 'L1' } })).to.deep.equal(judgementOf('evidenceHolds'))
    expect(judgementOf('resultRepeats').verdict).to.equal('Valid')
  })

  it('finds an honest failure Valid only by running it again', async function () {
    const exit = { kind: 'exit', code: 3 } as const
    const run = (need: Parameters<typeof sumColumns>[0]) => ({ ...sumColumns(need), exit })
    const changes = { run: (own: ReturnType<typeof sumColumns>) => ({ ...own, exit }) }
    expect(await judged(changes, { run: async (need) => run(need) })).to.deep.equal(judgementOf('resultRepeats'))
    expect(await judged({ ...changes, proof: { level: 'L1' } })).to.deep.equal(judgementOf('notRecomputed'))
    expect(await judged(changes)).to.deep.equal(judgementOf('resultDiffers', 'outcome'))
  })

  it('takes a job that left out a declared output for one that failed by its own doing', async function () {
    const spec = { ...exampleSpec, outputs: [...exampleSpec.outputs, 'missing'] }
    const example = await exampleProof({ spec })
    expect(example.proof.outcome).to.equal('JobError')
    expect(await drive(judge(example.proof), handsOf(example))).to.deep.equal(judgementOf('resultRepeats'))
  })

  const lies: Record<string, [Changes, Judgement]> = {
    'a flipped byte of an output': [
      {
        run: (own) => ({
          ...own,
          outputs: own.outputs.map((o) => (o.path === 'sums.csv' ? { ...o, bytes: bytesOf('4,7\n') } : o)),
        }),
      },
      judgementOf('resultDiffers', 'outputs[1]'),
    ],
    'another stdout': [
      { run: (own) => ({ ...own, stdout: bytesOf('3 rows\n') }) },
      judgementOf('resultDiffers', 'stdout'),
    ],
    'more steps than it took': [
      { run: (own) => ({ ...own, steps: own.steps + 1n }) },
      judgementOf('resultDiffers', 'steps'),
    ],
    'more units than the result has': [{ proof: { units: 2001n } }, judgementOf('unitsDiffer', 'steps')],
    'a failure sold as success': [
      { run: (own) => ({ ...own, exit: { kind: 'trap', reason: 'fault' } }), proof: { outcome: 'Success' } },
      judgementOf('outcomeDiffers'),
    ],
    'a limit that was not met': [
      { run: (own) => ({ ...own, exit: { kind: 'limit', which: 'steps' } }) },
      judgementOf('resultDiffers', 'outcome'),
    ],
    'more steps than the limit': [
      { run: (own) => ({ ...own, steps: 10n ** 10n }) },
      judgementOf('limitExceeded', 'steps'),
    ],
    'more output than the limit': [
      { run: (own) => ({ ...own, outputs: own.outputs.map((o) => ({ ...o, bytes: new Uint8Array(40_000) })) }) },
      judgementOf('limitExceeded', 'outputBytes'),
    ],
    'more log than the limit': [
      { run: (own) => ({ ...own, stdout: new Uint8Array(4097) }) },
      judgementOf('limitExceeded', 'logBytes'),
    ],
    'more log than the limit in both streams together': [
      { stderr: new Uint8Array(4090) },
      judgementOf('limitExceeded', 'logBytes'),
    ],
    'the result of another spec': [
      { result: (own) => ({ ...own, spec: cidOfDigest(`0x${'cd'.repeat(32)}`, 'dag-cbor') }) },
      judgementOf('otherSpec', 'spec'),
    ],
    'the result of another engine': [
      { result: (own) => ({ ...own, engine: 'mine/1' }) },
      judgementOf('otherSpec', 'engine'),
    ],
    'a result whose outcome is not its exit': [
      { result: (own) => ({ ...own, exit: { kind: 'trap', reason: 'fault' } }) },
      judgementOf('outcomeDiffers', 'exit'),
    ],
    'a success without a declared output': [
      { result: (own) => ({ ...own, outputs: own.outputs.slice(1) }) },
      judgementOf('outcomeDiffers', 'exit'),
    ],
    'an output that was not declared': [
      { result: (own) => ({ ...own, outputs: [...own.outputs, { path: 'z', size: 7, cid: own.stdout }] }) },
      judgementOf('outputsDiffer', 'z'),
    ],
    'a size that is not the output’s': [
      { result: (own) => ({ ...own, outputs: own.outputs.map((output) => ({ ...output, size: output.size + 1 })) }) },
      judgementOf('outputsDiffer', 'report.json'),
    ],
    'more memory than the limit': [
      { manifest: { peakMemoryBytes: 67_108_865n } },
      judgementOf('limitExceeded', 'memoryBytes'),
    ],
    'the manifest of another job': [{ manifest: { job: `0x${'cd'.repeat(32)}` } }, judgementOf('otherJob', 'job')],
    'the manifest of another order': [
      { manifest: { order: `0x${'cd'.repeat(32)}` } },
      judgementOf('otherJob', 'order'),
    ],
    'the manifest of another attempt': [{ manifest: { attempt: 2 } }, judgementOf('otherJob', 'attempt')],
    'the manifest of another chain': [{ manifest: { chainId: 1 } }, judgementOf('otherJob', 'chainId')],
    'the manifest of another escrow': [
      { manifest: { escrow: '0x000000000000000000000000000000000000dEaD' } },
      judgementOf('otherJob', 'escrow'),
    ],
    'the manifest of another provider': [
      { proof: { provider: privateKeyToAccount(`0x${'22'.repeat(32)}`).address } },
      judgementOf('otherJob', 'provider'),
    ],
  }
  for (const [lie, [changes, judgement]] of Object.entries(lies)) {
    it(`finds ${lie} Invalid: ${judgement.reason}`, async function () {
      expect(judgement.verdict).to.equal('Invalid')
      expect(await judged(changes)).to.deep.equal(judgement)
    })
  }

  it('finds a manifest that somebody else signed Invalid', async function () {
    const { blocks, manifest, proof } = await exampleProof()
    const rival = privateKeyToAccount(`0x${'22'.repeat(32)}`)
    const forged = encodeManifest({ ...manifest, signature: await rival.signTypedData(await manifestToSign(manifest)) })
    const cid = await cidOf(forged, 'dag-cbor')
    blocks.set(cid, forged)
    const judging = judge({ ...proof, proofHash: digestOf(cid) })
    expect(await drive(judging, handsOf({ blocks }))).to.deep.equal(judgementOf('signatureWrong'))
  })

  it('gives up without a judgement when it is aborted', async function () {
    const example = await exampleProof()
    const abort = new AbortController()
    const run = async () => {
      abort.abort(new Error('stopped'))
      throw new Error('interrupted')
    }
    const outcome = await drive(judge(example.proof), handsOf(example, { run }), abort.signal).catch(
      (error: unknown) => error,
    )
    expect(outcome).to.be.instanceOf(Error).with.property('message', 'stopped')
  })

  it('says Valid of no changed manifest, and never throws', async function () {
    const { blocks, proof, manifest } = await exampleProof()
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = encodeManifest(manifest)
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ change
        const cid = await cidOf(bytes, 'dag-cbor')
        const changed = new Map(blocks).set(cid, bytes)
        const { verdict } = await drive(judge({ ...proof, proofHash: digestOf(cid) }), handsOf({ blocks: changed }))
        expect(verdict).not.to.equal('Valid')
      }),
      { numRuns: 300 },
    )
  })

  it('says Valid of no other claim about the same proof', async function () {
    const { proof, blocks } = await exampleProof()
    const changes: Partial<ProofOnChain>[] = [
      { chainId: 1 },
      { escrow: '0x000000000000000000000000000000000000dEaD' },
      { job: `0x${'00'.repeat(32)}` },
      { attempt: 2 },
      { provider: proof.escrow },
      { specHash: proof.proofHash },
      { proofHash: proof.specHash },
      { outcome: 'JobError' },
      { outcome: 'SpecExceeded' },
      { units: proof.units - 1n },
      { unitKind: 'Seconds' },
    ]
    for (const change of changes) {
      const { verdict } = await drive(judge({ ...proof, ...change }), handsOf({ blocks }))
      expect(verdict, Object.keys(change).join()).not.to.equal('Valid')
    }
  })

  it('has a sentence for every reason, and asks for nothing after its judgement', async function () {
    for (const sentence of Object.values(reasonSentences)) expect(sentence).to.match(/^[A-Z].*\.$/)
    const judging = judge((await exampleProof()).proof)
    judging.next()
    expect(judging.throw(new Error('gone'))).to.deep.include({ done: true })
    expect(judging.next()).to.deep.equal({ done: true, value: undefined })
  })

  it('reads back the manifest that the provider wrote', async function () {
    const { manifest } = await exampleProof()
    expect(decodeManifest(encodeManifest(manifest))).to.deep.equal(manifest)
  })
})
