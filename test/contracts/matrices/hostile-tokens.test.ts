import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { heldBy, peopleOf, whole } from '../helpers/exits.ts'
import { after, posted, travelling, type Life } from '../helpers/life.ts'
import { balances, byCall, call, emptyProgress, orderOf, startBalance, type Market } from '../helpers/market.ts'
import { paths, type Path } from '../helpers/paths.ts'
import { scene } from '../helpers/scene.ts'
import { done, said } from '../helpers/wire.ts'
import { refused, taken, type Taken } from '../helpers/zoo.ts'

const { market, thenUndo } = await scene()
const lock = ({ job }: Life) => job.order.maxPrice + job.order.verifierFee * ((job.order.rules >> 96n) & 0xffn)

async function sumOf(m: Market): Promise<bigint> {
  return Object.values(await balances(m)).reduce((sum, balance) => sum + balance, 0n)
}

/** The market in a token of which everybody has some, and lets the escrow have it. */
async function inToken(m: Market, deploy: Taken['deploy']): Promise<Market> {
  const token = await deploy(m)
  if (!token.interface.hasFunction('mint')) return { ...m, token }
  for (const who of peopleOf(m)) {
    await call(token, 'mint', m.stranger, who.address, 2n * startBalance)
    await call(token, 'approve', who, await m.escrow.getAddress(), 2n * startBalance)
  }
  return { ...m, token }
}

/** The same, with a balance for everybody in the escrow. */
async function deposited(honest: Market, deploy: Taken['deploy']): Promise<Market> {
  const m = await inToken(honest, deploy)
  const args = [await m.token.getAddress(), startBalance]
  for (const by of peopleOf(m)) expect(await said(m, { by, move: 'deposit', args })).to.equal(done)
  return m
}

/** A job that brings its money with it. */
async function funded(m: Market, path: Path): Promise<Life> {
  const order = await orderOf(m, path.order)
  const funding = { kind: 1, amount: 6_000_000n, authorization: '0x' }
  const tx = await call(m.escrow, 'post', m.requester, order, funding, byCall, byCall)
  const id: string = await m.escrow.getFunction('idOf')(order)
  return { id, tx, job: await after(m, { order, progress: emptyProgress }, tx) }
}

/** One life in the token, to its end and out of the door. */
async function live(m: Market, { turn, holds, exit }: Taken, path: Path): Promise<void> {
  const open = await funded(m, path)
  const owed = (await sumOf(m)) + lock(open)
  await turn?.(m)
  const over = await path.walk(m, open)
  expect([JobState.Settled, JobState.Cancelled]).to.include(over.job.progress.state)
  expect(await m.lens.getFunction('isCurrent')(travelling(over.job))).to.equal(true)

  expect(await sumOf(m), 'conservation').to.equal(owed)
  const held = await heldBy(m, await m.escrow.getAddress())
  if (holds === 'as much') expect(held).to.equal(owed)
  else if (holds === 'more') expect(held).to.be.above(owed)
  else expect(held).to.be.below(owed)
  await exit(m)
}

describe('A job paid in a token', function () {
  for (const [name, kind] of Object.entries(taken)) {
    it(`${name} ends on every path, and everybody has what is due: P1, P2, P4`, async function () {
      const honest = await market()
      const parked = await posted(honest, { lane: 9n, windows: { open: 1_000_000n } })
      const before = await balances(honest)
      const m = await deposited(honest, kind.deploy)
      for (const [end, path] of Object.entries(paths)) {
        await thenUndo(async () => {
          await live(m, kind, path).catch((cause: unknown) => {
            throw new Error(`By ${end}: ${String(cause)}`, { cause })
          })
          expect(await balances(honest), 'the books of another token').to.deep.equal(before)
          const cancel = { by: honest.requester, move: 'cancel', args: [travelling(parked.job), byCall] }
          expect(await said(honest, cancel), 'a job in another token').to.equal(done)
        })
      }
      await whole(honest)
    })
  }
})

describe('No job is paid in a token', function () {
  for (const [name, { deploy, spoil, order: terms, error }] of Object.entries(refused)) {
    it(`${name}: it is refused before anything is locked`, async function () {
      const m = await inToken(await market(), deploy)
      await spoil?.(m)
      const expected = await error(m, m.requester.address)
      for (const path of Object.values(paths)) {
        const order = await orderOf(m, { ...path.order, ...terms })
        const funding = { kind: 1, amount: 6_000_000n, authorization: '0x' }
        const post = { by: m.requester, move: 'post', args: [order, funding, byCall, byCall] }
        expect(await said(m, post)).to.equal(expected)
      }
      expect(await sumOf(m)).to.equal(0n)
      expect(await m.escrow.getFunction('wordOf')(m.requester.address, 0n)).to.equal(0n)
    })
  }
})
