import { expect } from 'chai'
import { network } from 'hardhat'
import type { Address, Hex, Log } from 'viem'
import { jobEvents, jobStruct, laneWord, orderId, reduceJob, type Job } from '../../../sdk/src/index.ts'
import { Outcome, Verdict } from '../../../sdk/src/generated/enums.ts'
import { claimed, contracted, evidence, next, posted, rejected, verifying, type Life } from '../helpers/life.ts'
import { byCall, deployMarket, type Market } from '../helpers/market.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}

const lives: Record<string, (m: Market) => Promise<Life>> = {
  Open: (m) => posted(m),
  'Open, cancelled': async (m) => next(m, await posted(m), 'cancel', m.requester, byCall),
  Contracted: (m) => contracted(m),
  'Contracted, late, open again': (m) => poked(m, contracted(m)),
  'Contracted, late, out of attempts': (m) => poked(m, contracted(m, { rules: { maxAttempts: 1n } })),
  Verifying: (m) => verifying(m),
  'Verifying, approved': async (m) => next(m, await verifying(m), 'approve', m.requester, byCall),
  'Verifying, inconclusive': async (m) =>
    next(m, await verifying(m), 'deliverVerdict', m.verifier, Verdict.Inconclusive, evidence, byCall),
  'Verifying, silent, claimed': (m) => poked(m, verifying(m)),
  'Verifying, silent, settled': (m) => poked(m, verifying(m, { windows: { challenge: 0n } })),
  'Verifying, silent, refunded': (m) => poked(m, verifying(m, { rules: { fallback: 1n } })),
  'Verifying, silent, disputed': (m) => poked(m, verifying(m, { rules: { fallback: 2n } })),
  'Disputed, silent': (m) => poked(m, poked(m, verifying(m, { rules: { fallback: 2n } }))),
  'Verifying, silent, job error': (m) => poked(m, verifying(m, {}, Outcome.JobError)),
  'Without a verifier': (m) => verifying(m, unverified),
  'Without a verifier, silent': (m) => poked(m, verifying(m, unverified)),
  Claimed: (m) => claimed(m),
  'Claimed, settled by silence': (m) => poked(m, claimed(m)),
  'Claimed, job error, judged Valid': (m) => poked(m, claimed(m, {}, Outcome.JobError)),
  'Settled at once': (m) => claimed(m, { windows: { challenge: 0n } }),
  Rejected: (m) => rejected(m),
  'Rejected, uncontested': (m) => poked(m, rejected(m)),
  'Rejected, approved': async (m) => next(m, await rejected(m), 'approve', m.requester, byCall),
}
const unverified = { verifier: `0x${'00'.repeat(20)}`, verifierFee: 0n, windows: { verify: 0n } }

describe('A job rebuilt from its events alone', function () {
  for (const [name, live] of Object.entries(lives)) {
    it(`is the one that the chain is committed to: ${name}`, async function () {
      const market = await networkHelpers.loadFixture(deploy)
      const { id } = await live(market)
      const job = await rebuild(market, id)

      const escrow = (await market.escrow.getAddress()) as Address
      expect(orderId({ chainId: Number(market.chainId), escrow }, job.order)).to.equal(id)
      expect(await market.lens.getFunction('isCurrent')(jobStruct(job))).to.equal(true)
      expect(await market.escrow.getFunction('wordOf')(job.order.requester, job.order.lane)).to.equal(laneWord(job))
    })
  }
})

async function rebuild(market: Market, id: string): Promise<Job> {
  const logs: Log[] = await ethers.provider.send('eth_getLogs', [
    { address: await market.escrow.getAddress(), fromBlock: '0x0', topics: [null, id as Hex] },
  ])
  const job = jobEvents(logs).reduce<Job | undefined>(reduceJob, undefined)
  if (job === undefined) throw new Error('No events')
  return job
}

async function poked(market: Market, from: Promise<Life>): Promise<Life> {
  const life = await from
  await networkHelpers.time.setNextBlockTimestamp(life.job.progress.phaseEnd + 1n)
  return next(market, life, 'poke', market.stranger)
}
