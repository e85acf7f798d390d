import { createHash } from 'node:crypto'
import { readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cidOf, InvalidFieldError } from '@millrace/sdk'
import { BlockStore, ContentCorruptError, ContentNotFoundError, ContentTooLargeError } from '@millrace/store'
import { expect } from 'chai'
import { temporaryFolder } from './fixture/folder.ts'

const HELLO = new TextEncoder().encode('hello')

describe('BlockStore', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let store: BlockStore

  beforeEach(async () => {
    folder = await temporaryFolder()
    store = await BlockStore.open(folder.path)
  })
  afterEach(() => folder.remove())

  /** Where the block's file must be: recomputed here from the hash of the bytes. */
  const pathOf = (cid: string, bytes: Uint8Array) =>
    join(folder.path, 'blocks', createHash('sha256').update(bytes).digest('hex').slice(0, 2), cid)

  it('gives back what was put, under the CID that the sdk computes, also after it is opened again', async () => {
    const cid = await store.put(HELLO, 'raw')
    const other = await store.put(HELLO, 'dag-cbor')
    expect([cid, other]).to.deep.equal([await cidOf(HELLO, 'raw'), await cidOf(HELLO, 'dag-cbor')])
    const again = await BlockStore.open(folder.path)
    expect(await again.get(cid)).to.deep.equal(HELLO)
    expect(await again.has(other)).to.equal(true)
    expect(again.usedBytes).to.equal(10)
    expect(new Uint8Array(await readFile(pathOf(cid, HELLO)))).to.deep.equal(HELLO)
  })

  for (const [damage, spoil] of [
    ['a flipped bit', (path: string) => writeFile(path, 'hellp')],
    ['a cut end', (path: string) => truncate(path, 3)],
    ['an empty file', (path: string) => truncate(path, 0)],
  ] as const) {
    it(`never serves a block with ${damage}, sets it aside, and is healed by the next put`, async () => {
      const cid = await store.put(HELLO, 'raw')
      await spoil(pathOf(cid, HELLO))
      expect(await store.get(cid).catch((error: unknown) => error)).to.be.instanceOf(ContentCorruptError)
      expect(await readdir(join(folder.path, 'corrupt'))).to.have.length(1)
      expect(await store.get(cid).catch((error: unknown) => error)).to.be.instanceOf(ContentNotFoundError)
      expect(await store.put(HELLO, 'raw')).to.equal(cid)
      expect(await store.get(cid)).to.deep.equal(HELLO)
    })
  }

  it('heals a damaged block that is put without being read before', async () => {
    const cid = await store.put(HELLO, 'raw')
    await writeFile(pathOf(cid, HELLO), 'HELLO')
    await store.put(HELLO, 'raw')
    expect(await store.get(cid)).to.deep.equal(HELLO)
  })

  it('refuses a block over its cap, and reads none over the caller’s', async () => {
    const small = await BlockStore.open(folder.path, { maxBlockBytes: 4 })
    expect(await small.put(HELLO, 'raw').catch((error: unknown) => error)).to.be.instanceOf(ContentTooLargeError)
    const cid = await store.put(HELLO, 'raw')
    expect(await store.get(cid, 4).catch((error: unknown) => error)).to.be.instanceOf(ContentTooLargeError)
    expect(await store.get(cid, 5)).to.deep.equal(HELLO)
  })

  it('lists and deletes, and counts what it holds', async () => {
    const cids = await Promise.all([1, 2, 3].map((n) => store.put(new Uint8Array(n), 'raw')))
    await writeFile(join(folder.path, 'blocks', (await readdir(join(folder.path, 'blocks')))[0] ?? '', 'stray'), 'x')
    const listed = []
    for await (const { cid } of store.list()) listed.push(cid)
    expect(listed.sort()).to.deep.equal([...cids].sort())
    expect(store.usedBytes).to.equal(6)
    expect(await store.delete(cids[1] ?? '')).to.equal(true)
    expect(await store.delete(cids[1] ?? '')).to.equal(false)
    expect(store.usedBytes).to.equal(4)
  })

  it('keeps one block when many write it at once, and leaves no temporary file', async () => {
    const cids = await Promise.all(Array.from({ length: 20 }, () => store.put(HELLO, 'raw')))
    expect(new Set(cids).size).to.equal(1)
    expect(await readdir(join(folder.path, 'tmp'))).to.deep.equal([])
    expect(await store.get(cids[0] ?? '')).to.deep.equal(HELLO)
  })

  it('clears what a writer that died left, but not what one is writing', async () => {
    const hourAgo = Date.now() / 1000 - 3_700
    await writeFile(join(folder.path, 'tmp', 'abandoned'), 'half')
    await utimes(join(folder.path, 'tmp', 'abandoned'), hourAgo, hourAgo)
    await writeFile(join(folder.path, 'tmp', 'fresh'), 'half')
    await BlockStore.open(folder.path)
    expect(await readdir(join(folder.path, 'tmp'))).to.deep.equal(['fresh'])
  })

  it('opens over a stray file, and keeps no more than sixteen damaged ones', async () => {
    await writeFile(join(folder.path, 'blocks', '.DS_Store'), 'x')
    for (let n = 0; n < 20; n++) {
      const cid = await store.put(HELLO, 'raw')
      await writeFile(pathOf(cid, HELLO), `damage ${n}`)
      expect(await store.get(cid).catch((error: unknown) => error)).to.be.instanceOf(ContentCorruptError)
    }
    expect(await readdir(join(folder.path, 'corrupt'))).to.have.length(16)
    expect((await BlockStore.open(folder.path)).usedBytes).to.equal(0)
  })

  it('takes no name but a CID of this market', async () => {
    const names = ['', '../../etc/passwd', 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG', 'bafkqaaa', 'bafkrei']
    for (const name of names) {
      expect(await store.get(name).catch((error: unknown) => error), name).to.be.instanceOf(InvalidFieldError)
    }
  })
})
