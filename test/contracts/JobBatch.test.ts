import { expect } from 'chai'
import type { BaseContract, Contract } from 'ethers'
import { JobState, Verdict } from '../../sdk/src/generated/enums.ts'
import { commitment, contracted, evidence, posted, ticket, travelling, after, type Life } from './helpers/life.ts'
import { byCall, call, emptyProgress, noFunding, orderOf, sign, type Market } from './helpers/market.ts'
import { flag } from './helpers/pack.ts'
import { quoted } from './helpers/quote.ts'
import { moved, scene, timeOf, wordOf } from './helpers/scene.ts'

const { market, at, ethers } = await scene()

async function batchOf(m: Market): Promise<BaseContract & Contract> {
  return (await ethers.deployContract('JobBatch', [await m.escrow.getAddress()])) as BaseContract & Contract
}
const part = (m: Market, move: string, ...args: unknown[]) => m.escrow.interface.encodeFunctionData(move, args)
const message = ({ id }: Life, m: Market) => ({ job: id, attempt: 1n, provider: m.provider.address, ...commitment() })

async function closing(m: Market, lane: bigint): Promise<string> {
  const order = await orderOf(m, { lane })
  const { quote, signature } = await quoted(m, await m.escrow.getFunction('idOf')(order))
  const close = await sign(m, m.requester, 'Close', { order: quote.order, quote })
  return part(m, 'close', order, quote, noFunding, close, byCall, signature)
}

async function submission(m: Market, life: Life): Promise<string> {
  const signature = await sign(m, m.provider, 'Commitment', message(life, m))
  return part(m, 'submit', ticket(life), commitment(), signature)
}

async function completion(m: Market, life: Life): Promise<string> {
  const proof = await sign(m, m.provider, 'Commitment', message(life, m))
  const judged = { ...message(life, m), verdict: Verdict.Valid, evidence }
  const verdict = await sign(m, m.verifier, 'Verdict', judged)
  return part(m, 'complete', travelling(life.job), commitment(), Verdict.Valid, evidence, proof, verdict)
}

/** A post in a token that refuses in a bad way. */
async function loudPost(m: Market, name: string, lane: bigint): Promise<string> {
  const token = await ethers.deployContract(name)
  const order = await orderOf(m, { lane, token: await token.getAddress(), rules: { flags: flag.public } })
  const signature = await sign(m, m.requester, 'Order', order)
  return part(m, 'post', order, { kind: 1, amount: 1n, authorization: '0x' }, signature, byCall)
}

async function reasonsOf(batch: Contract, tx: Awaited<ReturnType<typeof call>>): Promise<[bigint, string][]> {
  const receipt = await tx.wait()
  const events = (receipt?.logs ?? []).map((log) => batch.interface.parseLog(log))
  return events.flatMap((event) => (event?.name === 'PartFailed' ? [[event.args.index, event.args.reason]] : []))
}

describe('JobBatch.batch', function () {
  it('closes, submits, completes and pokes many jobs of many people', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const running = await contracted(m, { lane: 1n })
    const fast = await contracted(m, { lane: 2n, rules: { flags: flag.completable }, windows: { challenge: 0n } })
    const late = await posted(m, { lane: 3n, windows: { open: 30n } })
    const parts = [
      await closing(m, 0n),
      await submission(m, running),
      await completion(m, fast),
      part(m, 'poke', travelling(late.job)),
    ]
    await at(late.job.progress.phaseEnd + 1n)
    const tx = await call(batch, 'batch', m.stranger, parts)
    expect(await reasonsOf(batch, tx)).to.deep.equal([])

    const order = await orderOf(m)
    const closed = await after(m, { order, progress: emptyProgress }, tx)
    expect(closed.progress.acceptedAt).to.equal(await timeOf(tx))
    const lanes = await m.lens.getFunction('lanesOf')(m.requester.address, 0n, 4n)
    expect(lanes.map((lane: { state: bigint }) => Number(lane.state))).to.deep.equal([
      JobState.Contracted,
      JobState.Verifying,
      JobState.Settled,
      JobState.Cancelled,
    ])
  })

  it('makes the others and tells why, part by part', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const running = await contracted(m, { lane: 1n })
    const other = await contracted(m, { lane: 2n })
    const unsigned = part(m, 'submit', ticket(other), commitment(), byCall)
    const parts = [await submission(m, running), await submission(m, running), unsigned, await closing(m, 0n)]
    const done: boolean[] = await batch.connect(m.stranger).getFunction('batch').staticCall(parts)
    expect([...done]).to.deep.equal([true, false, false, true])

    const tx = await call(batch, 'batch', m.stranger, parts)
    const notCurrent = m.escrow.interface.encodeErrorResult('JobNotCurrent', [running.id, await wordOf(m, running)])
    const notSigned = [m.provider.address, await batch.getAddress()]
    const notAuthorized = m.escrow.interface.encodeErrorResult('NotAuthorized', notSigned)
    expect(await reasonsOf(batch, tx)).to.deep.equal([
      [1n, notCurrent],
      [2n, notAuthorized],
    ])
    expect(await m.lens.getFunction('isCurrent')(travelling(other.job))).to.equal(true)
  })

  it('keeps of a long reason the beginning only', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const post = await loudPost(m, 'LoudToken', 0n)
    const [[index, reason] = []] = await reasonsOf(batch, await call(batch, 'batch', m.stranger, [post]))
    expect(index).to.equal(0n)
    expect(reason).to.equal(`0x${'6c'.repeat(256)}`)
  })

  it('leaves the others enough gas when a token burns all that its part gets', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const parts = [await closing(m, 0n)]
    for (let lane = 1n; lane <= 4n; lane++) parts.unshift(await loudPost(m, 'BurningToken', lane))
    const tx = await batch.connect(m.stranger).getFunction('batch')(parts, { gasLimit: 4n * 620_000n + 200_000n })
    const reasons = await reasonsOf(batch, tx)
    expect(reasons).to.deep.equal([0n, 1n, 2n, 3n].map((index) => [index, '0x']))
  })

  it('takes no call for the signature of a role: the escrow sees the batch', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const life = await posted(m)
    const cancel = part(m, 'cancel', travelling(life.job), byCall)
    const change = await moved(m, async () => {
      const tx = await call(batch, 'batch', m.requester, [cancel])
      expect(await reasonsOf(batch, tx)).to.have.length(1)
    })
    expect(change).to.deep.equal({})
  })

  it('does nothing', async function () {
    const m = await market()
    const batch = await batchOf(m)
    expect(await batch.getFunction('escrow')()).to.equal(await m.escrow.getAddress())
    const tx = await call(batch, 'batch', m.stranger, [])
    expect((await tx.wait())?.logs).to.deep.equal([])
  })
})
