import { expect } from 'chai'
import { JobState, Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, evidence, next, posted, reason, travelling } from '../helpers/life.ts'
import { byCall, call, emptyProgress, noFunding, orderOf, type Market, type OrderInput } from '../helpers/market.ts'
import { paths } from '../helpers/paths.ts'
import { scene } from '../helpers/scene.ts'
import { deadlineOf } from '../helpers/subject.ts'
import { done, said } from '../helpers/wire.ts'

const { market, thenUndo, ethers } = await scene()
const first = 1_000n

/** Opens jobs of the requester, each in a lane of its own, and lets the provider take each. */
async function crowd(m: Market, from: bigint, to: bigint): Promise<void> {
  const common = {
    maxPrice: 1_000n,
    minPrice: 0n,
    verifierFee: 0n,
    stake: 1n,
    windows: { open: 1_000_000n, run: 1_000_000n },
  }
  for (let lane = from; lane < to; lane += 1n) {
    const order = await orderOf(m, { ...common, lane: first + lane })
    const now = BigInt((await ethers.provider.getBlock('latest'))?.timestamp ?? 0)
    const post = { by: m.requester, move: 'post', args: [order, noFunding, byCall, byCall] }
    expect(await said(m, post, { at: now })).to.equal(done)
    const progress = { ...emptyProgress, state: JobState.Open, phaseEnd: now + 1_000_000n }
    const accept = {
      by: m.provider,
      move: 'accept',
      args: [travelling({ order, progress }), m.provider.address, byCall],
    }
    expect(await said(m, accept, { at: now })).to.equal(done)
  }
}

/** The gas of each move of some lives in a fresh lane. */
async function gasOf(m: Market): Promise<Record<string, bigint>> {
  const costs: Record<string, bigint> = {}
  const tally = async (name: string, act: () => Promise<{ tx: Awaited<ReturnType<typeof call>> }>) => {
    const { tx } = await act()
    costs[name] = (await tx.wait())?.gasUsed ?? 0n
  }
  await thenUndo(async () => {
    const order: OrderInput = { lane: 5n, windows: { liveness: 20n } }
    let life = await posted(m, order)
    await tally('post', async () => life)
    const go = async (move: string, who: Market['provider'], ...args: unknown[]) => {
      life = await next(m, life, move, who, ...args)
      return life
    }
    await tally('accept', () => go('accept', m.provider, m.provider.address, byCall))
    await ethers.provider.send('evm_setNextBlockTimestamp', [Number(life.job.progress.challengeFrom)])
    await tally('challengeLiveness', () => go('challengeLiveness', m.requester, byCall))
    await tally('heartbeat', () => go('heartbeat', m.provider, reason, 1n, byCall))
    await tally('submit', () => go('submit', m.provider, commitment(), byCall))
    await tally('deliverVerdict', () => go('deliverVerdict', m.verifier, Verdict.Invalid, evidence, byCall))
    await tally('contest', () => go('contest', m.provider, reason, byCall))
    await tally('rule', () => go('rule', m.arbiter, 0n, reason, byCall))
    await tally('accept again', () => go('accept', m.rival, m.rival.address, byCall))
    await ethers.provider.send('evm_setNextBlockTimestamp', [Number(deadlineOf(life) + 1n)])
    await tally('poke', () => go('poke', m.stranger))
  })
  for (const [name, { order, walk }] of Object.entries(paths)) {
    await thenUndo(async () => {
      const open = await posted(m, { ...order, lane: 5n })
      await tally(`the end by ${name}`, () => walk(m, open))
    })
  }
  const token = await m.token.getAddress()
  await thenUndo(async () => {
    await tally('deposit', async () => ({ tx: await call(m.escrow, 'deposit', m.provider, token, 5n) }))
    await tally('withdraw', async () => ({
      tx: await call(m.escrow, 'withdraw', m.provider, token, m.feeTo.address, 5n),
    }))
    await tally('skip', async () => ({ tx: await call(m.escrow, 'skip', m.requester, 5n, 1n) }))
  })
  return costs
}

describe('The gas of a move', function () {
  it('is the same beside one job, a hundred and a thousand: P17', async function () {
    const m = await market()
    await crowd(m, 0n, 1n)
    const alone = await gasOf(m)
    expect(Object.keys(alone)).to.have.length.above(20)
    for (const [from, to] of [
      [1n, 100n],
      [100n, 1_000n],
    ] as const) {
      await crowd(m, from, to)
      for (const [name, gas] of Object.entries(await gasOf(m))) {
        const before = Number(alone[name])
        expect(Math.abs(Number(gas) - before) / before, `${name} beside ${to}`).to.be.below(0.02)
      }
    }
  })
})
