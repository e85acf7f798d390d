import { rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  BlockStore,
  ContentNotSoughtError,
  ContentTooLargeError,
  ContentUnavailableError,
  type Gateway,
  GatewaySource,
  serveGateway,
} from '@millrace/store'
import { expect } from 'chai'
import { temporaryFolder } from './fixture/folder.ts'

const HELLO = new TextEncoder().encode('hello')

describe('GatewaySource', () => {
  const folders: Awaited<ReturnType<typeof temporaryFolder>>[] = []
  let cache: BlockStore
  let cacheFolder: string
  let gateway: Gateway
  let cid: string
  let missing: string

  const openStore = async () => {
    const folder = await temporaryFolder()
    folders.push(folder)
    return { store: await BlockStore.open(folder.path), path: folder.path }
  }
  beforeEach(async () => {
    const { store } = await openStore()
    cid = await store.put(HELLO, 'raw')
    missing = await (await openStore()).store.put(new Uint8Array([1]), 'raw')
    gateway = await serveGateway(store, { quotaBytes: 0 })
    const opened = await openStore()
    cache = opened.store
    cacheFolder = opened.path
  })
  afterEach(async () => {
    await gateway.close()
    for (const { remove } of folders.splice(0)) await remove()
  })

  const failure = (source: GatewaySource, wanted: string) => source.get(wanted, 100).catch((error: unknown) => error)

  it('gives what it fetched although its cache cannot keep it, and says so', async () => {
    await rm(join(cacheFolder, 'tmp'), { recursive: true })
    await writeFile(join(cacheFolder, 'tmp'), 'no folder')
    const told: unknown[] = []
    const onCacheError = (error: unknown) => told.push(error)
    const source = new GatewaySource([gateway.url], { allowLoopback: true, cache, onCacheError })
    expect(await source.get(cid, 100)).to.deep.equal(HELLO)
    expect(told).to.have.length(1)
  })

  it('fetches again what grew in its cache, but not what is too large for the caller', async () => {
    const source = new GatewaySource([gateway.url], { allowLoopback: true, cache })
    await source.get(cid, 5)
    const folder = createHash('sha256').update(HELLO).digest('hex').slice(0, 2)
    await writeFile(join(cacheFolder, 'blocks', folder, cid), 'hello, and much more')
    expect(await source.get(cid, 5)).to.deep.equal(HELLO)
    expect(await source.get(cid, 4).catch((error: unknown) => error)).to.be.instanceOf(ContentTooLargeError)
    expect(await cache.get(cid)).to.deep.equal(HELLO)
  })

  it('tells that nobody has it from that it could not look', async () => {
    const options = { allowLoopback: true, cache }
    expect(await failure(new GatewaySource([gateway.url], options), missing)).to.be.instanceOf(ContentUnavailableError)
    expect(await failure(new GatewaySource([], options), missing)).to.be.instanceOf(ContentNotSoughtError)

    const resolve = () => Promise.reject(Object.assign(new Error('no name service'), { code: 'EAI_AGAIN' }))
    const names = ['http://a.example', 'http://b.example']
    const offline = new GatewaySource(names, { ...options, resolve })
    expect(await failure(offline, missing)).to.be.instanceOf(ContentNotSoughtError)
    // One that was reached shows that this side works: the others' names are their own affair.
    const reached = new GatewaySource([...names, gateway.url], { ...options, resolve })
    expect(await failure(reached, missing)).to.be.instanceOf(ContentUnavailableError)
  })

  it('does not say that nobody has it while its own cache cannot be read', async () => {
    await rm(join(cacheFolder, 'blocks'), { recursive: true })
    await writeFile(join(cacheFolder, 'blocks'), 'no folder')
    const source = new GatewaySource([gateway.url], { allowLoopback: true, cache })
    expect(await failure(source, missing)).to.be.instanceOf(ContentNotSoughtError)
    expect(await source.get(cid, 100)).to.deep.equal(HELLO)
  })
})
