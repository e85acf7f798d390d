import { noProgress, proposeOrder, type Job, type Progress, type Result } from '@millrace/sdk'
import { expect } from 'chai'
import { howItEnded, whyCancelled } from '../../scripts/requester/tell.ts'

const address = (digit: string) => `0x${digit.repeat(40)}` as const
const cid = 'bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'

describe('the words for the end of a job', () => {
  const ended = (exit: Result['exit'], paths: readonly string[] = []) =>
    howItEnded(
      {
        v: 1,
        spec: cid,
        engine: 'millrace-wasm/1',
        outcome: 'jobError',
        exit,
        steps: 1n,
        stdout: cid,
        outputs: paths.map((path) => ({ path, size: 1, cid })),
      },
      ['a.txt', 'b.txt'],
    )

  it('name the outputs that a good end did not write, and only those', () => {
    expect(ended({ kind: 'exit', code: 0 }, ['a.txt'])).to.match(/must: \/out\/b\.txt\.$/)
  })

  it('tell any other end without its machine form', () => {
    expect(ended({ kind: 'exit', code: 3 })).to.include('exit code 3')
    expect(ended({ kind: 'trap', reason: 'unreachable' })).to.include('panicked or aborted')
    expect(ended({ kind: 'trap', reason: 'fault' })).to.include('memory out of bounds')
    expect(ended({ kind: 'limit', which: 'steps' })).to.include('limit of the job: steps')
  })

  const jobOf = (progress: Partial<Progress>): Job => {
    const limits = { seconds: 60, steps: 1n }
    const wish = { requester: address('d'), specCid: cid, limits, price: 10n, openSeconds: 60 }
    const market = { token: { address: address('a') }, verifier: address('b') }
    const order = proposeOrder(wish, market, { lane: 0, sequence: 1 })
    return { id: `0x${'01'.repeat(32)}`, order, progress: { ...noProgress, state: 'Cancelled', ...progress } }
  }
  const reasons: readonly (readonly [string, Partial<Progress>, string])[] = [
    ['nobody came', {}, 'No provider took the job'],
    ['nothing was delivered', { attempt: 1 }, 'delivered nothing in time'],
    ['the proof was wrong', { attempt: 1, proofHash: `0x${'02'.repeat(32)}`, verdict: 'Invalid' }, 'not valid'],
    ['nobody judged', { attempt: 1, proofHash: `0x${'02'.repeat(32)}` }, 'gave no verdict in time'],
  ]
  for (const [what, progress, words] of reasons) {
    it(`say why it was cancelled when ${what}`, () => {
      expect(whyCancelled(jobOf(progress))).to.include(words)
    })
  }
})
