import { expect } from 'chai'
import { network } from 'hardhat'
import { Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import {
  carried,
  claimed,
  commitment,
  contracted,
  evidence,
  posted,
  rejected,
  travelling,
  verifying,
  type Life,
} from '../helpers/life.ts'
import { balances, byCall, call, deployMarket, startBalance, type Market } from '../helpers/market.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}

type Window = {
  readonly from: (m: Market) => Promise<Life>
  readonly act: (m: Market) => [string, Market['requester'], ...unknown[]]
}

const windows: Record<string, Window> = {
  'Open: accept': { from: posted, act: (m) => ['accept', m.provider, m.provider.address, byCall] },
  'Open: cancel': { from: posted, act: (m) => ['cancel', m.requester, byCall] },
  'Contracted: submit': { from: contracted, act: (m) => ['submit', m.provider, commitment(), byCall] },
  'Verifying: deliverVerdict': {
    from: verifying,
    act: (m) => ['deliverVerdict', m.verifier, Verdict.Valid, evidence, byCall],
  },
  'Verifying: approve': { from: verifying, act: (m) => ['approve', m.requester, byCall] },
  'Claimed: approve': { from: claimed, act: (m) => ['approve', m.requester, byCall] },
  'Rejected: approve': { from: rejected, act: (m) => ['approve', m.requester, byCall] },
}

describe('Every deadline of a job', function () {
  for (const [name, { from, act }] of Object.entries(windows)) {
    for (const offset of [-1n, 0n, 1n]) {
      const late = offset > 0n
      it(`${name} ${offset} s from its end: ${late ? 'only poking' : 'only acting'} is possible`, async function () {
        const m = await networkHelpers.loadFixture(deploy)
        const { job, id } = await from(m)
        const end = job.progress.phaseEnd
        const [move, who, ...args] = act(m)
        const acting = () => call(m.escrow, move, who, carried({ job, id }, move), ...args)
        const poking = () => call(m.escrow, 'poke', m.stranger, travelling(job))
        // The refused one goes first and in the same second, so that it cannot have been refused for the other.
        await networkHelpers.time.setNextBlockTimestamp(end + offset)
        await expect(late ? acting() : poking())
          .to.be.revertedWithCustomError(m.escrow, late ? 'DeadlinePassed' : 'DeadlineNotPassed')
          .withArgs(id, end, end + offset)
        await networkHelpers.time.setNextBlockTimestamp(end + offset)
        await (await (late ? poking() : acting())).wait()
      })
    }
  }
})

describe('The price ramp', function () {
  for (const [after, price] of [
    [1n, 1_004_000n],
    [500n, 3_000_000n],
    [1_000n, 5_000_000n],
  ] as const) {
    it(`stands at ${price} after ${after} of 1,000 seconds`, async function () {
      const m = await networkHelpers.loadFixture(deploy)
      const { job, id } = await posted(m, { minPrice: 1_000_000n })
      const now = job.progress.phaseEnd - 1_000n + after
      await networkHelpers.time.setNextBlockTimestamp(now)
      await expect(call(m.escrow, 'accept', m.provider, travelling(job), m.provider.address, byCall))
        .to.emit(m.escrow, 'JobContracted')
        .withArgs(id, m.provider.address, 1n, price, now)
    })
  }
})

/** How a life ends by silence, and what each one then has more or less than at the start. */
const endings: Record<string, [(m: Market) => Promise<Life>, Partial<Record<keyof Market, bigint>>, bigint]> = {
  'nobody accepts': [posted, {}, 0n],
  'the provider vanishes on its last attempt': [
    (m) => contracted(m, { rules: { maxAttempts: 1n } }),
    { provider: -500_000n },
    500_000n,
  ],
  'the verifier rejects and nobody contests': [
    (m) => rejectedOnce(m),
    { requester: -20_000n, provider: -500_000n, verifier: 20_000n },
    500_000n,
  ],
  'the verifier is silent, fallback Refund': [(m) => verifying(m, { rules: { fallback: 1n } }), {}, 0n],
  'a job error is not judged': [(m) => verifying(m, {}, Outcome.JobError), {}, 0n],
  'a job error is judged Valid': [
    (m) => claimed(m, {}, Outcome.JobError),
    { requester: -1_220_000n, provider: 1_170_000n, verifier: 20_000n, feeTo: 30_000n },
    0n,
  ],
  'a passed limit is judged Valid': [
    (m) => claimed(m, {}, Outcome.SpecExceeded),
    { requester: -1_820_000n, provider: 1_755_000n, verifier: 20_000n, feeTo: 45_000n },
    0n,
  ],
  'another pays': [
    (m) => claimedFor(m),
    { payer: -3_020_000n, provider: 2_925_000n, verifier: 20_000n, feeTo: 75_000n },
    0n,
  ],
}

describe('A job that ends by silence', function () {
  for (const [name, [from, changes, burned]] of Object.entries(endings)) {
    it(`leaves to each what is due when ${name}, to the last unit: P2, P3`, async function () {
      const m = await networkHelpers.loadFixture(deploy)
      const { job } = await from(m)
      await networkHelpers.time.setNextBlockTimestamp(job.progress.phaseEnd + 1n)
      await call(m.escrow, 'poke', m.stranger, travelling(job))

      const after = await balances(m)
      const people = ['requester', 'payer', 'provider', 'rival', 'verifier', 'arbiter', 'feeTo', 'stranger'] as const
      for (const who of people) expect(after[m[who].address], who).to.equal(startBalance + (changes[who] ?? 0n))
      expect(Object.values(after).at(-1), 'burned').to.equal(burned)
      const sum = Object.values(after).reduce((total, balance) => total + balance, 0n)
      expect(sum).to.equal(await m.token.getFunction('balanceOf')(await m.escrow.getAddress()))
    })
  }
})

async function rejectedOnce(m: Market): Promise<Life> {
  return rejected(m, { rules: { maxAttempts: 1n } })
}

async function claimedFor(m: Market): Promise<Life> {
  return claimed(m, { payer: m.payer.address })
}
