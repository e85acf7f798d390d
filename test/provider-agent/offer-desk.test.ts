import { defaultConditions, offerBookAbi } from '@millrace/sdk'
import { expect } from 'chai'
import { decodeFunctionData } from 'viem'
import { OfferDesk } from '../../provider-agent/src/index.ts'
import { agentWorld, START, type AgentWorld } from './fixture/agent-world.ts'

const address = '0x00000000000000000000000000000000000000E1'
const DAY = 24 * 3600

describe('the offer desk of an agent', () => {
  let world: AgentWorld
  beforeEach(async () => {
    world = await agentWorld()
  })
  afterEach(() => world.close())

  const desk = (name = 'mill') => {
    const { journal, outbox, log, offer } = world.ports
    const { validUntil: _validUntil, ...terms } = { ...offer(), name, conditions: defaultConditions }
    const deployment = {
      chainId: 31_337,
      escrow: address,
      offerBook: address,
      verifier: address,
      committee: { members: [address], quorum: 1 },
      token: { address, symbol: 'mUSD', decimals: 6 },
      startBlock: 0n,
    } as const
    return new OfferDesk({ deployment, outbox, journal, terms, log })
  }
  const called = (key: string) =>
    decodeFunctionData({ abi: offerBookAbi, data: world.ports.outbox.get(key)?.data ?? '0x' }).functionName

  it('counts an offer as published when that is final, not when it is intended', () => {
    const mine = desk()
    mine.round(START)
    for (const state of ['intended', 'signed', 'broadcast', 'mined'] as const) {
      world.settle('offer:1', state)
      mine.round(START + 1)
      expect(mine.offer().validUntil, state).to.equal(0)
    }
    world.settle('offer:1', 'final')
    expect(mine.offer().validUntil).to.equal(START + DAY)
    mine.round(START + 2)
    expect(world.keys()).to.deep.equal(['offer:1'])
  })

  for (const state of ['refused', 'failed', 'replaced'] as const) {
    it(`publishes again, after a while, what was ${state}`, () => {
      const mine = desk()
      mine.round(START)
      world.settle('offer:1', state)
      mine.round(START + 29)
      expect(world.keys()).to.deep.equal(['offer:1'])
      mine.round(START + 30)
      expect(world.keys()).to.deep.equal(['offer:1', 'offer:2'])
      expect(mine.offer().validUntil).to.equal(0)
    })
  }

  it('renews an offer when a quarter of its day is left, and keeps the old one until then', () => {
    const mine = desk()
    mine.round(START)
    world.settle('offer:1', 'final')
    mine.round(START + 18 * 3600 - 1)
    expect(world.keys()).to.have.lengthOf(1)
    mine.round(START + 18 * 3600)
    expect(world.keys()).to.have.lengthOf(2)
    expect(mine.offer().validUntil).to.equal(START + DAY)
    world.settle('offer:2', 'final')
    expect(mine.offer().validUntil).to.equal(START + 18 * 3600 + DAY)
  })

  it('publishes other terms at once after a restart, and the same terms not again', () => {
    desk().round(START)
    world.settle('offer:1', 'final')
    desk().round(START + 1)
    expect(world.keys()).to.have.lengthOf(1)
    desk('mill two').round(START + 2)
    expect(world.keys()).to.have.lengthOf(2)
  })

  it('withdraws what is out, once, and says when it is gone', () => {
    const mine = desk()
    expect(mine.withdraw(START)).to.equal(true)
    mine.round(START)
    world.settle('offer:1', 'final')
    expect(mine.withdraw(START + 1)).to.equal(false)
    expect(mine.withdraw(START + 2)).to.equal(false)
    expect(world.keys()).to.deep.equal(['offer:1', 'offer:2'])
    expect(called('offer:2')).to.equal('withdrawOffer')
    world.settle('offer:2', 'final')
    expect(mine.withdraw(START + 3)).to.equal(true)
    expect(mine.offer().validUntil).to.equal(0)
  })

  it('withdraws a publication that is under way, and tries again what failed', () => {
    const mine = desk()
    mine.round(START)
    expect(mine.withdraw(START)).to.equal(false)
    world.settle('offer:1', 'final')
    world.settle('offer:2', 'refused')
    expect(mine.withdraw(START + 1)).to.equal(false)
    expect(mine.withdraw(START + 30)).to.equal(false)
    expect(world.keys().map(called)).to.deep.equal(['publish', 'withdrawOffer', 'withdrawOffer'])
  })

  it('publishes again when an agent that withdrew is started again', () => {
    desk().round(START)
    world.settle('offer:1', 'final')
    desk().withdraw(START + 1)
    world.settle('offer:2', 'final')
    desk().round(START + 2)
    expect(called('offer:3')).to.equal('publish')
  })
})
