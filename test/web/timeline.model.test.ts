import {
  jobEscrowAbi,
  jobEventNames,
  jobEvents,
  jobStateNames,
  noProgress,
  reasonWord,
  THANKS,
  Verdict,
  type Job,
  type JobEventName,
  type JobLog,
  type JobState,
  type Order,
  type Progress,
} from '@millrace/sdk'
import { expect } from 'chai'
import {
  concat,
  pad,
  stringToHex,
  toEventSelector,
  zeroAddress,
  zeroHash,
  type AbiParameter,
  type Address,
  type Hex,
} from 'viem'
import { headlineOf } from '../../web/features/job-detail/headline.ts'
import { entriesOf, upcomingOf, type Entry } from '../../web/features/job-detail/timeline.ts'
import { partIn, type Part } from '../../web/lib/jobs.ts'
import { exampleOrder } from '../sdk/example.ts'

const token = { address: zeroAddress, symbol: 'mUSD', decimals: 6 }
const account = (end: string): Address => `0x${end.padStart(40, '0')}`
const [requester, payer, provider, stranger] = [account('a1'), account('a2'), account('a3'), account('a4')]
const order: Order = {
  ...exampleOrder(),
  requester,
  payer: requester,
  verifier: account('b1'),
  maxPrice: 3_000_000n,
  stake: 500_000n,
  verifierFee: 250_000n,
  rules: { ...exampleOrder().rules, maxAttempts: 2, fallback: 'Refund' },
}
const jobWith = (progress: Partial<Progress>, terms: Partial<Order> = {}): Job => ({
  id: zeroHash,
  order: { ...order, ...terms },
  progress: { ...noProgress, ...progress },
})

type Fill = '00' | 'ff'
/** One word of ABI for a value, all zeros or all ones; tuples are their parts. */
function words(input: AbiParameter, value: bigint | Fill): Hex {
  if ('components' in input) return concat(input.components.map((part) => words(part, value)))
  if (typeof value === 'bigint') return pad(`0x${value.toString(16)}`)
  const bits = Number(/^uint(\d+)$/.exec(input.type)?.[1] ?? (input.type === 'address' ? 160 : 256))
  const bytes = input.type === 'bool' ? '01' : value.repeat(bits / 8)
  return pad(`0x${bytes}`)
}

/** An event of the escrow as a node gives it, its arguments filled, but for those that are named. */
function eventOf(name: JobEventName, fill: Fill, args: Readonly<Record<string, bigint>> = {}): JobLog {
  const item = jobEscrowAbi.find((entry) => entry.type === 'event' && entry.name === name)
  if (item?.type !== 'event') throw new Error(`The escrow has no event ${name}`)
  const inputs: readonly (AbiParameter & { readonly indexed?: boolean })[] = item.inputs
  const encoded = (indexed: boolean) =>
    inputs.filter((input) => input.indexed === indexed).map((input) => words(input, args[input.name ?? ''] ?? fill))
  const [event] = jobEvents([
    {
      address: zeroAddress,
      topics: [toEventSelector(item), ...encoded(true)],
      data: concat(encoded(false)),
      blockHash: zeroHash,
      blockNumber: 7n,
      transactionHash: zeroHash,
      transactionIndex: 0,
      logIndex: 0,
      removed: false,
    },
  ])
  if (!event) throw new Error(`${name} was not read`)
  return event
}

function entryOf(name: JobEventName, args: Readonly<Record<string, bigint>> = {}, terms: Partial<Order> = {}): Entry {
  const [entry] = entriesOf({ job: jobWith({}, terms), events: [eventOf(name, '00', args)] }, token)
  if (!entry) throw new Error(`${name} has no entry`)
  return entry
}

describe('The timeline of a job', function () {
  for (const name of jobEventNames) {
    for (const fill of ['00', 'ff'] as const) {
      it(`tells of ${name} in a title and a sentence, when all its bytes are ${fill}`, function () {
        for (const unitKind of ['Steps', 'Seconds'] as const) {
          const job = jobWith({}, { rules: { ...order.rules, unitKind } })
          const [entry] = entriesOf({ job, events: [eventOf(name, fill)] }, token)
          expect(entry?.title).to.match(/^[A-Z][^.]+$/)
          expect(entry?.body).to.match(/^\S.*\.$/)
          expect(`${entry?.title} ${entry?.body}`).not.to.match(/undefined|NaN|null|\[object|\d+n\b|Infinity/)
          expect(entry?.tone).to.be.oneOf(['good', 'bad', 'plain', 'over'])
          for (const hash of entry?.hashes ?? []) expect(hash.value).to.match(/^0x[0-9a-f]{64}$/)
        }
      })
    }
  }

  it('says what is locked when a job is posted, and who took it when a match was closed in one call', function () {
    expect(entryOf('JobPosted').body).to.equal('3.50 mUSD was locked in escrow, and providers could take the job.')
    const closed = entryOf('MatchClosed', { provider: 0xa3n, price: 2_000_000n })
    expect(closed.title).to.equal('Posted, and taken at once')
    expect(closed.body).to.equal(
      '3.50 mUSD was locked in escrow. 0x0000…00A3 took the job for at most 2 mUSD, and put 0.50 mUSD of its own at stake.',
    )
    expect(closed.hashes.map(({ name }) => name)).to.deep.equal(['spec'])
  })

  it('says both things when proof and verdict came in one call, and keeps both hashes', function () {
    const judged = (verdict: Verdict): Entry => {
      const [outcome, evidence] = [1n, 1n]
      const events = [
        eventOf('MatchClosed', '00', { provider: 0xa3n, price: 2_000_000n }),
        eventOf('ProofJudged', '00', { outcome, units: 1_200_000n, verdict: BigInt(Verdict[verdict]), evidence }),
      ]
      const [, entry] = entriesOf({ job: jobWith({}, { rate: 583_333_334n }), events }, token)
      if (!entry) throw new Error('ProofJudged has no entry')
      return entry
    }
    expect(judged('Valid')).to.include({ title: 'Run done, and verified', tone: 'good' })
    expect(judged('Valid').body).to.equal(
      'The program ended well after 1.2M engine steps. The provider claims 0.70 mUSD. The verifier ran the check and confirmed the proof exactly.',
    )
    expect(judged('Valid').hashes.map(({ name }) => name)).to.deep.equal(['proof', 'evidence'])
    expect(judged('Invalid')).to.include({ title: 'Run done, and rejected by the verifier', tone: 'bad' })
  })

  it('says who disputes, what the arbiter gave and where the bond went', function () {
    const terms = { requester: account('a1') }
    const disputed = (by: bigint) => entryOf('JobDisputed', { by, bond: 70_000n }, terms).body
    expect(disputed(0xa1n)).to.equal(
      'The requester challenges the claim, with a bond of 0.07 mUSD, and the arbiter decides.',
    )
    expect(disputed(0xa3n)).to.match(/^The provider contests the rejection/)
    expect(entryOf('DisputeRuled', { share: 2_550n }).body).to.equal(
      'The arbiter gives the provider 25.5% of its claim.',
    )
    expect(entryOf('DisputeRuled')).to.include({ tone: 'bad' })
    expect(entryOf('BondReleased', { toProvider: 10_000n, toArbiter: 60_000n }).body).to.equal(
      '0.01 mUSD to the provider, 0.06 mUSD to the arbiter.',
    )
  })

  it('shows the reason of a provider only where it is a short code', function () {
    const given = (reason: bigint) => entryOf('JobResigned', { reason }).body
    expect(given(BigInt(reasonWord('out-of-disk')))).to.equal(
      'The provider cannot do the job, and says why: out-of-disk.',
    )
    expect(given(BigInt(stringToHex('<img>', { size: 32 })))).to.equal('The provider cannot do the job.')
  })

  it('says what the order says for a verifier that stays silent', function () {
    const silent = (fallback: Order['rules']['fallback']) =>
      entryOf('VerifierSilent', {}, { rules: { ...order.rules, fallback } }).body
    expect(silent('Refund')).to.match(/the payer is refunded/)
    expect(silent('Claimed')).to.match(/the claim stands/)
    expect(silent('Disputed')).to.match(/the arbiter decides/)
  })

  it('waits for something in each state that is not final, and offers no move that the page cannot make', function () {
    for (const state of jobStateNames) {
      const upcoming = upcomingOf(jobWith({ state }))
      expect(upcoming === undefined, state).to.equal(state === 'None' || state === 'Settled' || state === 'Cancelled')
      expect(upcoming?.body ?? '').not.to.match(/contest|\byou\b/i)
    }
  })
})

describe('The headline of a job', function () {
  const parts: readonly Part[] = ['requester', 'payer', 'provider', 'anybody']
  const end: Readonly<Partial<Record<JobState, JobLog>>> = {
    Settled: eventOf('ContractFulfilled', '00', { paid: 700_000n, refunded: 2_300_000n }),
    Cancelled: eventOf('JobCancelled', '00', { refunded: 3_500_000n }),
  }
  const headline = (state: JobState, part: Part, terms: Partial<Order> = {}) => {
    const claimed = { price: 2_000_000n, outcome: 'Success', units: 1_200_000n } as const
    const job = jobWith({ state, attempt: 1, provider, ...claimed }, { rate: 583_333_334n, ...terms })
    const event = end[state]
    const { title, body } = headlineOf({ job, events: event ? [event] : [] }, part, token)
    return `${title}. ${body}`
  }

  it('knows the part of each account', function () {
    const job = jobWith({ state: 'Contracted', attempt: 1, provider }, { payer })
    expect([requester, payer, provider, stranger, undefined].map((who) => partIn(job, who))).to.deep.equal([
      'requester',
      'payer',
      'provider',
      'anybody',
      'anybody',
    ])
    expect(partIn(jobWith({ state: 'Open' }), zeroAddress)).to.equal('anybody')
  })

  it('speaks to nobody as another: a stranger is never "you", and only a provider runs and is paid', function () {
    for (const state of jobStateNames) {
      expect(headline(state, 'anybody'), state).not.to.match(/\b(?:you(?! for your business)|your(?! business))\b/i)
      for (const part of parts.filter((other) => other !== 'provider'))
        expect(headline(state, part), `${state} ${part}`).not.to.match(
          /You were paid|You are running|Your (?:proof|attempt)/,
        )
      expect(headline(state, 'provider'), state).not.to.match(/Your job|to the payer's|back to your balance/)
    }
    expect(headline('Contracted', 'provider')).to.match(/^You are running it\. You are paid at most 2 mUSD\./)
    expect(headline('Settled', 'provider')).to.match(new RegExp(`^${THANKS}. You were paid 0\\.70 mUSD`))
  })

  it('says whose money came back, with its token', function () {
    expect(headline('Settled', 'requester')).to.match(/The other 2\.30 mUSD went back to your balance in the escrow\.$/)
    expect(headline('Settled', 'requester', { payer })).to.match(/The other 2\.30 mUSD went back to the payer\.$/)
    expect(headline('Settled', 'payer', { payer })).to.match(/went back to your balance in the escrow\.$/)
    expect(headline('Settled', 'anybody')).to.match(/went back to the payer\.$/)
    expect(headline('Cancelled', 'requester')).to.match(/3\.50 mUSD went back to your balance in the escrow\.$/)
    expect(headline('Cancelled', 'provider')).to.match(/3\.50 mUSD went back to the payer\.$/)
  })
})
