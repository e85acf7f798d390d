import { expect } from 'chai'
import { network } from 'hardhat'
import { JobState, Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import {
  claimed,
  commitment,
  contracted,
  evidence,
  posted,
  proofHash,
  carried,
  rejected,
  ticket,
  travelling,
  verifying,
  type Life,
} from '../helpers/life.ts'
import {
  byCall,
  call,
  deployMarket,
  minWindow,
  noFunding,
  orderOf,
  startBalance,
  zeroAddress,
  type Market,
  type OrderInput,
} from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}
const ascii = (text: string) => ethers.encodeBytes32String(text)
const most = BigInt(90 * 24 * 3600)

/** One thing wrong with an order that is otherwise fine, and the one error that it must meet. */
const badOrders: Record<string, [OrderInput, string, unknown[]]> = {
  'no payer': [{ payer: zeroAddress }, 'OrderAddressMissing', [ascii('payer')]],
  'no token': [{ token: zeroAddress }, 'OrderAddressMissing', [ascii('token')]],
  'no feeTo for a fee': [{ feeTo: zeroAddress }, 'OrderAddressMissing', [ascii('feeTo')]],
  'no price': [{ maxPrice: 0n, minPrice: 0n }, 'OrderTermOutOfBounds', [ascii('maxPrice'), 0n, 1n, 2n ** 96n - 1n]],
  'a ramp that falls': [{ maxPrice: 5n, minPrice: 6n }, 'OrderTermOutOfBounds', [ascii('minPrice'), 6n, 0n, 5n]],
  'a fee above 5 %': [{ rules: { fee: 501n } }, 'OrderTermOutOfBounds', [ascii('rules.fee'), 501n, 0n, 500n]],
  'a slash above the stake': [
    { rules: { slash: 10_001n } },
    'OrderTermOutOfBounds',
    [ascii('rules.slash'), 10_001n, 0n, 10_000n],
  ],
  'a resignation dearer than a failure': [
    { rules: { slash: 5n, resign: 6n } },
    'OrderTermOutOfBounds',
    [ascii('rules.resign'), 6n, 0n, 5n],
  ],
  'no attempts': [{ rules: { maxAttempts: 0n } }, 'OrderTermOutOfBounds', [ascii('rules.maxAttempts'), 0n, 1n, 8n]],
  'nine attempts': [{ rules: { maxAttempts: 9n } }, 'OrderTermOutOfBounds', [ascii('rules.maxAttempts'), 9n, 1n, 8n]],
  'an unknown unit': [{ rules: { unitKind: 2n } }, 'OrderTermOutOfBounds', [ascii('rules.unitKind'), 2n, 0n, 1n]],
  'an unknown fallback': [{ rules: { fallback: 3n } }, 'OrderTermOutOfBounds', [ascii('rules.fallback'), 3n, 0n, 2n]],
  'an unknown flag': [{ rules: { flags: 8n } }, 'OrderTermOutOfBounds', [ascii('rules.flags'), 8n, 0n, 7n]],
  'a sampled check in one call': [
    { rules: { flags: flag.completable | flag.sampled } },
    'OrderTermsConflict',
    [ascii('sampled and completable')],
  ],
  'a fee for no verifier': [
    { verifier: zeroAddress, windows: { verify: 0n } },
    'OrderTermsConflict',
    [ascii('verifierFee without verifier')],
  ],
  'an arbiter to fall back on, who is missing': [
    { arbiter: zeroAddress, arbiterFee: 0n, windows: { ruling: 0n }, rules: { fallback: 2n } },
    'OrderTermsConflict',
    [ascii('fallback Disputed, no arbiter')],
  ],
  'a fee for no arbiter': [
    { arbiter: zeroAddress, windows: { ruling: 0n } },
    'OrderTermsConflict',
    [ascii('arbiterFee without arbiter')],
  ],
  'an amount beyond 96 bits': [
    { maxPrice: 2n ** 96n - 1n, rules: { maxAttempts: 1n } },
    'AmountTooLarge',
    [2n ** 96n - 1n + 20_000n],
  ],
  'a lane ahead of its time': [{ sequence: 2n }, 'LaneSequenceWrong', ['requester', 0n, 2n, 1n]],
  'more money than there is': [
    { maxPrice: 2n * startBalance },
    'BalanceTooLow',
    ['token', 'requester', startBalance, 2n * startBalance + 40_000n],
  ],
}
for (const name of ['open', 'run', 'verify', 'challenge', 'contest', 'ruling', 'liveness'] as const) {
  const short = minWindow - 1n
  const term = ascii(`windows.${name}`)
  badOrders[`a ${name} window too short`] = [
    { windows: { [name]: short } },
    'OrderTermOutOfBounds',
    [term, short, minWindow, most],
  ]
  badOrders[`a ${name} window too long`] = [
    { windows: { [name]: most + 1n } },
    'OrderTermOutOfBounds',
    [term, most + 1n, minWindow, most],
  ]
}

describe('JobEscrow.post refuses', function () {
  for (const [name, [input, error, args]] of Object.entries(badOrders)) {
    it(`${name}, with ${error}`, async function () {
      const m = await networkHelpers.loadFixture(deploy)
      const order = await orderOf(m, input)
      const named: Record<string, string> = { requester: m.requester.address, token: await m.token.getAddress() }
      const expected = args.map((arg) => (typeof arg === 'string' ? (named[arg] ?? arg) : arg))
      await expect(call(m.escrow, 'post', m.requester, order, noFunding, byCall, byCall))
        .to.be.revertedWithCustomError(m.escrow, error)
        .withArgs(...expected)
    })
  }

  it('an order of another, unless it is public and signed', async function () {
    const m = await networkHelpers.loadFixture(deploy)
    const order = await orderOf(m)
    await expect(call(m.escrow, 'post', m.stranger, order, noFunding, byCall, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'OrderNotPublic')
      .withArgs(await m.escrow.getFunction('idOf')(order))
    const open = await orderOf(m, { rules: { flags: flag.public } })
    await expect(call(m.escrow, 'post', m.stranger, open, noFunding, byCall, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
      .withArgs(m.requester.address, m.stranger.address)
  })

  it('a lane that is busy', async function () {
    const m = await networkHelpers.loadFixture(deploy)
    await posted(m)
    await expect(call(m.escrow, 'post', m.requester, await orderOf(m, { sequence: 2n }), noFunding, byCall, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'LaneBusy')
      .withArgs(m.requester.address, 0n, JobState.Open)
  })
})

type Refusal = {
  readonly from: (m: Market) => Promise<Life>
  readonly move: string
  readonly by: keyof Market
  readonly args: (m: Market) => readonly unknown[]
  readonly error: string
  readonly errorArgs: (m: Market, life: Life) => readonly unknown[]
}
const refused = (
  from: Refusal['from'],
  [move, by, args]: [string, keyof Market, Refusal['args']],
  [error, errorArgs]: [string, Refusal['errorArgs']],
): Refusal => ({ from, move, by, args, error, errorArgs })
const verdict = (value: number) => () => [value, evidence, byCall]
const wrongState = (state: number): [string, Refusal['errorArgs']] => ['JobStateWrong', (_m, { id }) => [id, state]]

const refusals: Record<string, Refusal> = {
  'a cancellation by a stranger': refused(
    posted,
    ['cancel', 'stranger', () => [byCall]],
    ['NotAuthorized', (m) => [m.requester.address, m.stranger.address]],
  ),
  'a cancellation once contracted': refused(
    contracted,
    ['cancel', 'requester', () => [byCall]],
    wrongState(JobState.Contracted),
  ),
  'an acceptance in another name': refused(
    posted,
    ['accept', 'stranger', (m) => [m.provider.address, byCall]],
    ['NotAuthorized', (m) => [m.provider.address, m.stranger.address]],
  ),
  'the requester as provider': refused(
    posted,
    ['accept', 'requester', (m) => [m.requester.address, byCall]],
    ['ProviderHasOtherRole', (m, { id }) => [id, m.requester.address]],
  ),
  'the verifier as provider': refused(
    posted,
    ['accept', 'verifier', (m) => [m.verifier.address, byCall]],
    ['ProviderHasOtherRole', (m, { id }) => [id, m.verifier.address]],
  ),
  'the arbiter as provider': refused(
    posted,
    ['accept', 'arbiter', (m) => [m.arbiter.address, byCall]],
    ['ProviderHasOtherRole', (m, { id }) => [id, m.arbiter.address]],
  ),
  'a rival before the exclusive time is over': refused(
    async (m) => posted(m, { provider: m.provider.address, exclusiveUntil: 2n ** 40n - 1n }),
    ['accept', 'rival', (m) => [m.rival.address, byCall]],
    ['ProviderNotExclusive', (m, { id }) => [id, m.provider.address, 2n ** 40n - 1n]],
  ),
  'a stake that is not there': refused(
    (m) => posted(m, { stake: startBalance + 1n }),
    ['accept', 'provider', (m) => [m.provider.address, byCall]],
    ['BalanceTooLow', (m, { job }) => [job.order.token, m.provider.address, startBalance, startBalance + 1n]],
  ),
  'a proof of a rival': refused(
    contracted,
    ['submit', 'rival', () => [commitment(), byCall]],
    ['NotAuthorized', (m) => [m.provider.address, m.rival.address]],
  ),
  'a proof without an outcome': refused(
    contracted,
    ['submit', 'provider', () => [commitment(Outcome.None), byCall]],
    ['OutcomeMissing', (_m, { id }) => [id]],
  ),
  'a proof without a hash': refused(
    contracted,
    ['submit', 'provider', () => [{ ...commitment(), proofHash: `0x${'00'.repeat(32)}` }, byCall]],
    ['ProofHashMissing', (_m, { id }) => [id]],
  ),
  'a second proof': refused(
    verifying,
    ['submit', 'provider', () => [commitment(), byCall]],
    wrongState(JobState.Verifying),
  ),
  'a verdict of a stranger': refused(
    verifying,
    ['deliverVerdict', 'stranger', verdict(Verdict.Valid)],
    ['NotAuthorized', (m) => [m.verifier.address, m.stranger.address]],
  ),
  'no verdict at all': refused(
    verifying,
    ['deliverVerdict', 'verifier', verdict(Verdict.None)],
    ['VerdictMissing', (_m, { id }) => [id]],
  ),
  'a second verdict': refused(
    claimed,
    ['deliverVerdict', 'verifier', verdict(Verdict.Invalid)],
    wrongState(JobState.Claimed),
  ),
  'a completion that the order does not allow': refused(
    contracted,
    ['complete', 'provider', () => [commitment(), Verdict.Valid, evidence, byCall, byCall]],
    ['NotCompletable', (_m, { id }) => [id]],
  ),
  'an approval by the provider': refused(
    claimed,
    ['approve', 'provider', () => [byCall]],
    ['NotAuthorized', (m) => [m.requester.address, m.provider.address]],
  ),
  'an approval of a run': refused(
    contracted,
    ['approve', 'requester', () => [byCall]],
    wrongState(JobState.Contracted),
  ),
}

describe('JobEscrow refuses, with nothing changed,', function () {
  for (const [name, { from, move, by, args, error, errorArgs }] of Object.entries(refusals)) {
    it(`${name}: ${error}`, async function () {
      const m = await networkHelpers.loadFixture(deploy)
      const life = await from(m)
      await expect(call(m.escrow, move, m[by] as Market['requester'], carried(life, move), ...args(m)))
        .to.be.revertedWithCustomError(m.escrow, error)
        .withArgs(...errorArgs(m, life))
      expect(await m.lens.getFunction('isCurrent')(travelling(life.job))).to.equal(true)
    })
  }

  it('a view of the job that is out of date, from any side', async function () {
    const m = await networkHelpers.loadFixture(deploy)
    const old = await contracted(m)
    const now = await verifying(m, { lane: 1n })
    const forged = { ...now.job, progress: { ...now.job.progress, units: now.job.progress.units + 1n } }
    await call(m.escrow, 'submit', m.provider, ticket(old), commitment(), byCall)
    for (const life of [old, { ...now, job: forged }]) {
      for (const [move, who, ...args] of [
        ['submit', m.provider, commitment(), byCall],
        ['deliverVerdict', m.verifier, Verdict.Valid, evidence, byCall],
        ['approve', m.requester, byCall],
        ['cancel', m.requester, byCall],
        ['poke', m.stranger],
      ] as const) {
        await expect(call(m.escrow, move, who, carried(life, move), ...args), move).to.be.revertedWithCustomError(
          m.escrow,
          'JobNotCurrent',
        )
      }
    }
  })

  it('a provider that failed the attempt before', async function () {
    const m = await networkHelpers.loadFixture(deploy)
    const life = await rejected(m)
    await networkHelpers.time.setNextBlockTimestamp(life.job.progress.phaseEnd + 1n)
    await call(m.escrow, 'poke', m.stranger, travelling(life.job))
    const open = {
      ...life.job,
      progress: {
        ...life.job.progress,
        state: JobState.Open,
        price: 0n,
        acceptedAt: 0n,
        challengeFrom: 0n,
        proofHash: `0x${'00'.repeat(32)}`,
        outcome: 0,
        units: 0n,
        verdict: 0,
        phaseEnd: life.job.progress.phaseEnd + 1n + 1_000n,
      },
    }
    await expect(call(m.escrow, 'accept', m.provider, travelling(open), m.provider.address, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'ProviderFailedBefore')
      .withArgs(life.id, m.provider.address)
    await call(m.escrow, 'accept', m.rival, travelling(open), m.rival.address, byCall)
    expect(proofHash).to.not.equal(open.progress.proofHash)
  })
})
