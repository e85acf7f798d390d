import { expect } from 'chai'
import { Signature, type BaseContract, type Contract } from 'ethers'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { commitment, contracted, next, posted, ticket, travelling, type Life } from '../helpers/life.ts'
import { byCall, call, deployMarket, noFunding, orderOf, sign, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { moved, refused, scene, wordOf } from '../helpers/scene.ts'

const { ethers, market, thenUndo } = await scene()
/** The modes of mocks/SignerWallet.sol, in its order. */
const honest = 0
const hostile = { wrongMagic: 1, reverts: 2, burnsAllGas: 3, hugeAnswer: 4, shortAnswer: 5 }

const open = { rules: { flags: flag.public } }
const post = (m: Market, order: object, signature: string) =>
  call(m.escrow, 'post', m.stranger, order, noFunding, signature, byCall)

/** A contract account of the requester, with a balance in the escrow. */
async function wallet(m: Market): Promise<BaseContract & Contract> {
  const account = (await ethers.deployContract('SignerWallet', [m.requester.address])) as BaseContract & Contract
  const escrow = await m.escrow.getAddress()
  const act = async (target: string, data: string) => call(account, 'execute', m.requester, target, data)
  await call(m.token, 'mint', m.requester, await account.getAddress(), 10_000_000n)
  await act(await m.token.getAddress(), m.token.interface.encodeFunctionData('approve', [escrow, 10_000_000n]))
  await act(escrow, m.escrow.interface.encodeFunctionData('deposit', [await m.token.getAddress(), 10_000_000n]))
  return account
}

async function posting(m: Market, account: Contract) {
  const address = await account.getAddress()
  const order = await orderOf(m, { ...open, requester: address, payer: address })
  return { address, order, signature: await sign(m, m.requester, 'Order', order) }
}

describe('A carried signature', function () {
  it('of a contract account counts by ERC-1271', async function () {
    const m = await market()
    const { order, signature } = await posting(m, await wallet(m))
    await expect(post(m, order, signature)).to.emit(m.escrow, 'JobPosted')
  })

  it('of a contract account does not count when its owner did not sign', async function () {
    const m = await market()
    const { address, order } = await posting(m, await wallet(m))
    const signature = await sign(m, m.rival, 'Order', order)
    await refused(m, post(m, order, signature), 'NotAuthorized', address, m.stranger.address)
  })

  it('is refused when the account answers wrongly, not at all, too short, or burns its gas', async function () {
    const m = await market()
    const account = await wallet(m)
    const { address, order, signature } = await posting(m, account)
    for (const mode of [hostile.wrongMagic, hostile.reverts, hostile.burnsAllGas, hostile.shortAnswer]) {
      await call(account, 'setMode', m.requester, mode)
      await refused(m, post(m, order, signature), 'NotAuthorized', address, m.stranger.address)
    }
    await call(account, 'setMode', m.requester, honest)
    await post(m, order, signature)
  })

  it('costs at most 50,000 gas more by an account that burns all it gets or answers 100 kB', async function () {
    const m = await market()
    const account = await wallet(m)
    const { order, signature } = await posting(m, account)
    const gasOf = async (mode: number) => {
      await call(account, 'setMode', m.requester, mode)
      return m.escrow.connect(m.stranger).getFunction('post').estimateGas(order, noFunding, signature, byCall)
    }
    const cheap = await gasOf(honest)
    expect((await gasOf(hostile.hugeAnswer)) - cheap).to.be.below(50_000n)
    await call(account, 'setMode', m.requester, hostile.burnsAllGas)
    const tx = m.stranger.sendTransaction({
      to: await m.escrow.getAddress(),
      data: m.escrow.interface.encodeFunctionData('post', [order, noFunding, signature, byCall]),
      gasLimit: 1_000_000n,
    })
    await expect(tx).to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
    const block = await ethers.provider.getBlock('latest')
    expect(block?.gasUsed).to.be.below(150_000n)
  })

  it('has one effect, in whichever encoding it comes', async function () {
    const m = await market()
    const order = await orderOf(m, open)
    const whole = await sign(m, m.requester, 'Order', order)
    const { r, s, v, compactSerialized } = Signature.from(whole)
    const curve = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const highS = (curve - BigInt(s)).toString(16).padStart(64, '0')
    const refusedForms = {
      'high s': `${r}${highS}${v === 27 ? '1c' : '1b'}`,
      'v of 0 or 1': `${whole.slice(0, -2)}0${v - 27}`,
      'a byte more': `${whole}00`,
      'a byte less': whole.slice(0, -2),
      compact: compactSerialized,
      zeros: `0x${'00'.repeat(65)}`,
    }
    for (const [form, signature] of Object.entries(refusedForms)) {
      const attempt = post(m, order, signature)
      await expect(attempt, form).to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
    }
    await post(m, order, whole)
    await refused(m, post(m, order, whole), 'LaneBusy', m.requester.address, 0n, JobState.Open)
  })

  it('counts in no other lane, sequence, chain or escrow', async function () {
    const m = await market()
    const order = await orderOf(m, open)
    const signature = await sign(m, m.requester, 'Order', order)
    const otherChain = await sign({ ...m, chainId: m.chainId + 1n }, m.requester, 'Order', order)
    const otherEscrow = await sign({ ...m, escrow: m.token }, m.requester, 'Order', order)
    const { address } = m.requester
    await refused(m, post(m, { ...order, lane: 1n }, signature), 'NotAuthorized', address, m.stranger.address)
    await refused(m, post(m, order, otherChain), 'NotAuthorized', address, m.stranger.address)
    await refused(m, post(m, order, otherEscrow), 'NotAuthorized', address, m.stranger.address)

    await post(m, order, signature)
    const job = await posted(m, { lane: 5n })
    await next(m, job, 'cancel', m.requester, byCall)
    const second = { ...order, lane: 5n, sequence: 2n }
    await refused(m, post(m, second, signature), 'NotAuthorized', address, m.stranger.address)
  })

  it('of one escrow is worth nothing in its twin', async function () {
    const m = await market()
    const twin = await deployMarket(ethers)
    const order = await orderOf(m, { ...open, token: await twin.token.getAddress() })
    const signature = await sign(m, m.requester, 'Order', order)
    await refused(twin, post(twin, order, signature), 'NotAuthorized', m.requester.address, m.stranger.address)
  })

  it('for the first attempt is worth nothing in the second', async function () {
    const m = await market()
    const life = await contracted(m)
    const proof = { job: life.id, attempt: 1n, provider: m.provider.address, ...commitment() }
    const signature = await sign(m, m.provider, 'Commitment', proof)
    const again = await retaken(m, life)
    const submit = call(m.escrow, 'submit', m.stranger, ticket(again), commitment(), signature)
    await refused(m, submit, 'NotAuthorized', m.rival.address, m.stranger.address)
  })

  it('over a word acts once', async function () {
    const m = await market()
    const life = await posted(m)
    const message = { job: life.id, word: await wordOf(m, life), provider: m.provider.address }
    const signature = await sign(m, m.provider, 'Accept', message)
    const taken = await next(m, life, 'accept', m.stranger, m.provider.address, signature)
    await thenUndo(async () => {
      const twice = call(m.escrow, 'accept', m.stranger, travelling(taken.job), m.provider.address, signature)
      await refused(m, twice, 'JobStateWrong', life.id, JobState.Contracted)
    })
    const change = await moved(m, async () => {
      const stale = call(m.escrow, 'accept', m.stranger, travelling(life.job), m.provider.address, signature)
      await refused(m, stale, 'JobNotCurrent', life.id, await wordOf(m, life))
    })
    expect(change).to.deep.equal({})
  })
})

async function retaken(m: Market, life: Life): Promise<Life> {
  await ethers.provider.send('evm_setNextBlockTimestamp', [`0x${(life.job.progress.phaseEnd + 1n).toString(16)}`])
  const open_ = await next(m, life, 'poke', m.stranger)
  return next(m, open_, 'accept', m.rival, m.rival.address, byCall)
}
