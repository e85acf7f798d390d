import { expect } from 'chai'
import { contractAccount } from '../helpers/accounts.ts'
import { sweep, tryWith } from '../helpers/gas.ts'
import { posted } from '../helpers/life.ts'
import { byCall, call, noFunding, sign, type Market } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { quoted } from '../helpers/quote.ts'
import { scene } from '../helpers/scene.ts'
import { unposted } from '../helpers/subject.ts'
import { done, refusal, said, type Call } from '../helpers/wire.ts'
import { deploy } from '../helpers/zoo.ts'
import { callbackMarket, innerCalls } from './inner-calls.ts'
import { writers } from './letters.ts'

const { market, ethers, thenUndo } = await scene()

/** Whether a call of these moves happened is seen in their lanes and in the books of these accounts. */
type Seen = { readonly lanes: readonly (readonly [string, bigint])[]; readonly accounts: readonly string[] }

async function stateOf(m: Market, { lanes, accounts }: Seen): Promise<string[]> {
  const books: unknown = await m.lens.getFunction('balancesOf')([...accounts], [await m.token.getAddress()])
  const wordOf = m.escrow.getFunction('wordOf')
  const words = await Promise.all(lanes.map(([requester, lane]) => wordOf(requester, lane)))
  return [String(books), ...words.map(String)]
}

/** With any gas, all of it happens or nothing. */
async function allOrNothing(m: Market, one: Call, seen: Seen): Promise<void> {
  const read = () => stateOf(m, seen)
  const before = await read()
  const whole = await tryWith(m, one, 2_000_000n, read)
  expect(whole.made, `${one.move} with enough`).to.equal(true)
  const tried = await sweep(m, one, read)
  for (const { gas, made, state } of tried) {
    expect(state, `${one.move} with ${gas}`).to.deep.equal(made ? whole.state : before)
  }
  expect(new Set(tried.map(({ made }) => made)).size, `${one.move}: some enough and some not`).to.equal(2)
}

const signers = {
  Order: 'requester',
  Quote: 'provider',
  Close: 'requester',
  Commitment: 'provider',
  Verdict: 'verifier',
  Cancel: 'requester',
  Rule: 'arbiter',
  Agree: 'requester',
} as const

describe('A call with too little gas', function () {
  it('does nothing at all, whichever function it is of', async function () {
    const m = await callbackMarket(await market())
    const token = await m.token.getAddress()
    const itself = await ethers.getImpersonatedSigner(token)
    const lanes = Array.from({ length: 40 }, (_, lane) => [m.requester.address, BigInt(lane)] as const)
    const seen = { lanes: [...lanes, [token, 9n] as const], accounts: [...m.everybody, token] }
    for (const one of Object.values(await innerCalls(m))) {
      const mine = { ...one, by: itself }
      const before = await stateOf(m, seen)
      const { state } = await tryWith(m, mine, 2_000_000n, () => stateOf(m, seen))
      const moved = seen.lanes.filter((_, i) => state[i + 1] !== before[i + 1])
      await allOrNothing(m, mine, { ...seen, lanes: moved })
    }
  })

  for (const [name, role] of Object.entries(signers)) {
    it(`does nothing at all when a contract account burns most of what it is asked with: ${name}`, async function () {
      const bare = await market()
      const { wallet, as } = await contractAccount(bare, bare[role])
      await call(wallet, 'setThirst', bare.stranger, ethers.ZeroHash, 35_000n)
      const m: Market = { ...bare, [role]: as }
      const writer = Object.entries(writers).find(([one]) => one === name)?.[1]
      if (writer === undefined) throw new Error(`No message ${name}`)
      const { reach, write } = writer
      const subject =
        reach === undefined ? await unposted(m, { rules: { flags: flag.public } }) : await reach(m, await posted(m))
      const letter = await write(m, subject)
      const lane = [subject.job.order.requester, 0n] as const
      const seen = { lanes: [lane], accounts: [...m.everybody, as.address] }
      await allOrNothing(m, letter.carry(await letter.sign()), seen)
    })
  }
})

describe('A signature that was not heard for want of gas', function () {
  it('is never taken for another: an order closes at its ramp, whatever the account says to a closure', async function () {
    const bare = await market()
    const { wallet, as } = await contractAccount(bare, bare.requester)
    const m = { ...bare, requester: as }
    const life = await unposted(m, { minPrice: 1_000_000n })
    const { quote, signature } = await quoted(m, life.id)
    const args = [life.job.order, quote, noFunding, '0x00', byCall, signature]
    const close = { by: m.stranger, move: 'close', args }
    const seen = { lanes: [[as.address, 0n] as const], accounts: [...m.everybody, as.address] }
    const before = await stateOf(m, seen)

    // An account that answers to the order for much gas, and to the closure for little.
    await call(wallet, 'setLoose', m.stranger, true)
    for (const thirst of [5_000n, 20_000n, 35_000n, 44_000n]) {
      await call(wallet, 'setThirst', m.stranger, life.id, thirst)
      expect(await said(m, close)).to.equal(refusal('PriceTooHigh', life.id, 5_000_000n, 1_000_000n))
      for (let gas = 40_000n; gas < 260_000n; gas += 1_000n) {
        const { made, state } = await tryWith(m, close, gas, () => stateOf(m, seen))
        expect(made, `${thirst} of ${gas}`).to.equal(false)
        expect(state).to.deep.equal(before)
      }
    }

    // The account that has signed the closure, and not the order, closes at that price.
    await call(wallet, 'setLoose', m.stranger, false)
    const signed = await sign(m, m.requester, 'Close', { order: life.id, quote })
    await thenUndo(async () => {
      expect(await said(m, { ...close, args: args.with(3, signed) })).to.equal(done)
    })
  })
})

describe('A batch with too little gas', function () {
  it('makes each part wholly or not at all', async function () {
    const m = await callbackMarket(await market())
    const all = await innerCalls(m)
    const on = await deploy(m, 'JobBatch', await m.escrow.getAddress())
    const moves = ['cancel', 'resign', 'agree', 'submit', 'poke'] as const
    const calls = moves.map((move) => {
      const one = all[move]
      if (one === undefined) throw new Error(`No call of ${move}`)
      return m.escrow.interface.encodeFunctionData(move, one.args)
    })
    const lanes = Array.from({ length: 40 }, (_, lane) => [m.requester.address, BigInt(lane)] as const)
    const read = () => stateOf(m, { lanes, accounts: m.everybody })
    const batchOf = (parts: readonly string[]): Call => ({ on, by: m.stranger, move: 'batch', args: [parts] })
    const before = await read()
    const alone: string[][] = []
    for (const part of calls) alone.push((await tryWith(m, batchOf([part]), 2_000_000n, read)).state)

    const seen = new Set<string>()
    for (let gas = 60_000n; gas <= 900_000n; gas += 5_000n) {
      const { made, state } = await tryWith(m, batchOf(calls), gas, read)
      const parts = alone.map((one) => partOf(before, one, state))
      seen.add(parts.map((part) => (part ? 1 : 0)).join(''))
      if (!made) expect(state, `with ${gas}`).to.deep.equal(before)
      expect(state[0], `the books with ${gas}`).to.equal(
        booksOf(
          before,
          alone.filter((_, i) => parts[i]),
        ),
      )
    }
    expect([...seen]).to.include.members(['00000', '11111'])
  })
})

/** Whether a part was made: its lane is as the part alone leaves it. In between there is nothing. */
function partOf(before: readonly string[], alone: readonly string[], now: readonly string[]): boolean {
  const place = alone.findIndex((word, i) => i > 0 && word !== before[i])
  expect([before[place], alone[place]]).to.include(now[place])
  return now[place] === alone[place]
}

/** The books after parts of which each alone leads from `before` to its own. */
function booksOf(before: readonly string[], alone: readonly (readonly string[])[]): string {
  const numbers = (state: readonly string[]) => (state[0] ?? '').split(',').map(BigInt)
  const start = numbers(before)
  const sum = start.map((balance, i) => alone.reduce((s, one) => s + (numbers(one)[i] ?? 0n) - balance, balance))
  return String(sum)
}
