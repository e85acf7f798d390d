import type { ChainReadError } from '@millrace/chain'
import { LogOrderError } from '@millrace/sdk'
import { expect } from 'chai'
import { startFaultProxy } from './fixture/fault-proxy.ts'
import { type LocalChain, startChain } from './fixture/local-chain.ts'
import { rowsOnChain, spokenFollower, spokenJournal, spokenRows } from './fixture/spoken.ts'

describe('Follower, when the node fails or lies', () => {
  let chain: LocalChain
  let proxy: Awaited<ReturnType<typeof startFaultProxy>>
  const patience = () => AbortSignal.timeout(50_000)

  before(async () => {
    chain = await startChain()
    proxy = await startFaultProxy(chain.url)
  })
  beforeEach(() => proxy.setFaults(() => null))
  after(async () => {
    await proxy.close()
    await chain.close()
  })

  it('finds the logs of a block for which the node says that there are none', async () => {
    const journal = spokenJournal()
    await chain.say(1, 'hidden')
    proxy.setFaults(({ method }) => (method === 'eth_getLogs' ? { kind: 'result', result: [] } : null))
    await spokenFollower(chain, journal, {}, proxy.url).sync(patience())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
    expect(spokenRows(journal).spoken.at(-1)).to.include({ text: 'hidden' })
  })

  it('waits rather than skip a block when receipts fail as well', async () => {
    const journal = spokenJournal()
    await chain.say(1, 'hidden deeper')
    let left = 5
    proxy.setFaults(({ method }) => {
      if (method === 'eth_getLogs') return { kind: 'result', result: [] }
      if (method === 'eth_getTransactionReceipt' && left-- > 0) return { kind: 'result', result: null }
      return null
    })
    const retries: ChainReadError[] = []
    await spokenFollower(chain, journal, { onRetry: (error) => retries.push(error) }, proxy.url).sync(patience())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
    expect(retries).to.have.length(5)
  })

  it('goes through bursts of errors and cut connections without losing or repeating a log', async () => {
    const journal = spokenJournal()
    for (let n = 0; n < 20; n++) await chain.say(n, `burst ${n}`)
    let seed = 1
    proxy.setFaults(() => {
      seed = (seed * 48_271) % 2_147_483_647
      if (seed % 10 === 0) return { kind: 'status', status: 503 }
      if (seed % 10 === 1) return { kind: 'swallow' }
      if (seed % 10 === 2) return { kind: 'error', code: -32_005, message: 'limit exceeded', alsoPass: false }
      return null
    })
    let retries = 0
    // Backoff starts at the poll: short here, so that many failures fit in the test.
    const options = { pollMs: 1, onRetry: () => void (retries += 1), keepBlocks: 4n, rangeBlocks: 8n }
    await spokenFollower(chain, journal, options, proxy.url).sync(patience())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
    expect(retries).to.be.greaterThan(5)
  })

  it('halves a range until the node answers it', async () => {
    const journal = spokenJournal()
    await chain.mine(70)
    const widths: number[] = []
    proxy.setFaults(({ method, params }) => {
      const filter = params[0] as { readonly fromBlock?: string; readonly toBlock?: string }
      if (method !== 'eth_getLogs' || filter.fromBlock === undefined) return null
      const width = Number(filter.toBlock) - Number(filter.fromBlock) + 1
      widths.push(width)
      return width > 10 ? { kind: 'error', code: -32_005, message: 'too many blocks', alsoPass: false } : null
    })
    await spokenFollower(chain, journal, { pollMs: 1 }, proxy.url).sync(patience())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
    expect(Math.max(...widths)).to.be.greaterThan(40)
    expect(widths.at(-1)).to.be.at.most(10)
  })

  it('loses no log when one answer for a range leaves them out, as a backend that lags does', async () => {
    const journal = spokenJournal()
    await chain.mine(40)
    let asked = 0
    proxy.setFaults(({ method, params }) => {
      const filter = params[0] as { readonly fromBlock?: string }
      if (method !== 'eth_getLogs' || filter.fromBlock === undefined) return null
      return asked++ % 2 === 0 ? { kind: 'result', result: [] } : null
    })
    await spokenFollower(chain, journal, { rangeBlocks: 16n }, proxy.url).sync(patience())
    expect(asked).to.be.greaterThan(2)
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
  })

  it('widens its ranges again when the node has recovered', async () => {
    const journal = spokenJournal()
    await chain.mine(150)
    let left = 11
    const widths: number[] = []
    proxy.setFaults(({ method, params }) => {
      const filter = params[0] as { readonly fromBlock?: string; readonly toBlock?: string }
      if (method !== 'eth_getLogs' || filter.fromBlock === undefined) return null
      widths.push(Number(filter.toBlock) - Number(filter.fromBlock) + 1)
      return left-- > 0 ? { kind: 'status', status: 429 } : null
    })
    await spokenFollower(chain, journal, { pollMs: 1, rangeBlocks: 64n }, proxy.url).sync(patience())
    expect(widths[0]).to.equal(64)
    expect(widths[11]).to.equal(1)
    expect(Math.max(...widths.slice(11))).to.be.at.least(16)
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
  })

  it('reads all again at the next start when apply finds that a log is missing', async () => {
    const journal = spokenJournal()
    await chain.mine(40)
    await chain.say(1, 'after a loss')
    const expected = await rowsOnChain(chain)
    await spokenFollower(chain, journal).sync(patience())
    await chain.say(2, 'cannot follow')
    const apply = () => {
      throw new LogOrderError('ProofSubmitted', `0x${'11'.repeat(32)}`, 'Open')
    }
    const failing = spokenFollower(chain, journal, { apply })
    expect(await failing.run(patience()).catch((error: unknown) => error)).to.be.instanceOf(LogOrderError)
    expect([failing.cursor(), spokenRows(journal)]).to.deep.equal([null, { spoken: [], speakers: [] }])
    expect(expected.spoken).to.not.deep.equal([])
    await spokenFollower(chain, journal).sync(patience())
    expect(spokenRows(journal)).to.deep.equal(await rowsOnChain(chain))
  })

  it('takes a head that goes back for a node that lags, not for a reorg', async () => {
    const journal = spokenJournal()
    let reorgs = 0
    const follower = spokenFollower(chain, journal, { onReorg: () => void (reorgs += 1) }, proxy.url)
    await chain.request('evm_increaseTime', 60)
    await chain.say(1, 'newest')
    await follower.sync(patience())
    const before = { cursor: follower.cursor(), time: follower.chainTime(), rows: spokenRows(journal) }
    const head = await chain.client.getBlockNumber({ cacheTime: 0 })
    const stale = await chain.request('eth_getBlockByNumber', `0x${(head - 4n).toString(16)}`, false)
    proxy.setFaults(({ params }) => (params[0] === 'latest' ? { kind: 'result', result: stale } : null))
    const stop = new AbortController()
    const running = follower.run(stop.signal)
    const looks = proxy.seen.get('eth_getBlockByNumber') ?? 0
    while ((proxy.seen.get('eth_getBlockByNumber') ?? 0) < looks + 6) await new Promise((next) => setTimeout(next, 5))
    stop.abort()
    await running
    const after = { cursor: follower.cursor(), time: follower.chainTime(), rows: spokenRows(journal) }
    expect(after).to.deep.equal(before)
    expect(reorgs).to.equal(0)
  })

  it('ends at once when it is stopped during an outage', async () => {
    proxy.setFaults(() => ({ kind: 'status', status: 500 }))
    const stop = new AbortController()
    const running = spokenFollower(chain, spokenJournal(), { onRetry: () => stop.abort() }, proxy.url).run(stop.signal)
    await running
  })
})
