import { createServer, type Server } from 'node:http'
import { cidOf } from '@millrace/sdk'
import { expect } from 'chai'
import { collect, upload } from '../../scripts/requester/content.ts'
import { exampleProof, exampleSpec } from '../sdk/example.ts'

describe('an upload to a content store', () => {
  const bytes = new Uint8Array([1, 2, 3])
  let store: Server
  let url: string
  let answers: number[]

  before(async () => {
    store = createServer((request, response) => {
      request.resume().on('end', () => {
        const status = answers.shift() ?? 201
        response.writeHead(status, status === 503 ? { 'Retry-After': '0.01' } : {}).end(`answer ${status}`)
      })
    })
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve))
    const address = store.address()
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  })
  after(() => {
    store.close()
    store.closeAllConnections()
  })

  it('is tried again when the store says that it is busy, and has the CID of its own bytes', async () => {
    answers = [503, 503, 201]
    expect(await upload(url, bytes, 'raw')).to.equal(await cidOf(bytes, 'raw'))
    expect(answers).to.deep.equal([])
  })

  it('is given up when the store refuses it, with its words', async () => {
    answers = [413, 201]
    const refusal = await upload(url, bytes, 'raw').catch(String)
    expect(refusal).to.include('refused 3 bytes: 413 answer 413')
    expect(answers).to.deep.equal([201])
  })

  it('names host and port only when nobody answers: the rest of a URL may be a secret', async () => {
    const refusal = await upload('http://user:secret@127.0.0.1:9/token', bytes, 'raw').catch(String)
    expect(refusal)
      .to.include('No content store answers at 127.0.0.1:9')
      .and.not.include('secret')
      .and.not.include('token')
  })
})

describe('what stands behind a proof', () => {
  it('is collected whole, also when it is a thousand files', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => ({
      path: `part-${i}`,
      bytes: new TextEncoder().encode(`${i}`),
    }))
    const spec = { ...exampleSpec, outputs: [] }
    const { proof, blocks } = await exampleProof({ spec, run: (own) => ({ ...own, outputs: many }) })
    // As a gateway does: who asks for more than 64 blocks at once is turned away. Each takes it a moment.
    let asked = 0
    const gateway = createServer((request, response) => {
      asked += 1
      const block = asked > 64 ? undefined : blocks.get(/ipfs\/(\w+)/.exec(request.url ?? '')?.[1] ?? '')
      setTimeout(() => {
        asked -= 1
        response.writeHead(block === undefined ? 503 : 200).end(block)
      }, 20)
    })
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
    const address = gateway.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    try {
      const { outputs } = await collect(proof.proofHash, [`http://127.0.0.1:${port}`])
      expect(outputs).to.have.length(1_000)
      for (const { path, bytes } of outputs) expect(`part-${new TextDecoder().decode(bytes)}`).to.equal(path)
    } finally {
      gateway.close()
      gateway.closeAllConnections()
    }
  })
})
