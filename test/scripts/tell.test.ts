import { noProgress, proposeOrder, type Job, type JobEvent, type Progress, type Result } from '@millrace/sdk'
import { expect } from 'chai'
import { howItEnded, tell, whyCancelled } from '../../scripts/requester/tell.ts'

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
    ['the arbiter said so', { attempt: 1, proofHash: `0x${'02'.repeat(32)}`, verdict: 'Valid' }, 'the arbiter gave'],
    ['nobody judged', { attempt: 1, proofHash: `0x${'02'.repeat(32)}` }, 'gave no verdict in time'],
  ]
  for (const [what, progress, words] of reasons) {
    it(`say why it was cancelled when ${what}`, () => {
      expect(whyCancelled(jobOf(progress))).to.include(words)
    })
  }

  const id = `0x${'01'.repeat(32)}` as const
  const token = { address: address('a'), symbol: 'mUSD', decimals: 6 }
  const committee = { members: [address('b')], quorum: 1 }
  const contracts = { escrow: address('e'), offerBook: address('f'), verifier: address('b') }
  const deployment = { chainId: 31_337, ...contracts, committee, token, startBlock: 0n }
  const nothing = `0x${'00'.repeat(32)}` as const
  const stories: readonly (readonly [JobEvent, string])[] = [
    [{ eventName: 'JobDeclined', args: { id, provider: address('c'), reason: nothing } }, 'it is open to all'],
    [{ eventName: 'LivenessChallenged', args: { id, answerBy: 3_600 } }, 'it has until 01:00:00'],
    [{ eventName: 'Heartbeat', args: { id, checkpoint: nothing, units: 1n, challengeFrom: 1 } }, 'still at work'],
    [{ eventName: 'JobResigned', args: { id, reason: nothing } }, 'gave the job back'],
    [
      { eventName: 'JobDisputed', args: { id, by: address('d'), reason: nothing, bond: 70_000n, phaseEnd: 7_200 } },
      'with a bond of 0.07 mUSD: the arbiter has until 02:00:00',
    ],
    [
      { eventName: 'DisputeRuled', args: { id, share: 2_550, reason: nothing } },
      'gave the provider 25.5 % of its claim',
    ],
    [
      { eventName: 'BondReleased', args: { id, toProvider: 10_000n, toRequester: 0n, toArbiter: 60_000n } },
      '0.01 mUSD went to the provider, 0.0 mUSD to the requester, 0.06 mUSD to the arbiter',
    ],
    [{ eventName: 'JobAgreed', args: { id, toProvider: 1_500_000n } }, 'agreed on 1.5 mUSD'],
  ]
  for (const [event, words] of stories) {
    it(`tell ${event.eventName} with its time and its numbers`, () => {
      const line = tell({ event, job: jobOf({}), at: 61 }, deployment)
      expect(line).to.match(/^00:01:01 {2}/)
      expect(line).to.include(words)
    })
  }
})
