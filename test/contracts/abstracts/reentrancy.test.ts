import { expect } from 'chai'
import { evidence, commitment, contracted, posted, ticket, travelling, verifying } from '../helpers/life.ts'
import { hostileMarket } from '../helpers/hostile.ts'
import { byCall, call, noFunding, orderOf, startBalance, zeroAddress, type Market } from '../helpers/market.ts'
import { quoted } from '../helpers/quote.ts'
import { moved, scene } from '../helpers/scene.ts'

const { market, thenUndo } = await scene()

/** Every function that changes something, with arguments that would be right were there no guard. */
async function calls(m: Market): Promise<[string, unknown[]][]> {
  const token = await m.token.getAddress()
  const open = await posted(m)
  const running = await contracted(m, { lane: 1n })
  const proven = await verifying(m, { lane: 2n })
  const fresh = await orderOf(m, { lane: 3n, requester: token, payer: token })
  const quote = await quoted(m, await m.escrow.getFunction('idOf')(fresh))
  const again = await quoted(m, open.id)
  return [
    ['post', [fresh, noFunding, byCall, byCall]],
    ['skip', [9n, 1n]],
    ['cancel', [travelling(open.job), byCall]],
    ['accept', [travelling(open.job), token, byCall]],
    ['close', [fresh, quote.quote, noFunding, byCall, byCall, quote.signature]],
    ['closePosted', [travelling(open.job), again.quote, byCall, again.signature]],
    ['decline', [travelling(open.job), evidence, byCall]],
    ['challengeLiveness', [travelling(running.job), byCall]],
    ['heartbeat', [travelling(running.job), evidence, 0n, byCall]],
    ['resign', [travelling(running.job), evidence, byCall]],
    ['challenge', [travelling(proven.job), evidence, byCall]],
    ['contest', [travelling(proven.job), evidence, byCall]],
    ['rule', [travelling(proven.job), 1n, evidence, byCall]],
    ['agree', [travelling(running.job), 1n, byCall, byCall]],
    ['submit', [ticket(running), commitment(), byCall]],
    ['deliverVerdict', [travelling(proven.job), 1, evidence, byCall]],
    ['complete', [travelling(running.job), commitment(), 1, evidence, byCall, byCall]],
    ['approve', [travelling(proven.job), byCall]],
    ['poke', [travelling(open.job)]],
    ['deposit', [token, 1n]],
    ['depositWithAuthorization', [token, token, 1n, `0x${'00'.repeat(192)}`]],
    ['depositWithPermit', [token, 1n, `0x${'00'.repeat(128)}`]],
    ['withdraw', [token, m.stranger.address, 1n]],
  ]
}

describe('A token that calls back', function () {
  it('is shut out of every function that changes something, on the way in and on the way out', async function () {
    const m = await hostileMarket(await market())
    const token = await m.token.getAddress()
    const escrow = await m.escrow.getAddress()
    const guarded = m.escrow.interface.getError('ReentrancyGuardReentrantCall')?.selector
    const all = await calls(m)

    const changing = m.escrow.interface.fragments
      .filter((f) => f.type === 'function' && !('constant' in f && f.constant === true))
      .map((f) => ('name' in f ? String(f.name) : ''))
    expect(all.map(([name]) => name).toSorted(), 'every changing function').to.deep.equal(changing.toSorted())

    for (const [name, args] of all) {
      const data = m.escrow.interface.encodeFunctionData(name, args)
      for (const way of ['deposit', 'withdraw'] as const) {
        await thenUndo(async () => {
          await call(m.token, 'setHook', m.stranger, escrow, data)
          const params = way === 'deposit' ? [token, 10n] : [token, m.stranger.address, 10n]
          const change = await moved(m, async () => {
            const tx = await call(m.escrow, way, m.stranger, ...params)
            await expect(tx, `${name} within ${way}`).to.emit(m.token, 'Hooked').withArgs(false, guarded)
          })
          expect(change).to.deep.equal({ [m.stranger.address]: way === 'deposit' ? 10n : -10n })
        })
      }
    }
  })

  it('sees in the ledger, while it runs, no money twice', async function () {
    const m = await hostileMarket(await market())
    const token = await m.token.getAddress()
    const data = m.escrow.interface.encodeFunctionData('balanceOf', [token, m.stranger.address])
    await call(m.token, 'setHook', m.stranger, await m.escrow.getAddress(), data)
    const tx = await call(m.escrow, 'withdraw', m.stranger, token, m.stranger.address, startBalance)
    const empty = m.ethers.toBeHex(0, 32)
    await expect(tx).to.emit(m.token, 'Hooked').withArgs(true, empty)
    expect(await m.escrow.getFunction('balanceOf')(token, zeroAddress)).to.equal(0n)
  })
})
