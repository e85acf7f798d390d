import {
  orderStruct,
  decodeRevert,
  EscrowRevertError,
  errorSentences,
  findRevert,
  formatDeployment,
  InvalidFieldError,
  jobEscrowAbi,
  LogOrderError,
  mayAccept,
  noProgress,
  offerBookAbi,
  committeeVerifierAbi,
  packRules,
  packWindows,
  parseDeployment,
  priceOfUnits,
  rampPrice,
  reduceJob,
  unpackRules,
  unpackWindows,
  type Deployment,
  type JobEvent,
  type Rules,
} from '@millrace/sdk'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { encodeErrorResult, stringToHex, type Address, type Hex } from 'viem'
import { exampleOrder } from './example.ts'
import { packRules as packRulesAgain, packWindows as packWindowsAgain } from '../contracts/helpers/pack.ts'

const id: Hex = `0x${'1d'.repeat(32)}`
const seconds = fc.nat(90 * 24 * 3600)
const share = fc.nat(10_000)

const windows = fc.record({
  open: seconds,
  run: seconds,
  verify: seconds,
  challenge: seconds,
  contest: seconds,
  ruling: seconds,
  liveness: seconds,
})

const rules: fc.Arbitrary<Rules> = fc.record({
  slash: share,
  resign: share,
  jobError: share,
  specExceeded: share,
  split: share,
  fee: fc.nat(500),
  maxAttempts: fc.integer({ min: 1, max: 8 }),
  fallback: fc.constantFrom('Claimed' as const, 'Refund' as const, 'Disputed' as const),
  unitKind: fc.constantFrom('Steps' as const, 'Seconds' as const),
  public: fc.boolean(),
  completable: fc.boolean(),
  sampled: fc.boolean(),
})

describe('an order', function () {
  it('packs its windows as the contracts lay them out, and back', function () {
    fc.assert(
      fc.property(windows, (plain) => {
        const { open, run, verify, challenge, contest, ruling, liveness } = plain
        const [a, b, c, d, e, f, g] = [open, run, verify, challenge, contest, ruling, liveness].map(BigInt)
        const again = { open: a ?? 0n, run: b ?? 0n, verify: c ?? 0n, challenge: d ?? 0n }
        const word = packWindowsAgain({ ...again, contest: e ?? 0n, ruling: f ?? 0n, liveness: g ?? 0n })
        expect(packWindows(plain)).to.equal(word)
        expect(unpackWindows(word)).to.deep.equal(plain)
      }),
    )
  })

  it('packs its rules as the contracts lay them out, and back', function () {
    fc.assert(
      fc.property(rules, (plain) => {
        const word = packRulesAgain({
          slash: BigInt(plain.slash),
          resign: BigInt(plain.resign),
          jobError: BigInt(plain.jobError),
          specExceeded: BigInt(plain.specExceeded),
          split: BigInt(plain.split),
          fee: BigInt(plain.fee),
          maxAttempts: BigInt(plain.maxAttempts),
          fallback: { Claimed: 0n, Refund: 1n, Disputed: 2n }[plain.fallback],
          unitKind: { Steps: 0n, Seconds: 1n }[plain.unitKind],
          flags: (plain.public ? 1n : 0n) + (plain.completable ? 2n : 0n) + (plain.sampled ? 4n : 0n),
        })
        expect(packRules(plain)).to.equal(word)
        expect(unpackRules(word)).to.deep.equal(plain)
      }),
    )
  })

  it('is priced so that the rate of all its units never exceeds the price', function () {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 96n), fc.bigInt(0n, 2n ** 62n), (rate, units) => {
        const price = priceOfUnits(rate, units)
        expect(price * 10n ** 9n >= rate * units && (price === 0n || (price - 1n) * 10n ** 9n < rate * units)).to.equal(
          true,
        )
      }),
    )
  })
})

describe('the ramp', function () {
  it('stays at its ends before and after the open window', function () {
    const order = { ...exampleOrder(), minPrice: 10n, maxPrice: 20n }
    const job = {
      id,
      order: { ...order, windows: { ...order.windows, open: 100 } },
      progress: { ...noProgress, phaseEnd: 200 },
    }
    expect([0, 100, 150, 200, 10_000].map((at) => rampPrice(job, at))).to.deep.equal([10n, 10n, 15n, 20n, 20n])
  })
})

describe('exclusivity', function () {
  it('ends after its last second', function () {
    const [requester, chosen, other] = [1, 2, 3].map((n): Address => `0x${'00'.repeat(19)}0${n}`)
    if (requester === undefined || chosen === undefined || other === undefined) throw new Error('unreachable')
    const order = { ...exampleOrder(), requester, payer: requester, provider: chosen, exclusiveUntil: 50 }
    const job = { id, order, progress: { ...noProgress, state: 'Open' as const, phaseEnd: 100 } }
    expect([chosen, other].map((who) => mayAccept(job, who, 50))).to.deep.equal([true, false])
    expect([chosen, other].map((who) => mayAccept(job, who, 51))).to.deep.equal([true, true])
    expect(mayAccept({ ...job, progress: { ...job.progress, declined: true } }, other, 50)).to.equal(true)
  })
})

describe('a job from events', function () {
  const cancelled: JobEvent = { eventName: 'JobCancelled', args: { id, refunded: 1n } }
  const contracted: JobEvent = {
    eventName: 'JobContracted',
    args: { id, provider: `0x${'aa'.repeat(20)}`, attempt: 1, price: 1n, acceptedAt: 1 },
  }

  it('cannot begin but with its posting', function () {
    for (const event of [cancelled, contracted]) {
      expect(() => reduceJob(undefined, event))
        .to.throw(LogOrderError)
        .that.deep.includes({ code: 'job.logOrder', retryable: true })
    }
  })

  it('is contracted at once by a match that was closed, and judged at once by a proof with its verdict', function () {
    const provider: Address = `0x${'aa'.repeat(20)}`
    const order = { ...exampleOrder(), verifier: provider }
    const closed = reduceJob(undefined, {
      eventName: 'MatchClosed',
      args: { id, requester: order.requester, provider, order: orderStruct(order), price: 7n, acceptedAt: 100 },
    })
    const { run } = order.windows
    expect(closed.order).to.deep.equal(order)
    expect(closed.progress).to.include({ state: 'Contracted', provider, attempt: 1, price: 7n, acceptedAt: 100 })
    expect(closed.progress).to.include({ phaseEnd: 100 + run, challengeFrom: 100 + Math.floor(run / 4) })
    const proof = { id, attempt: 1, proofHash: id, outcome: 1, units: 5n, evidence: id, phaseEnd: 300 }
    const states = [1, 2, 3].map((verdict) => {
      const { progress } = reduceJob(closed, { eventName: 'ProofJudged', args: { ...proof, verdict } })
      expect(progress).to.include({ outcome: 'Success', units: 5n, proofHash: id, phaseEnd: 300 })
      return [progress.state, progress.feesPaid]
    })
    expect(states).to.deep.equal([
      ['Claimed', 1],
      ['Rejected', 1],
      ['Verifying', 0],
    ])
  })

  it('refuses an event that its state has no move for: a log is missing', function () {
    const settled = { id, order: exampleOrder(), progress: { ...noProgress, state: 'Settled' as const } }
    for (const event of [cancelled, contracted])
      expect(() => reduceJob(settled, event)).to.throw(LogOrderError, 'state Settled')
  })
})

describe('a refusal of the contracts', function () {
  for (const item of [...jobEscrowAbi, ...offerBookAbi, ...committeeVerifierAbi]) {
    if (item.type !== 'error' || !(item.name in errorSentences)) continue
    it(`${item.name} is told in a sentence, with its values`, function () {
      const values = item.inputs.map(({ type }) => {
        if (type === 'bytes32') return stringToHex('windows.run', { size: 32 })
        if (type === 'address') return `0x${'aB'.repeat(20)}`.toLowerCase()
        return type === 'uint8' ? 3 : 4n
      })
      const abi: readonly unknown[] = [item]
      const error = decodeRevert(encodeErrorResult({ abi, errorName: item.name, args: values }))
      expect(error).to.be.instanceOf(EscrowRevertError).with.property('errorName', item.name)
      expect(error?.message)
        .to.match(/^[A-Z].*\.$/)
        .and.not.include(item.name)
      expect(error?.args).to.have.length(item.inputs.length)
    })
  }

  it('names the term that is out of bounds', function () {
    const args = [stringToHex('windows.run', { size: 32 }), 5n, 10n, 20n] as const
    const data = encodeErrorResult({ abi: jobEscrowAbi, errorName: 'OrderTermOutOfBounds', args })
    expect(decodeRevert(data)?.message).to.equal("The order's windows.run is 5; it must be from 10 to 20.")
  })

  it('is found wherever a client library hides it, and nothing is found where there is none', function () {
    const data = encodeErrorResult({ abi: jobEscrowAbi, errorName: 'VerdictMissing', args: [id] })
    const hidden = new Error('call failed', { cause: Object.assign(new Error('rpc'), { data: { data } }) })
    expect(findRevert(hidden)?.errorName).to.equal('VerdictMissing')
    const loop = new Error('loop')
    loop.cause = loop
    for (const other of [loop, new Error('plain'), undefined, { data: '0x12345678' }, { data: '0x' }]) {
      expect(findRevert(other)).to.equal(undefined)
    }
  })
})

describe('a deployment', function () {
  const address = `0x${'ab'.repeat(20)}` as const
  const deployment: Deployment = {
    chainId: 31337,
    escrow: address,
    offerBook: address,
    verifier: address,
    committee: { members: [address], quorum: 1 },
    token: { address, symbol: 'mUSD', decimals: 6 },
    startBlock: 7n,
  }

  it('comes back from its file as it was', function () {
    expect(parseDeployment(JSON.parse(formatDeployment(deployment)))).to.deep.equal(deployment)
  })

  for (const [field, change] of [
    ['escrow', { escrow: '0x12' }],
    ['committee.members[0]', { committee: { members: [1], quorum: 1 } }],
    ['token.decimals', { token: { address, symbol: 'x', decimals: -1 } }],
    ['chainId', { chainId: '1' }],
  ] as const) {
    it(`names ${field} when it is wrong`, function () {
      const json: unknown = { ...deployment, startBlock: 7, ...change }
      expect(() => parseDeployment(json))
        .to.throw(InvalidFieldError)
        .with.property('field', field)
    })
  }
})
