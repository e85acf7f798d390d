import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { leavePointer, runningMarkets } from '../../scripts/local/pointer.ts'

describe('the pointers to running markets', () => {
  let folder: string
  let chain: Server
  let rpcUrl: string

  before(async () => {
    chain = createServer((request, response) => {
      request.resume().on('end', () => response.end('{"jsonrpc":"2.0","id":1,"result":"0x7a69"}'))
    })
    await new Promise<void>((resolve) => chain.listen(0, '127.0.0.1', resolve))
    const address = chain.address()
    rpcUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  })
  after(() => new Promise((resolve) => chain.close(resolve)))
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'millrace-pointers-'))
  })

  const pointer = (pid: number, startedAtMs: number, rpc = rpcUrl) => ({
    pid,
    startedAtMs,
    rpcUrl: rpc,
    deployment: '/d.json',
    uploadUrl: 'http://127.0.0.1:1',
  })

  it('come the latest first, whatever their process is called', async () => {
    for (const [pid, at] of [
      [9, 100],
      [10, 300],
      [8, 200],
    ] as const)
      leavePointer(pointer(pid, at), folder)
    expect((await runningMarkets(folder)).map(({ pid }) => pid)).to.deep.equal([10, 8, 9])
  })

  it('are gone when taken back', async () => {
    leavePointer(pointer(1, 1), folder)()
    expect(await runningMarkets(folder)).to.deep.equal([])
  })

  it('are dropped when no chain answers, though the process number lives on in another', async () => {
    leavePointer(pointer(process.pid, 1, 'http://127.0.0.1:9'), folder)
    leavePointer(pointer(2, 2), folder)
    expect((await runningMarkets(folder)).map(({ pid }) => pid)).to.deep.equal([2])
    expect(readdirSync(folder)).to.deep.equal(['2.json'])
  })

  it('are dropped when they cannot be read', async () => {
    writeFileSync(join(folder, '1.json'), '{"pid": 1')
    expect(await runningMarkets(folder)).to.deep.equal([])
    expect(readdirSync(folder)).to.deep.equal([])
  })
})
