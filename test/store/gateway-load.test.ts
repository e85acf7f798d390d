import { readdir, truncate, writeFile } from 'node:fs/promises'
import { type ClientRequest, request as httpRequest } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { BlockStore, type Gateway, serveGateway } from '@millrace/store'
import { expect } from 'chai'
import { temporaryFolder } from './fixture/folder.ts'

/** More than the sockets' own buffers take, so that a client that does not read holds its answer up. */
const LARGE = new Uint8Array(16 * 2 ** 20).fill(7)
const HELLO = new TextEncoder().encode('hello')

describe('serveGateway, under load and damage', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let store: BlockStore
  let gateway: Gateway
  const sockets: Socket[] = []

  beforeEach(async () => {
    folder = await temporaryFolder()
    store = await BlockStore.open(folder.path)
    gateway = await serveGateway(store, { quotaBytes: 2 ** 30 })
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await gateway.close()
    await folder.remove()
  })

  const pathOf = (cid: string, bytes: Uint8Array) =>
    join(folder.path, 'blocks', createHash('sha256').update(bytes).digest('hex').slice(0, 2), cid)
  const get = (cid: string, init: RequestInit = {}) => fetch(`${gateway.url}/ipfs/${cid}?format=raw`, init)
  const setAside = async () => (await readdir(join(folder.path, 'corrupt'))).length

  it('answers HEAD without reading the block', async () => {
    const cid = await store.put(HELLO, 'raw')
    await writeFile(pathOf(cid, HELLO), 'hellp')
    const head = await get(cid, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await setAside()]).to.deep.equal([200, '5', 0])
  })

  it('gives no byte of a damaged block, also when it was intact at an earlier read', async () => {
    const cid = await store.put(HELLO, 'raw')
    expect(await (await get(cid, { headers: { range: 'bytes=0-0' } })).text()).to.equal('h')
    await writeFile(pathOf(cid, HELLO), 'jello')
    expect((await get(cid, { headers: { range: 'bytes=4-4' } })).status).to.equal(500)
    expect(await setAside()).to.equal(1)
    expect((await get(cid)).status).to.equal(404)
  })

  it('gives a block whole, at each of several reads at once', async () => {
    const cid = await store.put(LARGE, 'raw')
    const answers = await Promise.all([get(cid), get(cid, { headers: { range: 'bytes=1000000-' } }), get(cid)])
    const sizes = await Promise.all(answers.map(async (answer) => (await answer.arrayBuffer()).byteLength))
    expect(sizes).to.deep.equal([LARGE.length, LARGE.length - 1_000_000, LARGE.length])
    const empty = await store.put(new Uint8Array(), 'raw')
    expect([(await get(empty)).status, (await (await get(empty)).arrayBuffer()).byteLength]).to.deep.equal([200, 0])
  })

  it('ends an answer when its file is cut meanwhile, rather than call it whole', async () => {
    const cid = await store.put(LARGE, 'raw')
    const answer = await get(cid)
    await truncate(pathOf(cid, LARGE), 9 * 2 ** 20)
    expect(await answer.arrayBuffer().catch((error: unknown) => error)).to.be.instanceOf(Error)
  })

  it('holds a piece of a block for each client that does not read, and refuses more than 64 of them', async () => {
    const cid = await store.put(LARGE, 'raw')
    const port = Number(new URL(gateway.url).port)
    const before = process.memoryUsage().arrayBuffers
    for (let n = 0; n < 64; n++) {
      const socket = connect(port, '127.0.0.1').on('error', () => socket.destroy())
      sockets.push(socket)
      socket.write(`GET /ipfs/${cid}?format=raw HTTP/1.1\r\nHost: x\r\n\r\n`)
      await new Promise((resolve) => socket.once('readable', resolve))
    }
    const refused = await get(cid)
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([503, '1'])
    expect((process.memoryUsage().arrayBuffers - before) / 2 ** 20, 'MiB').to.be.below(128)
    for (const socket of sockets.splice(0)) socket.destroy()
    let status = 503
    while (status === 503) {
      const answer = await get(cid, { headers: { range: 'bytes=0-0' } })
      await answer.arrayBuffer()
      status = answer.status
    }
    expect(status, 'their places are free again').to.equal(206)
  })

  /** Starts an upload that says 1,000 bytes, sends one, and no more. */
  function drip(localAddress: string): ClientRequest {
    const options = { method: 'POST', localAddress, headers: { 'content-length': '1000' } }
    const request = httpRequest(`${gateway.url}/blocks`, options).on('error', () => request.destroy())
    request.write('x')
    request.on('socket', (socket) => sockets.push(socket))
    return request
  }

  const statusOf = (request: ClientRequest) =>
    new Promise<number | undefined>((resolve) =>
      request.on('response', (response) => resolve(response.resume().statusCode)),
    )

  it('lets one address hold a part of the uploads only, and ends those from which nothing comes', async () => {
    const slow = Array.from({ length: 4 }, () => statusOf(drip('127.0.0.1')))
    while ((await fetch(`${gateway.url}/blocks`, { method: 'POST', body: HELLO })).status !== 503);
    const other = httpRequest(`${gateway.url}/blocks`, { method: 'POST', localAddress: '127.0.0.2' })
    other.end(HELLO)
    expect(await statusOf(other)).to.equal(201)
    expect(await Promise.all(slow)).to.deep.equal([408, 408, 408, 408])
    expect((await fetch(`${gateway.url}/blocks`, { method: 'POST', body: HELLO })).status).to.equal(201)
  })

  it('refuses by the length that an upload says, before it is sent', async () => {
    const small = await serveGateway(store, { quotaBytes: 10 })
    const request = httpRequest(`${small.url}/blocks`, { method: 'POST', headers: { 'content-length': '11' } })
    request.on('error', () => request.destroy()).flushHeaders()
    expect(await statusOf(request)).to.equal(507)
    request.destroy()
    await small.close()
  })

  it('takes no uploads without a quota, except from this machine', async () => {
    for (const options of [{ quotaBytes: 0 }, { host: '0.0.0.0' }]) {
      const readOnly = await serveGateway(store, options)
      const url = `http://127.0.0.1:${readOnly.port}/blocks`
      expect((await fetch(url, { method: 'POST', body: HELLO })).status).to.equal(404)
      await readOnly.close()
    }
  })
})
