import { expect } from 'chai'
import { keccak256, ZeroHash } from 'ethers'
import { byCall, call, noFunding, orderOf, sign, zeroHash, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { quoted } from '../helpers/quote.ts'
import { scene } from '../helpers/scene.ts'
import { done, said, type Call } from '../helpers/wire.ts'
import { deploy, type Token } from '../helpers/zoo.ts'
import { authorization, callbackMarket, innerCalls, permit } from '../matrices/inner-calls.ts'

const { market, thenUndo } = await scene()

/** Where the escrow calls out, as mocks/zoo/CallbackToken.sol has it, and whether the call is one of a view. */
const sites = {
  transferFrom: [1, false],
  transfer: [2, false],
  permit: [3, false],
  receiveWithAuthorization: [4, false],
  balanceOf: [5, true],
  authorizationState: [6, true],
} as const
type Site = keyof typeof sites

/** Every way by which the escrow comes to call there, and what it does to the balance of its stranger meanwhile. */
async function outerCalls(m: Market): Promise<[Site, Call][]> {
  const token = await m.token.getAddress()
  const order = await orderOf(m, { lane: 100n })
  const { quote, signature } = await quoted(m, await m.escrow.getFunction('idOf')(order))
  const bring = (kind: number, text = '0x') => ({ kind, amount: 10n, authorization: text })
  const post = (kind: number, text = '0x') => ({ move: 'post', args: [order, bring(kind, text), byCall, byCall] })
  const close = { move: 'close', args: [order, quote, bring(1), byCall, byCall, signature] }
  const { stranger, requester } = m
  return [
    ['transferFrom', { by: stranger, move: 'deposit', args: [token, 10n] }],
    ['transferFrom', { by: requester, ...post(1) }],
    ['transferFrom', { by: requester, ...close }],
    ['transfer', { by: stranger, move: 'withdraw', args: [token, stranger.address, 10n] }],
    ['permit', { by: stranger, move: 'depositWithPermit', args: [token, 10n, permit] }],
    ['permit', { by: requester, ...post(2, permit) }],
    [
      'receiveWithAuthorization',
      { by: requester, move: 'depositWithAuthorization', args: [token, stranger.address, 10n, authorization] },
    ],
    ['receiveWithAuthorization', { by: requester, ...post(3, authorization) }],
    ['balanceOf', { by: stranger, move: 'deposit', args: [token, 10n] }],
    ['balanceOf', { by: requester, ...post(1) }],
    ['authorizationState', { by: requester, ...post(3, authorization) }],
  ]
}

/** Everything that the escrow keeps of the people here. */
async function stateOf(m: Market): Promise<string> {
  const token = await m.token.getAddress()
  const accounts = [...m.everybody, token]
  const books = await m.lens.getFunction('balancesOf')(accounts, [token])
  const lanes = await m.lens.getFunction('lanesOf')(m.requester.address, 0n, 128n)
  return `${String(books)} ${String(lanes)}`
}

/** Makes the outer call, from within which the token makes another, and returns what the other came to. */
async function within(m: Market, site: Site, early: boolean, outer: Call, inner: [string, string], answer: string) {
  const [number, isView] = sites[site]
  await call(m.token, 'setCallback', m.stranger, number, early, ...inner, isView ? keccak256(answer) : ZeroHash)
  const tx = await call(m.escrow, outer.move, outer.by, ...outer.args)
  await call(m.token, 'setCallback', m.stranger, 0, early, ...inner, ZeroHash)
  const receipt = await tx.wait()
  return (receipt?.logs ?? []).flatMap((log) => {
    const event = m.token.interface.parseLog(log)
    return event?.name === 'CalledBack' ? [[event.args.success, event.args.answer]] : []
  })
}

function guard(m: Market): string {
  return m.escrow.interface.encodeErrorResult('ReentrancyGuardReentrantCall')
}

describe('The calls that a callback tries', function () {
  it('are one of every function that changes something, and right where nothing is in their way', async function () {
    const m = await callbackMarket(await market())
    const inner = await innerCalls(m)
    const changing = m.escrow.interface.fragments.flatMap((f) =>
      f.type === 'function' && 'constant' in f && f.constant !== true && 'name' in f ? [String(f.name)] : [],
    )
    expect(Object.keys(inner)).to.have.members(changing)
    const itself = await m.ethers.getImpersonatedSigner(await m.token.getAddress())
    for (const one of Object.values(inner)) {
      await thenUndo(async () => {
        expect(await said(m, { ...one, by: itself }), one.move).to.equal(done)
      })
    }
  })
})

describe('A token that calls back', function () {
  for (const site of Object.keys(sites).filter((name): name is Site => name in sites)) {
    const [, isView] = sites[site]

    it(`from ${site} is shut out of every function that changes something, on the way in and on the way out`, async function () {
      const m = await callbackMarket(await market())
      const escrow = await m.escrow.getAddress()
      const inner = await innerCalls(m)
      for (const [, outer] of (await outerCalls(m)).filter(([at]) => at === site)) {
        let alone = ''
        await thenUndo(async () => {
          expect(await said(m, outer)).to.equal(done)
          alone = await stateOf(m)
        })
        for (const { move, args } of Object.values(inner)) {
          const data = m.escrow.interface.encodeFunctionData(move, args)
          for (const early of isView ? [true] : [true, false]) {
            await thenUndo(async () => {
              const answers = await within(m, site, early, outer, [escrow, data], guard(m))
              expect(answers, `${move} in ${outer.move}`).to.deep.equal(isView ? [] : [[false, guard(m)]])
              expect(await stateOf(m), `${move} in ${outer.move}`).to.equal(alone)
            })
          }
        }
      }
    })

    it(`from ${site} sees no money twice, and a job as it was`, async function () {
      const m = await callbackMarket(await market())
      const { escrow } = m
      const [token, address] = [await m.token.getAddress(), await escrow.getAddress()]
      const views: [string, unknown[]][] = [
        ['balanceOf', [token, m.stranger.address]],
        ['balanceOf', [token, m.requester.address]],
        ['wordOf', [m.requester.address, 100n]],
      ]
      for (const [, outer] of (await outerCalls(m)).filter(([at]) => at === site)) {
        for (const [view, args] of views) {
          const before: bigint = await escrow.getFunction(view)(...args)
          // What is withdrawn is debited before it leaves; what arrives is credited after it came.
          const debited = outer.move === 'withdraw' && args[1] === m.stranger.address ? 10n : 0n
          const answer = escrow.interface.encodeFunctionResult(view, [before - debited])
          const data = escrow.interface.encodeFunctionData(view, args)
          await thenUndo(async () => {
            const answers = await within(m, site, false, outer, [address, data], answer)
            expect(answers, `${view} in ${outer.move}`).to.deep.equal(isView ? [] : [[true, answer]])
          })
        }
      }
    })
  }
})

describe('An account that calls back while it is asked whether it signed', function () {
  async function walletJob(m: Market): Promise<{ wallet: Token; cancel: Call }> {
    const wallet = await deploy(m, 'PliantWallet', m.requester.address)
    const requester = await wallet.getAddress()
    const order = await orderOf(m, { requester, payer: m.requester.address, rules: { flags: flag.public } })
    const id: string = await m.escrow.getFunction('idOf')(order)
    const args = [order, noFunding, await sign(m, m.requester, 'Order', order), byCall]
    const tx = await call(m.escrow, 'post', m.requester, ...args)
    const [posted] = await m.escrow.queryFilter(m.escrow.getEvent('JobPosted')(id), tx.blockNumber ?? undefined)
    if (posted === undefined || !('args' in posted)) throw new Error('No job')
    const phase = 1n | (BigInt(posted.args.phaseEnd) << 88n)
    const job = { order, progress: { phase, taker: 0n, proofHash: zeroHash, work: 0n } }
    const word: bigint = await m.escrow.getFunction('wordOf')(requester, 0n)
    const signature = await sign(m, m.requester, 'Cancel', { job: id, word })
    return { wallet, cancel: { by: m.stranger, move: 'cancel', args: [job, signature] } }
  }

  it('is shut out of every function that changes something', async function () {
    const m = await callbackMarket(await market())
    const escrow = await m.escrow.getAddress()
    const inner = await innerCalls(m)
    const { wallet, cancel } = await walletJob(m)
    for (const { move, args } of Object.values(inner)) {
      const data = m.escrow.interface.encodeFunctionData(move, args)
      await thenUndo(async () => {
        await call(wallet, 'setCallback', m.stranger, escrow, data, keccak256(guard(m)))
        const before = await stateOf(m)
        expect(await said(m, cancel), move).to.equal(done)
        expect((await stateOf(m)).split(' ')[1], move).to.equal(before.split(' ')[1])
      })
    }
  })

  it('sees the job and the ledger as they were', async function () {
    const m = await callbackMarket(await market())
    const { wallet, cancel } = await walletJob(m)
    const requester = await wallet.getAddress()
    for (const [view, args] of [
      ['balanceOf', [await m.token.getAddress(), m.requester.address]],
      ['wordOf', [requester, 0n]],
    ] as const) {
      const now: bigint = await m.escrow.getFunction(view)(...args)
      const answer = keccak256(m.escrow.interface.encodeFunctionResult(view, [now]))
      const data = m.escrow.interface.encodeFunctionData(view, [...args])
      await thenUndo(async () => {
        await call(wallet, 'setCallback', m.stranger, await m.escrow.getAddress(), data, answer)
        expect(await said(m, cancel), view).to.equal(done)
      })
    }
  })
})
