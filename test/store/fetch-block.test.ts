import type { ServerResponse } from 'node:http'
import { cidOf, InvalidFieldError } from '@millrace/sdk'
import {
  BlockStore,
  ContentAbortedError,
  type ContentFailure,
  ContentUnavailableError,
  fetchBlock,
  type FetchBlockOptions,
  GatewaySource,
  serveGateway,
} from '@millrace/store'
import { expect } from 'chai'
import { temporaryFolder } from './fixture/folder.ts'
import { startLiar } from './fixture/liar.ts'

const HELLO = new TextEncoder().encode('hello')
const LOCAL = { allowLoopback: true, timeoutMs: 5_000, hedgeMs: 5_000 }

describe('fetchBlock', () => {
  let cid: string
  const closers: (() => Promise<void>)[] = []

  before(async () => {
    cid = await cidOf(HELLO, 'raw')
  })
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })

  async function liar(answer: (response: ServerResponse, path: string) => void) {
    const started = await startLiar((request, response) => answer(response, request.url ?? ''))
    closers.push(started.close)
    return started
  }

  async function honest() {
    const folder = await temporaryFolder()
    const store = await BlockStore.open(folder.path)
    await store.put(HELLO, 'raw')
    const gateway = await serveGateway(store, { quotaBytes: 2 ** 30 })
    closers.push(gateway.close, folder.remove)
    return gateway
  }

  async function failuresOf(gateways: readonly string[], options: FetchBlockOptions = LOCAL) {
    const error = await fetchBlock(cid, gateways, options).catch((failure: unknown) => failure)
    if (!(error instanceof ContentUnavailableError))
      throw new Error('the fetch did not fail as it should', { cause: error })
    return error.failures.map(({ error: { failure } }) => failure)
  }

  it('gets a block from a real gateway, and a base URL with a path', async () => {
    const { url } = await honest()
    expect(await fetchBlock(cid, [`${url}/`], LOCAL)).to.deep.equal(HELLO)
    const proxied = await liar((response, path) =>
      response.end(path === `/store/ipfs/${cid}?format=raw` ? HELLO : 'no'),
    )
    expect(await fetchBlock(cid, [`${proxied.url}/store/`], LOCAL)).to.deep.equal(HELLO)
  })

  const endless = (response: ServerResponse) => {
    const more = () => {
      while (!response.destroyed && response.write(new Uint8Array(65_536)));
    }
    response.on('drain', more)
    more()
  }
  const table: readonly (readonly [string, (response: ServerResponse) => void, ContentFailure])[] = [
    ['flips a bit', (response) => response.end('hellp'), 'corrupt'],
    ['serves nothing', (response) => response.end(), 'corrupt'],
    ['never ends its body', endless, 'tooLarge'],
    ['declares more than is allowed', (response) => response.setHeader('content-length', 101).write('h'), 'tooLarge'],
    ['does not have it', (response) => response.writeHead(404).end('no'), 'notFound'],
    ['no longer serves it', (response) => response.writeHead(410).end('no'), 'notFound'],
    ['is overloaded', (response) => response.writeHead(503).end('no'), 'unreachable'],
    [
      'cuts the connection in the body',
      (response) => response.setHeader('content-length', 5).write('he', () => response.destroy()),
      'unreachable',
    ],
    ['cuts the connection before the answer', (response) => response.destroy(), 'unreachable'],
    ['redirects for ever', (response) => response.writeHead(302, { location: '/ipfs/again' }).end(), 'unreachable'],
    [
      'redirects to another protocol',
      (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'blocked',
    ],
    [
      'redirects to a metadata service',
      (response) => response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end(),
      'blocked',
    ],
    [
      'redirects to a decimal metadata address',
      (response) => response.writeHead(301, { location: 'http://2852039166/' }).end(),
      'blocked',
    ],
    [
      'redirects to a URL with credentials',
      (response) => response.writeHead(302, { location: 'http://a:b@127.0.0.1/' }).end(),
      'blocked',
    ],
  ]
  for (const [what, answer, failure] of table) {
    it(`says "${failure}" of a gateway that ${what}`, async () => {
      const { url } = await liar(answer)
      expect(await failuresOf([url], { ...LOCAL, maxBytes: 100 })).to.deep.equal([failure])
    })
  }

  it('says "timeout" of a gateway that drips, and ends in time', async () => {
    const { url } = await liar((response) => {
      const drip = setInterval(() => response.write('h'), 10)
      response.on('close', () => clearInterval(drip))
    })
    const start = performance.now()
    expect(await failuresOf([url], { ...LOCAL, timeoutMs: 200 })).to.deep.equal(['timeout'])
    expect(performance.now() - start).to.be.below(2_000)
  })

  it('follows three redirects and not four', async () => {
    const { url } = await liar((response, path) => {
      const hops = Number(/hop(\d)/.exec(path)?.[1] ?? 0)
      if (hops === 3) response.end(HELLO)
      else response.writeHead(302, { location: `/hop${hops + 1}` }).end()
    })
    expect(await fetchBlock(cid, [url], LOCAL)).to.deep.equal(HELLO)
    const { url: further, asked } = await liar((response) => response.writeHead(302, { location: '/hop' }).end())
    expect(await failuresOf([further])).to.deep.equal(['unreachable'])
    expect(asked).to.have.length(4)
  })

  it('calls no loopback address that was not allowed, by any of its names, and opens no connection', async () => {
    const { port, connections } = await liar((response) => response.end(HELLO))
    const names = [
      '127.0.0.1',
      'localhost',
      'LOCALHOST',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '[::]',
    ]
    const gateways = names.map((name) => `http://${name}:${port}`)
    const failures = await failuresOf(gateways, { timeoutMs: 5_000 })
    expect(failures).to.deep.equal(names.map(() => 'blocked'))
    expect(connections()).to.equal(0)
  })

  it('refuses a name whose addresses are not all public, and never asks for it twice', async () => {
    const { port, connections } = await liar((response) => response.end(HELLO))
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]
    }
    expect(await failuresOf([`http://mixed.example:${port}`], { timeoutMs: 5_000, resolve })).to.deep.equal(['blocked'])
    expect(asked).to.deep.equal(['mixed.example'])
    expect(connections()).to.equal(0)
  })

  it('connects to the address that was checked, whatever the name answers afterwards', async () => {
    const { port, asked } = await liar((response) => response.end(HELLO))
    let questions = 0
    // A rebinding name: the second answer would be where the first check did not look.
    const resolve = async () => {
      questions += 1
      return [{ address: questions === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    }
    const bytes = await fetchBlock(cid, [`http://rebinds.example:${port}`], { ...LOCAL, resolve })
    expect([bytes, questions, asked.length]).to.deep.equal([HELLO, 1, 1])
  })

  it('refuses other protocols, credentials and what is no URL, without naming secrets', async () => {
    const gateways = ['ftp://a.example', 'file:///etc', 'http://user:secret@a.example', 'nonsense']
    const error = await fetchBlock(cid, gateways, LOCAL).catch((failure: unknown) => failure)
    if (!(error instanceof ContentUnavailableError)) throw new Error('not refused')
    expect(error.failures.map(({ error: { failure } }) => failure)).to.deep.equal(gateways.map(() => 'blocked'))
    const told = [
      error.message,
      ...error.failures.flatMap(({ gateway, error: e }) => [gateway, e.message, ...Object.values(e.meta)]),
    ]
    expect(told.join(' ')).to.not.include('secret')
  })

  it('refuses a path that would name another host, and says no path of a gateway that redirects for ever', async () => {
    const { port, asked } = await liar((response, path) => response.writeHead(302, { location: path }).end())
    expect(await failuresOf([`http://127.0.0.1:${port}//evil.example`])).to.deep.equal(['blocked'])
    expect(asked).to.deep.equal([])
    const error = await fetchBlock(cid, [`http://127.0.0.1:${port}/key-SECRET`], LOCAL).catch((e: unknown) => e)
    if (!(error instanceof ContentUnavailableError)) throw new Error('not refused')
    const [failure] = error.failures
    expect(failure?.error.failure).to.equal('unreachable')
    expect(JSON.stringify([error.message, failure?.error.message, failure?.error.meta])).to.not.include('SECRET')
  })

  it('gets past liars to the honest one, and says of each what it did when there is none', async () => {
    const bad = [
      await liar((response) => response.end('hellp')),
      await liar((response) => response.writeHead(404).end()),
    ]
    const urls = bad.map(({ url }) => url)
    const { url } = await honest()
    expect(await fetchBlock(cid, [...urls, url], LOCAL)).to.deep.equal(HELLO)
    expect(await failuresOf(urls)).to.deep.equal(['corrupt', 'notFound'])
  })

  it('asks the next gateway beside one that hangs, and cancels the one that lost', async () => {
    let cancelled: Promise<void> | undefined
    const { url } = await liar((response) => {
      cancelled = new Promise((resolve) => response.on('close', resolve))
    })
    const good = await honest()
    const start = performance.now()
    expect(await fetchBlock(cid, [url, good.url], { ...LOCAL, hedgeMs: 50 })).to.deep.equal(HELLO)
    expect(performance.now() - start).to.be.below(3_000)
    await cancelled
  })

  it('ends at once when it is cancelled', async () => {
    const stop = new AbortController()
    const { url } = await liar(() => stop.abort(new Error('enough')))
    const error = await fetchBlock(cid, [url], { ...LOCAL, signal: stop.signal }).catch((failure: unknown) => failure)
    expect(error).to.be.instanceOf(ContentAbortedError)
  })

  it('asks nobody for what is not a CID of this market', async () => {
    const { url, connections } = await liar((response) => response.end())
    const error = await fetchBlock('../secret', [url], LOCAL).catch((failure: unknown) => failure)
    expect(error).to.be.instanceOf(InvalidFieldError)
    expect(connections()).to.equal(0)
  })

  it('keeps what it fetched, so that a source with a cache needs its gateways once', async () => {
    const folder = await temporaryFolder()
    closers.push(folder.remove)
    const cache = await BlockStore.open(folder.path)
    const { url } = await honest()
    const counted = await liar((response) =>
      response.writeHead(302, { location: `${url}/ipfs/${cid}?format=raw` }).end(),
    )
    const source = new GatewaySource([counted.url], { ...LOCAL, cache })
    expect(await source.get(cid, 5)).to.deep.equal(HELLO)
    expect(await source.get(cid, 5)).to.deep.equal(HELLO)
    expect(counted.asked).to.have.length(1)
    expect(await cache.has(cid)).to.equal(true)
  })
})
