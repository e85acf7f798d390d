import { expect } from 'chai'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import {
  challenged,
  claimed,
  contested,
  contracted,
  fallenBack,
  next,
  posted,
  rejected,
  travelling,
  verifying,
  type Life,
} from '../helpers/life.ts'
import { byCall, call, sign, zeroHash, type Market } from '../helpers/market.ts'
import { moved, refused, scene, wordOf } from '../helpers/scene.ts'

const { market, thenUndo } = await scene()
const stake = 1_000_001n

async function agreement(m: Market, life: Life, toProvider: bigint) {
  const { attempt, provider } = life.job.progress
  return { job: life.id, word: await wordOf(m, life), attempt, provider, toProvider }
}
const agree = (m: Market, life: Life, toProvider: bigint, who = m.stranger, requester = byCall, provider = byCall) =>
  call(m.escrow, 'agree', who, travelling(life.job), toProvider, requester, provider)

/** Agrees by the requester's call and the provider's signature, and tells who got what. */
async function agreed(m: Market, life: Life, toProvider: bigint) {
  const signature = await sign(m, m.provider, 'Agree', await agreement(m, life, toProvider))
  let after = life
  const change = await moved(m, async () => {
    after = await next(m, life, 'agree', m.requester, toProvider, byCall, signature)
    expect(await m.lens.getFunction('isCurrent')(travelling(after.job))).to.equal(true)
  })
  return { change, after }
}

/** From where, what is left of the payer's lock, what the verifier gets, and whose bond of 300,000 returns. */
const states: Record<string, [(m: Market) => Promise<Life>, bigint, bigint, 'requester' | 'provider' | undefined]> = {
  Contracted: [contracted, 5_040_000n, 0n, undefined],
  Verifying: [verifying, 5_020_000n, 20_000n, undefined],
  Claimed: [claimed, 5_020_000n, 0n, undefined],
  Rejected: [rejected, 5_020_000n, 0n, undefined],
  'Disputed by a challenge': [challenged, 5_020_000n, 0n, 'requester'],
  'Disputed by a contest': [contested, 5_020_000n, 0n, 'provider'],
  'Disputed by the fallback': [fallenBack, 5_040_000n, 0n, undefined],
}

describe('JobEscrow.agree', function () {
  it('settles out of every state from Contracted to Disputed, stake and bond returned', async function () {
    const m = await market()
    for (const [name, [from, left, toVerifier, poster]] of Object.entries(states)) {
      await thenUndo(async () => {
        const { change, after } = await agreed(m, await from(m), 1_000_000n)
        expect(after.job.progress, name).to.include({ state: JobState.Settled, bond: 0n, answerBy: 0n })
        const bond = (who: string) => (poster === who ? 300_000n : 0n)
        const expected = {
          [m.requester.address]: left - 1_000_000n + bond('requester'),
          [m.provider.address]: 975_000n + stake + bond('provider'),
          [m.feeTo.address]: 25_000n,
          ...(toVerifier > 0n && { [m.verifier.address]: toVerifier }),
        }
        expect(change, name).to.deep.equal(expected)
        await expect(after.tx).to.emit(m.escrow, 'JobAgreed').withArgs(after.id, 1_000_000n)
        const bonds = [after.id, bond('provider'), bond('requester'), 0n] as const
        if (poster === undefined) await expect(after.tx).to.not.emit(m.escrow, 'BondReleased')
        else
          await expect(after.tx)
            .to.emit(m.escrow, 'BondReleased')
            .withArgs(...bonds)
      })
    }
  })

  it("pays up to the order's highest price, whatever the attempt's, and down to nothing", async function () {
    const m = await market()
    const cheap = await contracted(m, { minPrice: 1_000_000n })
    expect(cheap.job.progress.price).to.be.below(2_000_000n)
    const most = await agreed(m, cheap, 5_000_000n)
    expect(most.change).to.deep.equal({
      [m.requester.address]: 40_000n,
      [m.provider.address]: 4_875_000n + stake,
      [m.feeTo.address]: 125_000n,
    })
    const nothing = await agreed(m, await contracted(m, { lane: 1n }), 0n)
    expect(nothing.change).to.deep.equal({ [m.requester.address]: 5_040_000n, [m.provider.address]: stake })
    await expect(nothing.after.tx)
      .to.emit(m.escrow, 'ContractFulfilled')
      .withArgs(nothing.after.id, m.requester.address, m.provider.address, 0n, 5_040_000n)
  })

  it('gives the payer what the provider does not get', async function () {
    const m = await market()
    const { change } = await agreed(m, await challenged(m, { payer: m.payer.address }), 2_000_000n)
    expect(change).to.deep.equal({
      [m.payer.address]: 3_020_000n,
      [m.requester.address]: 300_000n,
      [m.provider.address]: 1_950_000n + stake,
      [m.feeTo.address]: 50_000n,
    })
  })

  it("takes the other's signature over word, attempt, provider and amount", async function () {
    const m = await market()
    const life = await claimed(m)
    const message = await agreement(m, life, 7n)
    const others = [
      { ...message, job: zeroHash },
      { ...message, word: message.word + 1n },
      { ...message, attempt: 2n },
      { ...message, provider: m.rival.address },
      { ...message, toProvider: 8n },
    ]
    for (const other of others) {
      const [byRequester, byProvider] = [
        await sign(m, m.requester, 'Agree', other),
        await sign(m, m.provider, 'Agree', other),
      ]
      const first = agree(m, life, 7n, m.requester, byCall, byProvider)
      await refused(m, first, 'NotAuthorized', m.provider.address, m.requester.address)
      const second = agree(m, life, 7n, m.provider, byRequester, byCall)
      await refused(m, second, 'NotAuthorized', m.requester.address, m.provider.address)
    }
    const signature = await sign(m, m.requester, 'Agree', message)
    await agree(m, life, 7n, m.provider, signature)
  })

  it('takes both signatures', async function () {
    const m = await market()
    const life = await rejected(m)
    const message = await agreement(m, life, 7n)
    const requester = await sign(m, m.requester, 'Agree', message)
    const provider = await sign(m, m.provider, 'Agree', message)
    await agree(m, life, 7n, m.stranger, requester, provider)
  })

  it('refuses when either did not sign, or signed something else', async function () {
    const m = await market()
    const life = await contracted(m)
    const message = await agreement(m, life, 7n)
    const requester = await sign(m, m.requester, 'Agree', message)
    const provider = await sign(m, m.provider, 'Agree', message)
    const missing = agree(m, life, 7n, m.stranger, byCall, provider)
    await refused(m, missing, 'NotAuthorized', m.requester.address, m.stranger.address)
    const other = agree(m, life, 7n, m.stranger, requester, byCall)
    await refused(m, other, 'NotAuthorized', m.provider.address, m.stranger.address)
    const swapped = agree(m, life, 7n, m.stranger, provider, requester)
    await refused(m, swapped, 'NotAuthorized', m.requester.address, m.stranger.address)
  })

  it("refuses more than the order's highest price", async function () {
    const m = await market()
    const life = await claimed(m)
    const signature = await sign(m, m.provider, 'Agree', await agreement(m, life, 5_000_001n))
    const attempt = agree(m, life, 5_000_001n, m.requester, byCall, signature)
    await refused(m, attempt, 'PriceTooHigh', life.id, 5_000_001n, 5_000_000n)
  })

  it('refuses an open job and one that is over', async function () {
    const m = await market()
    const open = await posted(m)
    await refused(m, agree(m, open, 1n), 'JobStateWrong', open.id, JobState.Open)
    const over = await next(m, await claimed(m, { lane: 1n }), 'approve', m.requester, byCall)
    await refused(m, agree(m, over, 1n), 'JobStateWrong', over.id, JobState.Settled)
  })
})
