import { expect } from 'chai'
import { Wallet, type BaseContract, type Contract } from 'ethers'
import { JobState, Verdict } from '../../sdk/src/generated/enums.ts'
import { batchOf as fromOne } from '../../sdk/src/job/batch.ts'
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

async function closing(m: Market, lane: bigint): Promise<`0x${string}`> {
  const order = await orderOf(m, { lane })
  const { quote, signature } = await quoted(m, await m.escrow.getFunction('idOf')(order))
  const close = await sign(m, m.requester, 'Close', { order: quote.order, quote })
  return `0x${part(m, 'close', order, quote, noFunding, close, byCall, signature).slice(2)}`
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

/** An account that runs the batch's code, with tokens in its wallet. */
async function delegated(m: Market) {
  const batch = await batchOf(m)
  const account = Wallet.createRandom().connect(ethers.provider)
  await (await m.stranger.sendTransaction({ to: account.address, value: 10n ** 18n })).wait()
  const authorization = await account.authorize({ address: await batch.getAddress(), nonce: 1 })
  const tx = { type: 4, to: account.address, authorizationList: [authorization] }
  await (await account.sendTransaction(tx)).wait()
  await call(m.token, 'mint', m.stranger, account.address, 100n)
  await call(m.token, 'approve', account, await m.escrow.getAddress(), 100n)
  return { account, code: batch.attach(account.address) as BaseContract & Contract }
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
    const parts: string[] = [await closing(m, 0n)]
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

  it('makes them from one call and their differences, for less than half of the calldata', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const calls = [await closing(m, 0n), await closing(m, 1n), await closing(m, 2n), await closing(m, 3n)]
    const { call: template, differences } = fromOne(calls)
    const tx = await call(batch, 'batchOf', m.stranger, template, differences)
    expect(await reasonsOf(batch, tx)).to.deep.equal([])
    const lanes = await m.lens.getFunction('lanesOf')(m.requester.address, 0n, 4n)
    for (const { state } of lanes) expect(state).to.equal(BigInt(JobState.Contracted))
    const whole = batch.interface.encodeFunctionData('batch', [calls])
    expect(tx.data.length * 2).to.be.below(whole.length)
  })

  it('refuses a difference that is no row of changes, or that lies outside the call', async function () {
    const m = await market()
    const batch = await batchOf(m)
    const poke = part(m, 'poke', travelling((await posted(m)).job))
    const last = (poke.length - 2) / 2 - 32
    const change = (offset: number) => `0x${offset.toString(16).padStart(4, '0')}${'ab'.repeat(32)}`
    for (const difference of ['0x00', change(4).slice(0, -2), `${change(4)}ff`, change(last + 1), change(0xffff)]) {
      const attempt = call(batch, 'batchOf', m.stranger, poke, ['0x', difference])
      await expect(attempt).to.be.revertedWithCustomError(batch, 'BatchDifferenceMalformed').withArgs(1n)
    }
    const edge = await call(batch, 'batchOf', m.stranger, poke, [change(last)])
    expect(await reasonsOf(batch, edge)).to.have.length(1)
  })

  it("makes the account's own calls, without its signature", async function () {
    const m = await market()
    const { account, code } = await delegated(m)
    const token = await m.token.getAddress()
    const parts = [part(m, 'deposit', token, 7n), part(m, 'withdraw', token, m.stranger.address, 3n)]
    const change = await moved({ ...m, everybody: [...m.everybody, account.address] }, async () => {
      const tx = await call(code, 'batch', account, parts)
      expect(await reasonsOf(code, tx)).to.deep.equal([])
    })
    expect(change).to.deep.equal({ [account.address]: 4n })
  })

  it("lets nobody else send a batch in the account's name", async function () {
    const m = await market()
    const { account, code } = await delegated(m)
    const parts = [part(m, 'deposit', await m.token.getAddress(), 7n)]
    for (const [name, args] of [
      ['batch', [parts]],
      ['batchOf', [parts[0], ['0x']]],
    ] as const) {
      const attempt = call(code, name, m.stranger, ...args)
      await expect(attempt)
        .to.be.revertedWithCustomError(code, 'NotAuthorized')
        .withArgs(account.address, m.stranger.address)
    }
  })

  it('lets the account take coins and sign by its key', async function () {
    const m = await market()
    const { account, code } = await delegated(m)
    await (await m.stranger.sendTransaction({ to: account.address, value: 5n })).wait()
    const digest = ethers.id('anything')
    const isValid = code.getFunction('isValidSignature')
    expect(await isValid(digest, account.signingKey.sign(digest).serialized)).to.equal('0x1626ba7e')
    const other = Wallet.createRandom().signingKey.sign(digest).serialized
    for (const signature of [other, '0x', '0x00']) expect(await isValid(digest, signature)).to.equal('0xffffffff')
  })

  it('does nothing', async function () {
    const m = await market()
    const batch = await batchOf(m)
    expect(await batch.getFunction('escrow')()).to.equal(await m.escrow.getAddress())
    const tx = await call(batch, 'batch', m.stranger, [])
    expect((await tx.wait())?.logs).to.deep.equal([])
    await expect(ethers.deployContract('JobBatch', [m.stranger.address])).to.be.revert(ethers)
  })
})
