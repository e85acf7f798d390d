import { createServer, type Server } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cidOf, decodeSpec, type Codec } from '@millrace/sdk'
import { BlockStore, serveGateway, type Gateway } from '@millrace/store'
import { expect } from 'chai'
import { storePlan, type StoreProgress } from '../../web/features/post-job/store-plan.ts'
import { uploadBlock } from '../../web/lib/content.ts'
import { PageError } from '../../web/lib/page-error.ts'
import { typicalPlan } from '../../web/lib/templates/templates.ts'

const INPUTS = 9
const program = new Uint8Array([0, 97, 115, 109])
const seed = `0x${'07'.repeat(32)}` as const
const plan = {
  ...typicalPlan('report'),
  inputs: Array.from({ length: INPUTS }, (_, index) => ({
    path: `in-${index}.csv`,
    bytes: new Uint8Array(9).fill(index),
  })),
}

describe('Storing the files of a job', function () {
  const { signal } = new AbortController()
  let folder: string
  let store: BlockStore
  let gateway: Gateway

  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'millrace-upload-'))
    store = await BlockStore.open(folder)
    gateway = await serveGateway(store, { quotaBytes: 2 ** 30 })
  })
  after(async function () {
    await gateway.close()
    await rm(folder, { recursive: true })
  })

  it('sends more files than the store takes at once, one after the other, and says which', async function () {
    const heard: StoreProgress[] = []
    let open = 0
    let most = 0
    const put = async (bytes: Uint8Array<ArrayBuffer>, codec: Codec) => {
      open += 1
      most = Math.max(most, open)
      const cid = await uploadBlock(gateway.url, bytes, codec, signal)
      open -= 1
      return cid
    }
    const specCid = await storePlan(plan, program, seed, put, (progress) => heard.push(progress))

    const files = INPUTS + 2
    expect(most).to.equal(1)
    expect(heard).to.deep.equal(Array.from({ length: files }, (_, index) => ({ file: index + 1, files })))
    const spec = decodeSpec(await store.get(specCid, 1 << 20))
    expect(spec.runtime).to.include({ kind: 'wasm', module: await cidOf(program, 'raw') })
    for (const [index, { path, cid }] of spec.inputs.entries()) {
      expect(path).to.equal(`in-${index}.csv`)
      expect([...(await store.get(cid, 9))]).to.deep.equal([...new Uint8Array(9).fill(index)])
    }
  })
})

describe('A store that is busy', function () {
  let server: Server
  let url: string
  let refusals: number
  let asked: number

  beforeEach(async function () {
    asked = 0
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        asked += 1
        if (asked <= refusals) return response.writeHead(503, { 'retry-after': '0' }).end('Too many uploads at once')
        return response.writeHead(201).end(cid)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
  })
  afterEach(function () {
    server.close()
  })
  let cid: string
  before(async function () {
    cid = await cidOf(program, 'raw')
  })

  it('is asked again when it says so', async function () {
    refusals = 3
    expect(await uploadBlock(url, program, 'raw', new AbortController().signal)).to.equal(cid)
    expect(asked).to.equal(4)
  })

  it('is left in peace after a few tries, with a sentence and a next step', async function () {
    refusals = Infinity
    const failure: unknown = await uploadBlock(url, program, 'raw', new AbortController().signal).catch(
      (error: unknown) => error,
    )
    expect(failure).to.be.instanceOf(PageError)
    expect(failure).to.have.property('message', 'The content store is busy with the files of others.')
    expect(asked).to.equal(6)
  })

  it('is not waited for by a page that was left', async function () {
    refusals = Infinity
    const stop = new AbortController()
    stop.abort(new Error('The page was left'))
    const failure: unknown = await uploadBlock(url, program, 'raw', stop.signal).catch((error: unknown) => error)
    expect(failure).to.have.property('message', 'The page was left')
    expect(asked).to.equal(0)
  })
})
