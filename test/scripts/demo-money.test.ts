import { noProgress, proposeOrder, type Job, type Progress } from '@millrace/sdk'
import { expect } from 'chai'
import { isAsExpected, rowsOf } from '../../scripts/demo/accounts.ts'
import { BURNED, expectedDifferences } from '../../scripts/demo/expected.ts'

const address = (digit: string) => `0x${digit.repeat(40)}` as const
const [requester, provider, verifier, token] = [address('d'), address('c'), address('b'), address('a')]
const specCid = 'bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'

describe('the money of the demo', () => {
  const jobOf = (progress: Partial<Progress>, verifierFee = 0n): Job => {
    const limits = { seconds: 60, steps: 1_000_000_000n }
    const wish = { requester, specCid, limits, price: 1_000_000n, openSeconds: 60 }
    const order = proposeOrder(wish, { token: { address: token }, verifier, verifierFee }, { lane: 0, sequence: 1 })
    const begun = { ...noProgress, attempt: 1, provider, price: 1_000_000n }
    return { id: `0x${'01'.repeat(32)}`, order, progress: { ...begun, ...progress } }
  }
  const settled = { state: 'Settled', outcome: 'Success', verdict: 'Valid', units: 250_000_000n } as const
  const ofWhom = (...jobs: Job[]) =>
    [requester, provider, verifier, BURNED].map((who) => expectedDifferences(jobs).get(who) ?? 0n)

  it('goes from requester to provider by rate and steps when a job is settled', () => {
    expect(ofWhom(jobOf(settled))).to.deep.equal([-250_000n, 250_000n, 0n, 0n])
  })

  it('is half of that when the job exceeded its limits', () => {
    const units = 1_000_000_000n
    expect(ofWhom(jobOf({ ...settled, outcome: 'SpecExceeded', units }))).to.deep.equal([-500_000n, 500_000n, 0n, 0n])
  })

  it('pays the committee once per verdict', () => {
    expect(ofWhom(jobOf({ ...settled, feesPaid: 1 }, 7n))).to.deep.equal([-250_007n, 250_000n, 7n, 0n])
  })

  it('burns half of the stake of who lied, and of who never submitted, and of nobody else', () => {
    const burnt = [0n, -50_000n, 0n, 50_000n]
    expect(ofWhom(jobOf({ state: 'Cancelled', outcome: 'Success', verdict: 'Invalid' }))).to.deep.equal(burnt)
    expect(ofWhom(jobOf({ state: 'Cancelled' }))).to.deep.equal(burnt)
    expect(ofWhom(jobOf({ state: 'Cancelled', attempt: 0 }))).to.deep.equal([0n, 0n, 0n, 0n])
    expect(ofWhom(jobOf({ state: 'Cancelled', outcome: 'Success' }))).to.deep.equal([0n, 0n, 0n, 0n])
  })

  it('is compared for each account, where a sum would hide who has it', () => {
    const holding = (name: string, who: string, wallet: bigint) => ({ name, address: who, wallet, ledger: 5n })
    const before = [holding('requester', requester, 900_000n), holding('provider', provider, 10n)]
    const after = [holding('requester', requester, 640_000n), holding('provider', provider, 260_010n)]
    const rows = rowsOf(before, after, expectedDifferences([jobOf(settled)]))
    expect(rows.map(isAsExpected)).to.deep.equal([false, false])
    const right = [holding('requester', requester, 650_000n), holding('provider', provider, 250_010n)]
    expect(rowsOf(before, right, expectedDifferences([jobOf(settled)])).map(isAsExpected)).to.deep.equal([true, true])
  })
})
