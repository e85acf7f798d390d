import { expect } from 'chai'
import { AbiCoder, type BaseContract, type Contract } from 'ethers'
import { network } from 'hardhat'
import {
  byCall,
  call,
  deployMarket,
  noFunding,
  orderOf,
  startBalance,
  zeroAddress,
  type Market,
} from './helpers/market.ts'

const { ethers, networkHelpers } = await network.create()
async function deploy() {
  return deployMarket(ethers)
}
const fixture = () => networkHelpers.loadFixture(deploy)
const balanceOf = async (m: Market, token: BaseContract, who: string): Promise<bigint> =>
  m.escrow.getFunction('balanceOf')(await token.getAddress(), who)
const permitBytes = (deadline: bigint, v: number, r: string, s: string) =>
  AbiCoder.defaultAbiCoder().encode(['uint256', 'uint8', 'bytes32', 'bytes32'], [deadline, v, r, s])

async function permit(m: Market, amount: bigint): Promise<string> {
  const token = await m.token.getAddress()
  const domain = { name: 'Millrace Test Dollar', version: '1', chainId: m.chainId, verifyingContract: token }
  const types = {
    Permit: ['address owner', 'address spender', 'uint256 value', 'uint256 nonce', 'uint256 deadline'].map((field) => {
      const [type = '', name = ''] = field.split(' ')
      return { type, name }
    }),
  }
  const deadline = 2n ** 40n
  const message = {
    owner: m.requester.address,
    spender: await m.escrow.getAddress(),
    value: amount,
    nonce: await m.token.getFunction('nonces')(m.requester.address),
    deadline,
  }
  const { v, r, s } = ethers.Signature.from(await m.requester.signTypedData(domain, types, message))
  return permitBytes(deadline, v, r, s)
}

describe('The ledger', function () {
  it('gives back what was put in, to whomever the account names', async function () {
    const m = await fixture()
    const token = await m.token.getAddress()
    const withdraw = call(m.escrow, 'withdraw', m.requester, token, m.stranger.address, startBalance)
    await expect(withdraw).to.changeTokenBalances(
      ethers,
      m.token,
      [m.escrow, m.requester, m.stranger],
      [-startBalance, 0n, startBalance],
    )
    await expect(withdraw)
      .to.emit(m.escrow, 'Withdrawn')
      .withArgs(token, m.requester.address, m.stranger.address, startBalance)
    await expect(call(m.escrow, 'withdraw', m.requester, token, m.stranger.address, 1n))
      .to.be.revertedWithCustomError(m.escrow, 'BalanceTooLow')
      .withArgs(token, m.requester.address, 0n, 1n)
  })

  it('sends nothing to nobody, and nothing to itself', async function () {
    const m = await fixture()
    for (const to of [zeroAddress, await m.escrow.getAddress()]) {
      await expect(call(m.escrow, 'withdraw', m.requester, await m.token.getAddress(), to, 1n))
        .to.be.revertedWithCustomError(m.escrow, 'RecipientInvalid')
        .withArgs(to)
    }
  })

  it('takes a permit, and does without one that was used before by somebody else', async function () {
    const m = await fixture()
    await call(m.token, 'approve', m.requester, await m.escrow.getAddress(), 0n)
    const authorization = await permit(m, 500n)
    const [deadline, v, r, s] = AbiCoder.defaultAbiCoder().decode(
      ['uint256', 'uint8', 'bytes32', 'bytes32'],
      authorization,
    )
    const escrow = await m.escrow.getAddress()
    await call(m.token, 'permit', m.stranger, m.requester.address, escrow, 500n, deadline, v, r, s)
    await call(m.escrow, 'depositWithPermit', m.requester, await m.token.getAddress(), 500n, authorization)
    expect(await balanceOf(m, m.token, m.requester.address)).to.equal(startBalance + 500n)
  })

  it('funds an order from the wallet in the same call', async function () {
    const m = await fixture()
    const order = await orderOf(m, { maxPrice: 2n * startBalance - 40_000n, minPrice: 1n })
    const funding = { kind: 1, amount: startBalance, authorization: '0x' }
    await call(m.escrow, 'post', m.requester, order, funding, byCall, byCall)
    expect(await balanceOf(m, m.token, m.requester.address)).to.equal(0n)
  })

  it('never takes a victim’s approval for an attacker: A9, A10', async function () {
    const m = await fixture()
    const order = await orderOf(m, { requester: m.stranger.address, payer: m.requester.address })
    const funding = { kind: 2, amount: 1_000n, authorization: permitBytes(0n, 27, order.specHash, order.specHash) }
    await expect(call(m.escrow, 'post', m.stranger, order, funding, byCall, byCall))
      .to.be.revertedWithCustomError(m.escrow, 'NotAuthorized')
      .withArgs(m.requester.address, m.stranger.address)
  })
})

describe('A token that is not what it says', function () {
  it('credits exactly what arrived when it keeps a fee', async function () {
    const m = await fixture()
    const token = (await ethers.deployContract('FeeToken', [100n])) as BaseContract & Contract
    await call(token, 'mint', m.requester, m.requester.address, 10_000n)
    await call(token, 'approve', m.requester, await m.escrow.getAddress(), 10_000n)
    await call(m.escrow, 'deposit', m.requester, await token.getAddress(), 10_000n)
    expect(await balanceOf(m, token, m.requester.address)).to.equal(9_900n)
  })

  it('is refused when it says no, or says yes and moves nothing', async function () {
    const m = await fixture()
    const no = await ethers.deployContract('FalseToken')
    await expect(call(m.escrow, 'deposit', m.requester, await no.getAddress(), 1n))
      .to.be.revertedWithCustomError(m.escrow, 'SafeERC20FailedOperation')
      .withArgs(await no.getAddress())
    const yes = await (await ethers.deployContract('SilentToken')).getAddress()
    const permitted = permitBytes(0n, 27, ethers.ZeroHash, ethers.ZeroHash)
    await expect(call(m.escrow, 'depositWithPermit', m.requester, yes, 1n, permitted))
      .to.be.revertedWithCustomError(m.escrow, 'NothingArrived')
      .withArgs(yes, m.requester.address)
  })

  it('finds every move shut when it calls back: A1', async function () {
    const m = await fixture()
    const token = (await ethers.deployContract('ReentrantToken')) as BaseContract & Contract
    const address = await token.getAddress()
    await call(token, 'mint', m.requester, m.requester.address, 10_000n)
    await call(token, 'approve', m.requester, await m.escrow.getAddress(), 10_000n)
    const order = await orderOf(m, { token: address })
    const job = { order, progress: { phase: 1n, taker: 0n, proofHash: ethers.ZeroHash, work: 0n } }
    const quote = { order: ethers.ZeroHash, attempt: 1n, provider: m.provider.address, price: 1n, validUntil: 1n }
    const commitment = { proofHash: ethers.ZeroHash, outcome: 1, units: 1n }
    const moves: Record<string, unknown[]> = {
      deposit: [address, 1n],
      depositWithPermit: [address, 1n, permitBytes(0n, 27, ethers.ZeroHash, ethers.ZeroHash)],
      withdraw: [address, m.stranger.address, 0n],
      post: [order, noFunding, byCall, byCall],
      skip: [0n, 1n],
      cancel: [job, byCall],
      accept: [job, m.provider.address, byCall],
      close: [order, quote, noFunding, byCall, byCall, byCall],
      closePosted: [job, quote, byCall, byCall],
      submit: [job, commitment, byCall],
      deliverVerdict: [job, 1, ethers.ZeroHash, byCall],
      complete: [job, commitment, 1, ethers.ZeroHash, byCall, byCall],
      approve: [job, byCall],
      poke: [job],
    }
    const mutating = m.escrow.interface.fragments.filter(
      (fragment) => fragment.type === 'function' && 'constant' in fragment && fragment.constant === false,
    )
    expect(Object.keys(moves), 'every move is tried').to.have.lengthOf(mutating.length)
    const guarded = m.escrow.interface.getError('ReentrancyGuardReentrantCall')?.selector
    for (const [move, args] of Object.entries(moves)) {
      await call(
        token,
        'arm',
        m.stranger,
        await m.escrow.getAddress(),
        m.escrow.interface.encodeFunctionData(move, args),
      )
      await call(m.escrow, 'deposit', m.requester, address, 10n)
      expect(await token.getFunction('answer')(), move).to.equal(guarded)
    }
    expect(await balanceOf(m, token, m.requester.address)).to.equal(10n * BigInt(mutating.length))
  })
})

describe('Nobody rules the escrow: P10', function () {
  it('has no function of an owner in its ABI', async function () {
    const m = await fixture()
    const names = m.escrow.interface.fragments.flatMap((fragment) =>
      fragment.type === 'function' && 'name' in fragment ? [String(fragment.name)] : [],
    )
    expect(
      names.filter((name) => /owner|admin|pause|upgrade|initialize|setfee|rescue|sweep|role/i.test(name)),
    ).to.deep.equal([])
  })
})
