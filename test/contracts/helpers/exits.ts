import { expect } from 'chai'
import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import type { Market } from './market.ts'
import { done, refusal, said } from './wire.ts'

/** How the people of a market get their tokens out, once every job is over. `m.token` is the token. */
export type Exit = (m: Market) => Promise<void>

export function peopleOf(m: Market): HardhatEthersSigner[] {
  return [m.requester, m.payer, m.provider, m.rival, m.verifier, m.arbiter, m.feeTo, m.stranger]
}

export async function ledgerOf(m: Market, who: string): Promise<bigint> {
  return m.escrow.getFunction('balanceOf')(await m.token.getAddress(), who)
}

export async function heldBy(m: Market, who: string): Promise<bigint> {
  return m.token.getFunction('balanceOf')(who)
}

export async function withdraws(m: Market, who: HardhatEthersSigner, amount: bigint, to = who.address) {
  return said(m, { by: who, move: 'withdraw', args: [await m.token.getAddress(), to, amount] })
}

/** Everybody takes everything, and nothing but what burned is left. */
export const whole: Exit = async (m) => {
  for (const who of peopleOf(m)) {
    const [due, had] = [await ledgerOf(m, who.address), await heldBy(m, who.address)]
    if (due === 0n) continue
    expect(await withdraws(m, who, due)).to.equal(done)
    expect(await ledgerOf(m, who.address)).to.equal(0n)
    expect(await heldBy(m, who.address)).to.be.above(had)
  }
}

/** Nobody can take anything to itself, and everybody can to another. */
export const elsewhere: Exit = async (m) => {
  for (const [i, who] of peopleOf(m).entries()) {
    const due = await ledgerOf(m, who.address)
    expect(await withdraws(m, who, due)).to.equal(refusal('Blocked', who.address))
    const friend = `0x${(0xf00d + i).toString(16).padStart(40, '0')}`
    expect(await withdraws(m, who, due, friend)).to.equal(done)
    expect(await heldBy(m, friend)).to.equal(due)
  }
}

/** Nobody can take anything, and loses nothing by trying, until `heal`; then everybody takes everything. */
export function stuckUntil(heal: (m: Market) => Promise<unknown>, error: (m: Market) => Promise<string>): Exit {
  return async (m) => {
    await stuck(error)(m)
    await heal(m)
    await whole(m)
  }
}

/** Nobody can take anything, and loses nothing in the escrow by trying. */
export function stuck(error: (m: Market) => Promise<string>): Exit {
  return async (m) => {
    const expected = await error(m)
    for (const who of peopleOf(m)) {
      const due = await ledgerOf(m, who.address)
      expect(await withdraws(m, who, due)).to.equal(expected)
      expect(await ledgerOf(m, who.address)).to.equal(due)
    }
  }
}

/** Who comes first takes all that is due to it, as long as there is as much; nobody is paid more, and nobody is debited for nothing. */
export const short: Exit = async (m) => {
  const escrow = await m.escrow.getAddress()
  let refused = 0
  for (const who of peopleOf(m)) {
    const [due, left] = [await ledgerOf(m, who.address), await heldBy(m, escrow)]
    const answer = await withdraws(m, who, due)
    if (due > left) refused += 1
    expect(answer === done, answer).to.equal(due <= left)
    expect(await ledgerOf(m, who.address)).to.equal(due <= left ? 0n : due)
  }
  expect(refused, 'who came last').to.be.above(0)
}

/** The token says that it moves and does not: its holders lose it, and nobody else loses anything. */
export const lost: Exit = async (m) => {
  for (const who of peopleOf(m)) {
    const had = await heldBy(m, who.address)
    expect(await withdraws(m, who, await ledgerOf(m, who.address))).to.equal(done)
    expect(await heldBy(m, who.address)).to.equal(had)
  }
}
