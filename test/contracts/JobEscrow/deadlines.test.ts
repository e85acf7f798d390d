import { expect } from 'chai'
import { network } from 'hardhat'
import { Outcome } from '../../../sdk/src/generated/enums.ts'
import { claimed, contracted, posted, rejected, travelling, verifying, type Life } from '../helpers/life.ts'
import { balances, call, deployMarket, startBalance, type Market } from '../helpers/market.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}

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
