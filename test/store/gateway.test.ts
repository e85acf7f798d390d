import { request as httpRequest } from 'node:http'
import { cidOf } from '@millrace/sdk'
import { BlockStore, type Gateway, type GatewayOptions, serveGateway } from '@millrace/store'
import { expect } from 'chai'
import { temporaryFolder } from './fixture/folder.ts'

const RAW = 'application/vnd.ipld.raw'
const HELLO = new TextEncoder().encode('hello')

describe('serveGateway', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let store: BlockStore
  let gateway: Gateway
  let cid: string

  before(async () => {
    folder = await temporaryFolder()
    store = await BlockStore.open(folder.path, { maxBlockBytes: 1_000 })
    cid = await store.put(HELLO, 'raw')
    gateway = await serveGateway(store, { quotaBytes: 2 ** 30 })
  })
  after(async () => {
    await gateway.close()
    await folder.remove()
  })

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(gateway.url + path, { method, headers })

  for (const [how, path, headers] of [
    ['format=raw', '?format=raw', {}],
    ['the Accept header', '', { accept: RAW }],
    ['both, with a weight', '?format=raw', { accept: `text/html;q=0.5, ${RAW};q=0.9` }],
  ] as const) {
    it(`serves a block by ${how}, with the headers of a trustless gateway`, async () => {
      const answer = await get(`/ipfs/${cid}${path}`, headers)
      expect(answer.status).to.equal(200)
      expect(new Uint8Array(await answer.arrayBuffer())).to.deep.equal(HELLO)
      const expected = {
        'content-type': RAW,
        'content-length': '5',
        'content-disposition': `attachment; filename="${cid}.bin"`,
        'x-content-type-options': 'nosniff',
        etag: `"${cid}.raw"`,
        'cache-control': 'public, max-age=29030400, immutable',
        'accept-ranges': 'bytes',
        'x-ipfs-roots': cid,
        'access-control-allow-origin': '*',
      }
      expect(Object.fromEntries(answer.headers)).to.include(expected)
    })
  }

  it('answers HEAD as GET without the body, and 304 to who has the block', async () => {
    const head = await get(`/ipfs/${cid}?format=raw`, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).to.deep.equal([200, '5', ''])
    const same = await get(`/ipfs/${cid}?format=raw`, { 'if-none-match': `W/"${cid}.raw"` })
    expect([same.status, await same.text()]).to.deep.equal([304, ''])
  })

  it('answers the probe for a trustless gateway', async () => {
    const probe = await get('/ipfs/bafkqaaa?format=raw')
    expect([probe.status, await probe.text()]).to.deep.equal([200, ''])
  })

  for (const [range, status, body, contentRange] of [
    ['bytes=1-3', 206, 'ell', 'bytes 1-3/5'],
    ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=0-999', 206, 'hello', 'bytes 0-4/5'],
    ['bytes=3-1', 200, 'hello', null],
    ['bytes=0-1,3-4', 200, 'hello', null],
    ['lines=1-2', 200, 'hello', null],
  ] as const) {
    it(`answers Range ${range} with ${status}`, async () => {
      const answer = await get(`/ipfs/${cid}?format=raw`, { range })
      expect([answer.status, await answer.text()]).to.deep.equal([status, body])
      expect(answer.headers.get('content-range')).to.equal(contentRange)
    })
  }

  it('answers a range outside of the block with 416', async () => {
    const answer = await get(`/ipfs/${cid}?format=raw`, { range: 'bytes=5-' })
    expect([answer.status, answer.headers.get('content-range')]).to.deep.equal([416, 'bytes */5'])
  })

  for (const [what, path, status, headers] of [
    ['something that is not a CID', '/ipfs/hello?format=raw', 400, {}],
    ['a CID of version 0', '/ipfs/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG?format=raw', 400, {}],
    ['a path below a block', '/ipfs/CID/a/b?format=raw', 400, {}],
    ['a block that is not here', '/ipfs/MISSING?format=raw', 404, {}],
    ['anything else', '/elsewhere', 404, {}],
    ['no format', '/ipfs/CID', 406, {}],
    ['a CAR', '/ipfs/CID?format=car', 406, {}],
    [
      'a CAR by Accept, which goes before the format',
      '/ipfs/CID?format=raw',
      406,
      { accept: 'application/vnd.ipld.car' },
    ],
  ] as const) {
    it(`answers ${what} with ${status}, in words and not to be cached`, async () => {
      const missing = await cidOf(new Uint8Array([9]), 'raw')
      const answer = await get(path.replace('CID', cid).replace('MISSING', missing), headers)
      expect(answer.status).to.equal(status)
      expect(((await answer.json()) as { error: string }).error).to.match(/^[A-Z]|^Ask/)
      expect(answer.headers.get('cache-control') ?? 'no-store').to.equal('no-store')
    })
  }

  it('lets a page of any origin read, also the headers, and answers its preflight', async () => {
    const preflight = await get(
      '/blocks',
      { origin: 'https://page.example', 'access-control-request-private-network': 'true' },
      'OPTIONS',
    )
    expect(preflight.status).to.equal(204)
    expect(preflight.headers.get('access-control-allow-methods')).to.include('POST')
    expect(preflight.headers.get('access-control-allow-headers')).to.include('Range').and.include('Authorization')
    expect(preflight.headers.get('access-control-allow-private-network')).to.equal('true')
    const answer = await get(`/ipfs/${cid}?format=raw`, { origin: 'https://page.example' })
    expect(answer.headers.get('access-control-expose-headers')).to.include('ETag').and.include('Content-Range')
  })

  /** Runs `use` against a gateway of its own rules. */
  async function withRules(rules: GatewayOptions, use: (url: string) => Promise<void>) {
    const other = await serveGateway(store, rules)
    try {
      await use(other.url)
    } finally {
      await other.close()
    }
  }

  const upload = (url: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, codec = 'raw') =>
    fetch(`${url}/blocks?codec=${codec}`, { method: 'POST', body, headers })

  it('takes an upload and serves it', async () => {
    const bytes = new TextEncoder().encode('uploaded')
    const answer = await upload(gateway.url, bytes, { origin: 'http://localhost:3000' }, 'dag-cbor')
    expect(answer.status).to.equal(201)
    expect(await answer.json()).to.deep.equal({ cid: await cidOf(bytes, 'dag-cbor'), bytes: 8 })
    const back = await get(`/ipfs/${await cidOf(bytes, 'dag-cbor')}?format=raw`)
    expect(await back.text()).to.equal('uploaded')
  })

  it('refuses an upload that is too large, also when it does not say so', async () => {
    expect((await upload(gateway.url, new Uint8Array(1_001))).status).to.equal(413)
    const streamed = await new Promise<number | undefined>((resolve, reject) => {
      const sending = httpRequest(`${gateway.url}/blocks?codec=raw`, { method: 'POST' }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sending.on('error', reject)
      sending.write(new Uint8Array(600))
      sending.end(new Uint8Array(600))
    })
    expect(streamed).to.equal(413)
    expect((await upload(gateway.url, HELLO, {}, 'car')).status).to.equal(400)
  })

  it('refuses the page of a stranger, a wrong token, and what the quota has no room for', async () => {
    expect((await upload(gateway.url, HELLO, { origin: 'https://evil.example' })).status).to.equal(403)
    await withRules({ uploadToken: 'secret', quotaBytes: 2 ** 30 }, async (url) => {
      expect((await upload(url, HELLO)).status).to.equal(401)
      expect((await upload(url, HELLO, { authorization: 'Bearer secre' })).status).to.equal(401)
      expect((await upload(url, HELLO, { authorization: 'Bearer secret' })).status).to.equal(201)
    })
    await withRules({ quotaBytes: store.usedBytes + 10 }, async (url) => {
      expect((await upload(url, new Uint8Array(11))).status).to.equal(507)
      expect((await upload(url, new Uint8Array(10))).status).to.equal(201)
      expect((await upload(url, new Uint8Array(9))).status).to.equal(507)
    })
  })

  it('answers 410 for what the operator withdrew', async () => {
    await withRules({ isWithdrawn: (name) => name === cid }, async (url) => {
      expect((await fetch(`${url}/ipfs/${cid}?format=raw`)).status).to.equal(410)
    })
  })
})
