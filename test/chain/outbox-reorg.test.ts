import { expect } from 'chai'
import { type LocalChain, startChain } from './fixture/local-chain.ts'
import { outboxWorld, saying, until } from './fixture/outbox-world.ts'

/** As deep as the outbox watches unless it is told otherwise: stated here again, independently. */
const BURIED = 128

describe('Outbox, when a block leaves the chain', () => {
  let chain: LocalChain

  before(async () => {
    chain = await startChain()
  })
  afterEach(() => chain.automine(true))
  after(() => chain.close())

  it('tells at once what is mined, and calls it final only when it is buried', async () => {
    const world = await outboxWorld(chain, { confirmations: 'default' })
    world.outbox.enqueue('deep', { to: chain.emitter, data: saying(1) })
    world.start()
    await until(() => world.outbox.get('deep')?.state === 'mined')
    expect(world.outbox.get('deep')).to.include({ succeeded: true, nonce: 0 })
    await chain.mine(BURIED - 1)
    const head = await chain.client.getBlockNumber({ cacheTime: 0 })
    world.outbox.enqueue('later', { to: chain.emitter, data: saying(2) })
    await until(() => world.outbox.get('later')?.state === 'mined')
    expect(world.outbox.get('later')?.blockNumber, 'the last block before the burial is over').to.equal(head + 1n)
    expect((await world.outbox.result('deep')).state).to.equal('final')
    expect(world.settled.map(({ key }) => key)).to.deep.equal(['deep'])
    await world.stop()
  })

  it('sends again, at its default, what a reorg took out although it was mined many blocks ago', async () => {
    const world = await outboxWorld(chain, { confirmations: 'default' })
    const revert = await chain.mark()
    for (const n of [1, 2, 3]) world.outbox.enqueue(`say:${n}`, { to: chain.emitter, data: saying(n) })
    world.start()
    await until(() => [1, 2, 3].every((n) => world.outbox.get(`say:${n}`)?.state === 'mined'))
    const first = world.outbox.get('say:1')
    await chain.mine(20)
    // The pool of the new chain does not know the transactions, and other blocks are at their heights.
    await revert()
    await chain.mine(25)
    await until(async () => (await world.said()).length === 3)
    await until(() => world.outbox.get('say:3')?.state === 'mined')
    expect(world.outbox.get('say:1')).to.include({ state: 'mined', hash: first?.hash, nonce: 0 })
    await chain.mine(BURIED)
    const results = await Promise.all([1, 2, 3].map((n) => world.outbox.result(`say:${n}`)))
    await world.stop()
    expect(results.map(({ state }) => state)).to.deep.equal(['final', 'final', 'final'])
    expect(await world.said()).to.deep.equal([1n, 2n, 3n])
    expect(world.settled).to.have.length(3)
  })

  it('takes a failure for good only when it is buried: after a reorg the same bytes may succeed', async () => {
    await chain.automine(false)
    const world = await outboxWorld(chain, { confirmations: 3n })
    const revert = await chain.mark()
    world.outbox.enqueue('late', { to: chain.emitter, data: saying(55) })
    world.start()
    await until(() => world.outbox.get('late')?.state === 'broadcast')
    // The stranger's transaction goes first: its tip is higher.
    await chain.closeNumber(55)
    await chain.mine(1)
    await until(() => world.outbox.get('late')?.state === 'mined')
    expect(world.outbox.get('late')).to.include({ succeeded: false, revertData: null })
    await revert()
    await chain.automine(true)
    await chain.mine(1)
    await until(() => world.outbox.get('late')?.succeeded === true)
    await chain.mine(3)
    expect((await world.outbox.result('late')).state).to.equal('final')
    await world.stop()
    expect(await world.said()).to.deep.equal([55n])
  })

  it('has at most so many in flight, whatever waits to be buried', async () => {
    const world = await outboxWorld(chain, { confirmations: 'default', maxInFlight: 2 })
    for (let n = 0; n < 6; n++) world.outbox.enqueue(`say:${n}`, { to: chain.emitter, data: saying(n) })
    world.start()
    await until(() => world.outbox.list().every(({ state }) => state === 'mined'))
    await world.stop()
    expect(await world.said()).to.deep.equal([0n, 1n, 2n, 3n, 4n, 5n])
  })
})
