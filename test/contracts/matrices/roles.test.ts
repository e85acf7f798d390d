import { expect } from 'chai'
import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { posted, travelling } from '../helpers/life.ts'
import { balances, byCall, zeroAddress, type Market } from '../helpers/market.ts'
import { agreement, paths, ruling } from '../helpers/paths.ts'
import { scene } from '../helpers/scene.ts'
import { refusal, said } from '../helpers/wire.ts'

const { market, thenUndo } = await scene()

const roles = ['requester', 'payer', 'provider', 'verifier', 'arbiter'] as const
type Role = (typeof roles)[number]

/** What each role gains by a life, and what burned, from the terms of the default order. */
type Gains = Readonly<Partial<Record<Role | 'rival' | 'feeTo' | 'burned', bigint>>>

const claim = 3_000_000n
const fee = 20_000n
const stake = 1_000_001n
const slashed = stake / 2n
const bond = claim / 10n
const arbiterFee = 100_000n
const ofFee = (amount: bigint) => (amount * 250n) / 10_000n

/** A life in which the provider is paid, before or after its verdict. */
function paid(amount: bigint, judged: boolean): Gains {
  const verifier = judged ? fee : 0n
  return { provider: amount - ofFee(amount), feeTo: ofFee(amount), verifier, payer: -amount - verifier }
}

const ruledPart = (claim * ruling) / 10_000n
const bondPart = ((bond - arbiterFee) * ruling) / 10_000n

/** Six paths, and what each gives to whom. */
const retried: Gains = { ...paid(claim, true), rival: claim - ofFee(claim), provider: -slashed, burned: slashed }
const ruled: Gains = {
  ...paid(ruledPart, true),
  provider: ruledPart - ofFee(ruledPart) + bondPart,
  arbiter: arbiterFee,
  requester: -arbiterFee - bondPart,
}
const table = [
  ['verdict', paid(claim, true)],
  ['fail and retry', retried],
  ['challenge, ruled', ruled],
  [
    'contest, lapsed',
    { provider: -slashed - bond, requester: bond, burned: slashed, verifier: fee, payer: -fee } satisfies Gains,
  ],
  ['fallback Disputed', paid(claim / 2n, false)],
  ['agree', paid(agreement, false)],
] as const

/** All ways to give five roles to three people. */
function assignments(people: readonly HardhatEthersSigner[]): Record<Role, HardhatEthersSigner>[] {
  return Array.from({ length: people.length ** roles.length }, (_, i) => {
    const pick = (place: number) => {
      const one = people[Math.floor(i / people.length ** place) % people.length]
      if (one === undefined) throw new Error('Nobody to pick')
      return one
    }
    return { requester: pick(0), payer: pick(1), provider: pick(2), verifier: pick(3), arbiter: pick(4) }
  })
}

/** What each account gains when its roles do. */
function gainsOf(m: Market, gains: Gains): Record<string, bigint> {
  const sums: Record<string, bigint> = Object.fromEntries(m.everybody.map((who) => [who, 0n]))
  for (const role of [...roles, 'rival', 'feeTo'] as const) {
    const { address } = m[role]
    sums[address] = (sums[address] ?? 0n) + (gains[role] ?? 0n)
  }
  sums[zeroAddress] = gains.burned ?? 0n
  return sums
}

/** One life under one assignment. */
async function live(m: Market, path: keyof typeof paths, gains: Gains): Promise<'lived' | 'refused'> {
  const { order, walk } = paths[path]
  const before = await balances(m)
  const open = await posted(m, { ...order, payer: m.payer.address })
  const others = [m.requester, m.payer, m.verifier, m.arbiter].map(({ address }) => address)
  if (others.includes(m.provider.address)) {
    const accept = { by: m.provider, move: 'accept', args: [travelling(open.job), m.provider.address, byCall] }
    expect(await said(m, accept)).to.equal(refusal('ProviderHasOtherRole', open.id, m.provider.address))
    return 'refused'
  }
  await walk(m, open)
  const now = await balances(m)
  const changes = Object.fromEntries(m.everybody.map((who) => [who, (now[who] ?? 0n) - (before[who] ?? 0n)]))
  expect(changes).to.deep.equal(gainsOf(m, gains))
  expect(
    Object.values(changes).reduce((sum, change) => sum + change, 0n),
    'conservation',
  ).to.equal(0n)

  // Who has a side in the job, and whoever serves the same people, gain nothing from the world.
  const side = new Set([m.requester, m.payer, m.provider, m.rival].map(({ address }) => address))
  const outside = m.everybody.filter((who) => !side.has(who))
  expect(outside.reduce((sum, who) => sum + (changes[who] ?? 0n), 0n)).to.be.at.least(0n)
  return 'lived'
}

describe('Few people in many roles', function () {
  for (const [path, gains] of table) {
    it(`gain nothing by it, in any of 243 ways: ${path}`, async function () {
      const m = await market()
      const counts = { lived: 0, refused: 0 }
      for (const people of assignments([m.requester, m.provider, m.stranger])) {
        await thenUndo(async () => {
          counts[await live({ ...m, ...people }, path, gains)] += 1
        })
      }
      expect(counts).to.deep.equal({ lived: 48, refused: 195 })
    })
  }
})
