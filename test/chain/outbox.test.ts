import { ChainInputError, openJournal, OutboxKeyConflictError, OutboxWriterError } from '@millrace/chain'
import { expect } from 'chai'
import { decodeErrorResult } from 'viem'
import { emitterAbi } from './fixture/emitter.ts'
import { type LocalChain, startChain } from './fixture/local-chain.ts'
import { outboxWorld, saying, until } from './fixture/outbox-world.ts'

describe('Outbox', () => {
  let chain: LocalChain

  before(async () => {
    chain = await startChain()
  })
  afterEach(() => chain.automine(true))
  after(() => chain.close())

  it('sends each intent once, in order, with contiguous nonces', async () => {
    const world = await outboxWorld(chain, { maxInFlight: 4 })
    for (let n = 0; n < 30; n++) world.outbox.enqueue(`say:${n}`, { to: chain.emitter, data: saying(n) })
    world.outbox.enqueue('say:3', { to: chain.emitter, data: saying(3) })
    world.start()
    const results = await Promise.all(Array.from({ length: 30 }, (_, n) => world.outbox.result(`say:${n}`)))
    await world.stop()
    expect(results.map(({ state }) => state)).to.deep.equal(results.map(() => 'final'))
    expect(results.map(({ nonce }) => nonce)).to.deep.equal(results.map((_, n) => n))
    expect(await world.said()).to.deep.equal(results.map((_, n) => BigInt(n)))
    expect(await world.nonce()).to.equal(30)
    expect(world.settled.map(({ key }) => key)).to.deep.equal(results.map(({ key }) => key))
  })

  it('intends nothing when the transaction around it fails', async () => {
    const journal = openJournal(':memory:')
    const world = await outboxWorld(chain, { journal })
    const decide = () =>
      journal.transaction(() => {
        world.outbox.enqueue('say', { to: chain.emitter, data: saying(1) })
        throw new Error('the decision failed')
      })
    expect(decide).to.throw('the decision failed')
    expect(world.outbox.list()).to.deep.equal([])
  })

  it('refuses another call under a used key, and an answer for an unknown one', async () => {
    const { outbox } = await outboxWorld(chain)
    outbox.enqueue('key', { to: chain.emitter, data: saying(1) })
    expect(() => outbox.enqueue('key', { to: chain.emitter, data: saying(2) })).to.throw(OutboxKeyConflictError)
    expect(await outbox.result('unknown').catch((error: unknown) => error)).to.be.instanceOf(ChainInputError)
  })

  it('refuses a call that would revert, with what the contract said, and uses no nonce', async () => {
    await chain.closeNumber(77)
    const world = await outboxWorld(chain)
    world.outbox.enqueue('refused', { to: chain.emitter, data: saying(77) })
    world.outbox.enqueue('fine', { to: chain.emitter, data: saying(1) })
    world.start()
    const refused = await world.outbox.result('refused')
    const fine = await world.outbox.result('fine')
    await world.stop()
    expect(refused).to.include({ state: 'refused', nonce: null, hash: null })
    const said = decodeErrorResult({ abi: emitterAbi, data: refused.revertData ?? '0x' })
    expect(said).to.deep.include({ errorName: 'Refused', args: [77n] })
    expect(fine).to.include({ state: 'final', nonce: 0 })
  })

  it('tells a transaction that reverted in its block from one that was refused', async () => {
    await chain.automine(false)
    const world = await outboxWorld(chain)
    world.outbox.enqueue('late', { to: chain.emitter, data: saying(88) })
    world.start()
    await until(() => world.outbox.get('late')?.state === 'broadcast')
    // The stranger's transaction goes first: its tip is higher.
    await chain.closeNumber(88)
    await chain.mine(1)
    const result = await world.outbox.result('late')
    await world.stop()
    expect(result).to.include({ state: 'failed', succeeded: false })
    const said = decodeErrorResult({ abi: emitterAbi, data: result.revertData ?? '0x' })
    expect(said).to.deep.include({ errorName: 'Refused', args: [88n] })
  })

  it('waits for what is in flight before it believes that a call would revert', async () => {
    await chain.closeNumber(99)
    await chain.automine(false)
    const world = await outboxWorld(chain)
    world.outbox.enqueue('first', { to: chain.emitter, data: saying(1) })
    world.outbox.enqueue('second', { to: chain.emitter, data: saying(99) })
    world.outbox.enqueue('third', { to: chain.emitter, data: saying(2) })
    world.start()
    await until(() => world.outbox.get('third')?.state === 'broadcast')
    expect(world.outbox.get('second')?.state).to.equal('intended')
    await chain.mine(1)
    expect((await world.outbox.result('second')).state).to.equal('refused')
    await world.stop()
    expect(await world.said()).to.deep.equal([1n, 2n])
  })

  it('raises both fees by an eighth or more when it waits too long, and any of the bytes may win', async () => {
    await chain.automine(false)
    const world = await outboxWorld(chain, { bumpAfterMs: 30 })
    world.outbox.enqueue('slow', { to: chain.emitter, data: saying(5) })
    world.start()
    type Pending = { readonly hash: string; readonly maxFeePerGas: string; readonly maxPriorityFeePerGas: string }
    const offers: Pending[] = []
    await until(async () => {
      const block = (await chain.request('eth_getBlockByNumber', 'pending', true)) as { transactions: Pending[] }
      const [offer] = block.transactions
      if (offer !== undefined && offers.at(-1)?.hash !== offer.hash) offers.push(offer)
      return offers.length >= 3
    })
    await chain.automine(true)
    await chain.mine(1)
    const result = await world.outbox.result('slow')
    await world.stop()
    expect(result.state).to.equal('final')
    expect(await world.said()).to.deep.equal([5n])
    for (const [index, offer] of offers.slice(1).entries()) {
      for (const fee of ['maxFeePerGas', 'maxPriorityFeePerGas'] as const) {
        const before = BigInt(offers[index]?.[fee] ?? 0)
        expect(BigInt(offer[fee]) * 8n >= before * 9n, fee).to.equal(true)
      }
    }
  })

  it('sends the same bytes again when a reorg drops its block, and settles once', async () => {
    const world = await outboxWorld(chain, { confirmations: 2n })
    const revert = await chain.mark()
    world.outbox.enqueue('tossed', { to: chain.emitter, data: saying(6) })
    world.start()
    await until(() => world.outbox.get('tossed')?.state === 'mined')
    const first = world.outbox.get('tossed')
    await revert()
    await until(() => {
      const now = world.outbox.get('tossed')
      return now?.state === 'mined' && now.blockHash !== first?.blockHash
    })
    expect(world.settled).to.deep.equal([])
    await chain.mine(2)
    const result = await world.outbox.result('tossed')
    await world.stop()
    expect(result).to.include({ state: 'final', hash: first?.hash, nonce: 0 })
    expect(await world.said()).to.deep.equal([6n])
    expect(world.settled).to.have.length(1)
  })

  it('has one writer of a key at a time, on one chain', async () => {
    const account = await chain.fundedAccount()
    const journal = openJournal(':memory:')
    const world = await outboxWorld(chain, { account, journal })
    const twin = await outboxWorld(chain, { account })
    world.start()
    const failure = await twin.outbox.run(new AbortController().signal).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(OutboxWriterError)
    await world.stop()
    const elsewhere = await outboxWorld(chain, { account, journal, chainId: 1 }).catch((error: unknown) => error)
    expect(elsewhere).to.be.instanceOf(OutboxWriterError)
  })
})
