import { expect } from 'chai'
import { Wallet, ZeroAddress, type HDNodeWallet } from 'ethers'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { after, travelling } from '../helpers/life.ts'
import { byCall, call, emptyProgress, noFunding, orderOf, sign, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { scene } from '../helpers/scene.ts'
import { done, refusal, said } from '../helpers/wire.ts'
import { deploy } from '../helpers/zoo.ts'

const { market, thenUndo, ethers } = await scene()

const nobody = `0x${'dead'.padStart(40, '0')}`

/** An account with a key, and coin for the chain. */
async function account(m: Market): Promise<HDNodeWallet> {
  const one = Wallet.createRandom().connect(ethers.provider)
  await (await m.stranger.sendTransaction({ to: one.address, value: 10n ** 18n })).wait()
  return one
}

/** From now on the account runs this code; with address zero, none. */
async function delegate(one: HDNodeWallet, address: string): Promise<void> {
  const nonce = await ethers.provider.getTransactionCount(one.address)
  const authorization = await one.authorize({ address, nonce: nonce + 1 })
  await (await one.sendTransaction({ type: 4, to: nobody, authorizationList: [authorization], nonce })).wait()
}

/** What codes an account may run, how it is set up there, and whether it then says yes to a signature that is none. */
const codes: Record<string, [(m: Market) => Promise<string>, [string, ...unknown[]] | undefined, boolean]> = {
  'a wallet that says no': [async (m) => codeOf(m, 'SignerWallet', m.rival.address), ['setMode', 1], false],
  'a wallet that reverts': [async (m) => codeOf(m, 'SignerWallet', m.rival.address), ['setMode', 2], false],
  'a wallet that burns all gas': [async (m) => codeOf(m, 'SignerWallet', m.rival.address), ['setMode', 3], false],
  'a wallet of nobody': [async (m) => codeOf(m, 'PliantWallet', m.rival.address), undefined, false],
  'a wallet that takes anything': [async (m) => codeOf(m, 'PliantWallet', m.rival.address), ['setLoose', true], true],
  'the batch': [async (m) => codeOf(m, 'JobBatch', await m.escrow.getAddress()), undefined, false],
  'the escrow': [async (m) => m.escrow.getAddress(), undefined, false],
  'a precompile': [async () => `0x${'4'.padStart(40, '0')}`, undefined, false],
  'an account without code': [async (m) => m.rival.address, undefined, false],
}

async function codeOf(m: Market, name: string, ...args: unknown[]): Promise<string> {
  return (await deploy(m, name, ...args)).getAddress()
}

async function setUp(m: Market, one: HDNodeWallet, setter: [string, ...unknown[]] | undefined): Promise<void> {
  if (setter === undefined) return
  const name = setter[0] === 'setMode' ? 'SignerWallet' : 'PliantWallet'
  const code = await ethers.getContractAt(name, one.address, m.stranger)
  const [method, ...args] = setter
  await (await code.getFunction(method)(...args)).wait()
}

/** A public order of the account, paid by another, and its post by a stranger with this signature. */
async function posting(m: Market, one: HDNodeWallet) {
  const order = await orderOf(m, { requester: one.address, payer: m.payer.address, rules: { flags: flag.public } })
  const payer = await sign(m, m.payer, 'Order', order)
  const post = (signature: string) => ({ by: m.stranger, move: 'post', args: [order, noFunding, signature, payer] })
  return { order, post, unsigned: refusal('NotAuthorized', one.address, m.stranger.address) }
}

describe('An account that delegates its code', function () {
  for (const [name, [codeFor, setter, isLoose]] of Object.entries(codes)) {
    it(`goes on to sign by its key, and by its code only as the code says: ${name}`, async function () {
      const m = await market()
      const one = await account(m)
      const { order, post, unsigned } = await posting(m, one)
      const before = await sign(m, one, 'Order', order)
      await delegate(one, await codeFor(m))
      await setUp(m, one, setter)
      const signatures = {
        'before it delegated': [before, done],
        'after it delegated': [await sign(m, one, 'Order', order), done],
        'of another': [await sign(m, m.verifier, 'Order', order), isLoose ? done : unsigned],
        'that is none': ['0x00', isLoose ? done : unsigned],
        nothing: [byCall, unsigned],
      } as const
      for (const [which, [signature, answer]] of Object.entries(signatures)) {
        await thenUndo(async () => {
          expect(await said(m, post(signature)), which).to.equal(answer)
        })
      }
      await delegate(one, ZeroAddress)
      expect(await said(m, post('0x00')), 'when it has its own code no more').to.equal(unsigned)
      expect(await said(m, post(before)), 'its key').to.equal(done)
    })
  }

  it('signs by the owner that its code names, beside its key', async function () {
    const m = await market()
    const one = await account(m)
    await delegate(one, await codeOf(m, 'PliantWallet', m.stranger.address))
    await setUp(m, one, ['setOwner', m.rival.address])
    const { order, post, unsigned } = await posting(m, one)
    for (const [who, answer] of [
      [m.rival, done],
      [one, done],
      [m.stranger, unsigned],
    ] as const) {
      const signature = await sign(m, who, 'Order', order)
      await thenUndo(async () => {
        expect(await said(m, post(signature))).to.equal(answer)
      })
    }
  })

  it('acts by its own calls as before', async function () {
    const m = await market()
    const one = await account(m)
    const { order, post } = await posting(m, one)
    await delegate(one, await codeOf(m, 'SignerWallet', m.rival.address))
    const posted = post(await sign(m, one, 'Order', order))
    const tx = await call(m.escrow, posted.move, posted.by, ...posted.args)
    const job = await after(m, { order, progress: emptyProgress }, tx)
    const cancelled = await call(m.escrow, 'cancel', one, travelling(job), byCall)
    expect((await after(m, job, cancelled)).progress.state).to.equal(JobState.Cancelled)
  })
})
