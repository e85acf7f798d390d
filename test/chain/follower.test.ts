import { ChainInputError, type Reorg, ReorgTooDeepError } from '@millrace/chain'
import { expect } from 'chai'
import { type LocalChain, startChain } from './fixture/local-chain.ts'
import { rowsOnChain, spokenFollower, spokenJournal, spokenRows } from './fixture/spoken.ts'

describe('Follower', () => {
  let chain: LocalChain
  const forever = () => new AbortController().signal

  before(async () => {
    chain = await startChain()
  })
  after(() => chain.close())

  it('reads ranges far below the head and single blocks near it, into the same rows', async () => {
    for (let n = 0; n < 12; n++) await chain.say(n, `early ${n}`)
    await chain.mine(40)
    for (let n = 0; n < 5; n++) await chain.say(n, `late ${n}`)
    const expected = await rowsOnChain(chain)
    for (const rangeBlocks of [1n, 7n, 2_000n]) {
      const journal = spokenJournal()
      const follower = spokenFollower(chain, journal, { rangeBlocks })
      await follower.sync(forever())
      expect(spokenRows(journal)).to.deep.equal(expected)
      expect(follower.cursor()?.number).to.equal(await chain.client.getBlockNumber({ cacheTime: 0 }))
    }
    expect(expected.spoken.length).to.be.at.least(17)
  })

  it('applies a log once, however often it is started', async () => {
    const journal = spokenJournal()
    for (let start = 0; start < 3; start++) {
      await chain.say(start, 'again')
      await spokenFollower(chain, journal).sync(forever())
    }
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
  })

  it('takes back the rows of a block that left the chain, also when the new chain is shorter', async () => {
    const journal = spokenJournal()
    const reorgs: Reorg[] = []
    const follower = spokenFollower(chain, journal, { onReorg: (_db, reorg) => reorgs.push(reorg) })
    await chain.say(1, 'before')
    const revert = await chain.mark()
    for (const text of ['lost', 'lost too', "lost\0with a NUL and a quote '"]) await chain.say(2, text)
    await follower.sync(forever())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))

    const top = follower.cursor()
    await revert()
    await chain.say(3, 'instead')
    await follower.sync(forever())
    expect(reorgs).to.have.length(1)
    expect(reorgs[0]?.from).to.deep.equal(top)
    expect(reorgs[0]?.undoneRows).to.equal(6)
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
    expect(spokenRows(journal).spoken.at(-1)).to.include({ text: 'instead' })
  })

  it('restores an older text exactly, also with a NUL in it', async () => {
    const journal = spokenJournal()
    const follower = spokenFollower(chain, journal)
    await chain.say(1, 'one\0two \' " end')
    const revert = await chain.mark()
    await chain.say(1, 'overwrites the last text')
    await follower.sync(forever())
    await revert()
    await chain.mine(1)
    await follower.sync(forever())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
  })

  it('follows a random history of blocks and reorgs to the same rows as one query', async () => {
    const journal = spokenJournal()
    let reorgs = 0
    const follower = spokenFollower(chain, journal, { onReorg: () => void (reorgs += 1) })
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed % below
    }
    for (let round = 0; round < 12; round++) {
      const revert = await chain.mark()
      const blocks = 1 + random(10)
      for (let n = 0; n < blocks; n++) await (random(3) === 0 ? chain.mine(1) : chain.say(random(9), `${round}:${n}`))
      await follower.sync(forever())
      if (random(3) > 0) {
        await revert()
        for (let n = random(blocks + 3); n >= 0; n--) await chain.say(random(9), `fork ${round}:${n}`)
        await follower.sync(forever())
      }
      expect(spokenRows(journal), `round ${round}`).to.deep.equal(await rowsOnChain(chain))
    }
    expect(reorgs).to.be.greaterThan(3)
  })

  it('stops with a typed error when the chain changed deeper than it keeps', async () => {
    const journal = spokenJournal()
    const follower = spokenFollower(chain, journal, { keepBlocks: 3n })
    const revert = await chain.mark()
    for (let n = 0; n < 8; n++) await chain.say(n, 'deep')
    await follower.sync(forever())
    const before = spokenRows(journal)
    await revert()
    await chain.mine(12)
    const failure = await follower.sync(forever()).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(ReorgTooDeepError)
    expect(spokenRows(journal), 'nothing was half undone').to.deep.equal(before)
  })

  it('stays behind by its confirmations', async () => {
    const journal = spokenJournal()
    const follower = spokenFollower(chain, journal, { confirmations: 3n })
    await chain.say(5, 'young')
    await follower.sync(forever())
    expect(spokenRows(journal).spoken.at(-1)).to.not.include({ text: 'young' })
    await chain.mine(3)
    await follower.sync(forever())
    expect(spokenRows(journal).spoken.at(-1)).to.include({ text: 'young' })
  })

  it('moves neither cursor nor rows when apply throws, and ends', async () => {
    const journal = spokenJournal()
    await spokenFollower(chain, journal).sync(forever())
    const before = { rows: spokenRows(journal), cursor: spokenFollower(chain, journal).cursor() }
    const apply = (db: typeof journal.db) => {
      db.prepare('insert into spoken values(0, 0, 0, ?)').run('half')
      throw new RangeError('apply is broken')
    }
    await chain.say(1, 'poison')
    const follower = spokenFollower(chain, journal, { apply })
    const failure = await follower.run(forever()).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(RangeError)
    expect({ rows: spokenRows(journal), cursor: follower.cursor() }).to.deep.equal(before)
  })

  it('refuses writes to its tables from elsewhere, and tables that it cannot undo', async () => {
    const journal = spokenJournal()
    spokenFollower(chain, journal)
    const write = () => journal.transaction((db) => db.exec(`insert into spoken values(1, 1, 1, 'mine')`))
    expect(write).to.throw('spoken is written by the follower only')
    journal.db.exec('create table keyed(k text primary key) strict, without rowid')
    for (const tables of [['nowhere'], ['keyed']]) {
      expect(() => spokenFollower(chain, journal, { tables, name: 'other' })).to.throw(ChainInputError)
    }
  })

  it('tells the time and the waiting, and runs once at a time', async () => {
    const journal = spokenJournal()
    const follower = spokenFollower(chain, journal)
    const stop = new AbortController()
    const running = follower.run(stop.signal)
    expect(await follower.run(stop.signal).catch((error: unknown) => error)).to.be.instanceOf(ChainInputError)
    await chain.say(8, 'awaited')
    await follower.caughtUp()
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
    const { timestamp } = await chain.client.getBlock()
    expect(follower.chainTime()).to.equal(timestamp)
    stop.abort()
    await running
  })
})
