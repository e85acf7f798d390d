import { expect } from 'chai'
import { AbiCoder, type BaseContract, type Contract } from 'ethers'
import { heldBy, ledgerOf, withdraws } from '../helpers/exits.ts'
import { posted, travelling } from '../helpers/life.ts'
import { byCall, call, orderOf, sign, startBalance, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { moved, scene } from '../helpers/scene.ts'
import { done, refusal, said } from '../helpers/wire.ts'
import { deploy, quirk, type Token } from '../helpers/zoo.ts'

const { market, ethers } = await scene()
const encode = (types: string[], values: unknown[]) => AbiCoder.defaultAbiCoder().encode(types, values)
const permit = encode(['uint256', 'uint8', 'bytes32', 'bytes32'], [2n ** 40n, 27, ethers.ZeroHash, ethers.ZeroHash])
const authorization = encode(
  ['uint256', 'uint256', 'bytes32', 'uint8', 'bytes32', 'bytes32'],
  [0n, 2n ** 40n, ethers.ZeroHash, 27, ethers.ZeroHash, ethers.ZeroHash],
)

/** The market in `token`: the requester has some in its wallet and lets the escrow have it; everybody has some in the escrow. */
async function inToken(m: Market, token: Token): Promise<Market> {
  for (const who of [m.requester, m.provider, m.stranger]) {
    await call(token, 'mint', m.stranger, who.address, 2n * startBalance)
    await call(token, 'approve', who, await m.escrow.getAddress(), 2n * startBalance)
    await call(m.escrow, 'deposit', who, await token.getAddress(), startBalance)
  }
  return { ...m, token }
}

async function marketIn(name: string, ...args: readonly unknown[]): Promise<Market> {
  const m = await market()
  return inToken(m, await deploy(m, name, ...args))
}

/** A contract account that anybody can make call. */
async function wallet(m: Market): Promise<BaseContract & Contract> {
  return deploy(m, 'SignerWallet', m.stranger.address)
}

describe('A token that takes anything for a permit or an authorization', function () {
  it('lets nobody post, close or deposit from the wallet of another, whatever the escrow was allowed: P5', async function () {
    const m = await marketIn('SwallowingToken')
    const token = await m.token.getAddress()
    const victim = m.requester.address
    const had = [await heldBy(m, victim), await ledgerOf(m, victim)]
    const order = await orderOf(m, { requester: m.stranger.address, payer: victim })
    const unsigned = refusal('NotAuthorized', victim, m.stranger.address)
    for (const funding of [
      { kind: 0, amount: 0n, authorization: '0x' },
      { kind: 1, amount: 6_000_000n, authorization: '0x' },
      { kind: 2, amount: 6_000_000n, authorization: permit },
      { kind: 3, amount: 6_000_000n, authorization },
    ]) {
      const post = { by: m.stranger, move: 'post', args: [order, funding, byCall, byCall] }
      expect(await said(m, post)).to.equal(unsigned)
    }
    const carried = { by: m.stranger, move: 'depositWithAuthorization', args: [token, victim, 1n, authorization] }
    expect(await said(m, carried)).to.equal(refusal('NothingArrived', token, victim))
    const own = { by: m.stranger, move: 'depositWithPermit', args: [token, 5n, permit] }
    expect(await moved(m, async () => said(m, own))).to.deep.equal({ [m.stranger.address]: 5n })
    expect([await heldBy(m, victim), await ledgerOf(m, victim)]).to.deep.equal(had)
  })

  it('pulls from the payer that signed the order no more than it allowed', async function () {
    const m = await marketIn('SwallowingToken')
    await call(m.token, 'approve', m.requester, await m.escrow.getAddress(), 0n)
    const order = await orderOf(m, { rules: { flags: flag.public } })
    const signature = await sign(m, m.requester, 'Order', order)
    const [token, escrow] = [await m.token.getAddress(), await m.escrow.getAddress()]
    for (const [kind, text, error] of [
      [2, permit, refusal('ERC20InsufficientAllowance', escrow, 0n, 5_040_000n)],
      [3, authorization, refusal('NothingArrived', token, m.requester.address)],
    ] as const) {
      const funding = { kind, amount: 5_040_000n, authorization: text }
      const post = { by: m.stranger, move: 'post', args: [order, funding, signature, byCall] }
      expect(await said(m, post)).to.equal(error)
    }
  })
})

describe('A token with the permit of DAI', function () {
  it('has none that the escrow knows: the allowance decides', async function () {
    const m = await marketIn('DaiToken')
    const deposit = { by: m.stranger, move: 'depositWithPermit', args: [await m.token.getAddress(), 5n, permit] }
    expect(await moved(m, async () => said(m, deposit))).to.deep.equal({ [m.stranger.address]: 5n })
    await call(m.token, 'approve', m.stranger, await m.escrow.getAddress(), 4n)
    const short = refusal('ERC20InsufficientAllowance', await m.escrow.getAddress(), 4n, 5n)
    expect(await said(m, deposit)).to.equal(short)
  })
})

describe('A token with two addresses', function () {
  it('is two tokens to the ledger, and nobody takes through one what came in through the other', async function () {
    const m = await market()
    const first = await deploy(m, 'DoubleEntryToken')
    const second = await deploy(m, 'TwinToken', await first.getAddress())
    await call(first, 'setTwin', m.stranger, await second.getAddress())
    const byFirst = await inToken(m, first)
    const bySecond = { ...m, token: second }
    const escrow = await m.escrow.getAddress()

    for (const amount of [1n, startBalance]) {
      const nothing = refusal('BalanceTooLow', await second.getAddress(), m.requester.address, 0n, amount)
      expect(await withdraws(bySecond, m.requester, amount)).to.equal(nothing)
    }
    await call(second, 'approve', m.rival, escrow, startBalance)
    await call(first, 'mint', m.rival, m.rival.address, startBalance)
    await call(m.escrow, 'deposit', m.rival, await second.getAddress(), startBalance)
    expect(await ledgerOf(bySecond, m.rival.address)).to.equal(startBalance)
    expect(await ledgerOf(byFirst, m.rival.address)).to.equal(0n)
    expect(await heldBy(byFirst, escrow)).to.equal(4n * startBalance)
    for (const who of [m.requester, m.provider, m.stranger]) {
      expect(await withdraws(byFirst, who, startBalance)).to.equal(done)
    }
    expect(await withdraws(bySecond, m.rival, startBalance)).to.equal(done)
    expect(await heldBy(byFirst, escrow)).to.equal(0n)
  })
})

describe('A token that is lent out for a call', function () {
  it('leaves nothing behind in the escrow that was not paid for', async function () {
    const m = await marketIn('FlashToken')
    const [token, escrow] = [await m.token.getAddress(), await m.escrow.getAddress()]
    const borrower = await wallet(m)
    const to = await borrower.getAddress()
    const steps: [string, string][] = [
      [token, m.token.interface.encodeFunctionData('approve', [escrow, 10n ** 30n])],
      [escrow, m.escrow.interface.encodeFunctionData('deposit', [token, 10n ** 30n])],
      [escrow, m.escrow.interface.encodeFunctionData('withdraw', [token, to, 10n ** 30n])],
    ]
    const lend = (count: number) => {
      const taken = steps.slice(0, count)
      const lists = [taken.map(([target]) => target), taken.map(([, data]) => data)]
      return call(m.token, 'lend', m.stranger, to, 10n ** 30n, ...lists)
    }
    const change = await moved(m, async () => {
      await lend(3)
      await expect(lend(2)).to.be.revertedWithCustomError(m.token, 'ERC20InsufficientBalance')
    })
    expect(change).to.deep.equal({})
    expect(await ledgerOf(m, to)).to.equal(0n)
  })
})

describe('A token that moves all for the greatest amount', function () {
  it('is credited by what arrived', async function () {
    const m = await marketIn('QuirkToken', 6)
    await call(m.token, 'setQuirk', m.stranger, quirk.pullsAllForMax)
    await call(m.token, 'approve', m.stranger, await m.escrow.getAddress(), 2n ** 256n - 1n)
    const all = { by: m.stranger, move: 'deposit', args: [await m.token.getAddress(), 2n ** 256n - 1n] }
    expect(await moved(m, async () => said(m, all))).to.deep.equal({ [m.stranger.address]: startBalance })
  })
})

describe('A token that needs no allowance of oneself', function () {
  it('gives nobody what the escrow holds: the escrow cannot be a payer', async function () {
    const m = await marketIn('QuirkToken', 6)
    await call(m.token, 'setQuirk', m.stranger, quirk.selfNeedsNoAllowance)
    const escrow = await m.escrow.getAddress()
    const order = await orderOf(m, { requester: m.stranger.address, payer: escrow })
    const funding = { kind: 1, amount: startBalance, authorization: '0x' }
    for (const signature of [byCall, await sign(m, m.stranger, 'Order', order)]) {
      const post = { by: m.stranger, move: 'post', args: [order, funding, byCall, signature] }
      expect(await said(m, post)).to.equal(refusal('NotAuthorized', escrow, m.stranger.address))
    }
  })
})

describe('A token that tells its holder of every transfer', function () {
  it('pays a holder that withdraws again from within once', async function () {
    const m = await marketIn('CallbackToken')
    const [token, escrow] = [await m.token.getAddress(), await m.escrow.getAddress()]
    const thief = await wallet(m)
    const to = await thief.getAddress()
    const run = (target: string, data: string) => call(thief, 'execute', m.stranger, target, data)
    await call(m.token, 'mint', m.stranger, to, 100n)
    await run(token, m.token.interface.encodeFunctionData('approve', [escrow, 100n]))
    await run(escrow, m.escrow.interface.encodeFunctionData('deposit', [token, 100n]))
    const withdraw = m.escrow.interface.encodeFunctionData('withdraw', [token, to, 50n])
    const again = thief.interface.encodeFunctionData('execute', [escrow, withdraw])
    const guarded = m.escrow.interface.encodeErrorResult('ReentrancyGuardReentrantCall')
    for (const early of [true, false]) {
      await call(m.token, 'setCallback', m.stranger, 2, early, to, again, ethers.ZeroHash)
      const tx = await run(escrow, withdraw)
      await expect(tx).to.emit(m.token, 'CalledBack').withArgs(2n, false, guarded)
    }
    expect([await heldBy(m, to), await ledgerOf(m, to)]).to.deep.equal([100n, 0n])
  })

  it('cannot end, from within a withdrawal, a job that it was told of', async function () {
    const m = await marketIn('CallbackToken')
    const { job } = await posted(m)
    const cancel = m.escrow.interface.encodeFunctionData('cancel', [travelling(job), byCall])
    const escrow = await m.escrow.getAddress()
    await call(m.token, 'setCallback', m.stranger, 2, true, escrow, cancel, ethers.ZeroHash)
    const guarded = m.escrow.interface.encodeErrorResult('ReentrancyGuardReentrantCall')
    const tx = await call(m.escrow, 'withdraw', m.stranger, await m.token.getAddress(), m.stranger.address, 1n)
    await expect(tx).to.emit(m.token, 'CalledBack').withArgs(2n, false, guarded)
    expect(await m.lens.getFunction('isCurrent')(travelling(job))).to.equal(true)
  })
})
