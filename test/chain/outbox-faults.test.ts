import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { numberToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startFaultProxy } from './fixture/fault-proxy.ts'
import { type LocalChain, startChain } from './fixture/local-chain.ts'
import { outboxWorld, saying, until } from './fixture/outbox-world.ts'

const SEND_LOOP = fileURLToPath(new URL('fixture/send-loop.ts', import.meta.url))
const COUNT = 25
const NUMBERS = Array.from({ length: COUNT }, (_, n) => BigInt(n))

describe('Outbox, when the node or the process fails', () => {
  let chain: LocalChain
  let proxy: Awaited<ReturnType<typeof startFaultProxy>>

  before(async () => {
    chain = await startChain()
    proxy = await startFaultProxy(chain.url)
  })
  beforeEach(() => proxy.setFaults(() => null))
  afterEach(() => chain.automine(true))
  after(async () => {
    await proxy.close()
    await chain.close()
  })

  /** Sends COUNT intents through the proxy and expects each to have had its effect once. */
  async function expectEachOnce() {
    const world = await outboxWorld(chain, { url: proxy.url, pollMs: 1 })
    for (let n = 0; n < COUNT; n++) world.outbox.enqueue(`say:${n}`, { to: chain.emitter, data: saying(n) })
    world.start()
    const results = await Promise.all(NUMBERS.map((n) => world.outbox.result(`say:${n}`)))
    await world.stop()
    expect(results.map(({ state }) => state)).to.deep.equal(results.map(() => 'final'))
    expect([...(await world.said())].sort((a, b) => Number(a - b))).to.deep.equal(NUMBERS)
    expect(await world.nonce()).to.equal(COUNT)
    expect(world.settled).to.have.length(COUNT)
  }

  it('sends each intent once when every reply to a sending is swallowed', async () => {
    proxy.setFaults(({ method }) => (method === 'eth_sendRawTransaction' ? { kind: 'swallow' } : null))
    await expectEachOnce()
  })

  it('does not believe "nonce too low" or "already known" of what the node took', async () => {
    const words = ['nonce too low', 'already known', 'replacement transaction underpriced']
    let sends = 0
    proxy.setFaults(({ method }) => {
      if (method !== 'eth_sendRawTransaction') return null
      const message = words[sends++ % words.length] ?? ''
      return { kind: 'error', code: -32_000, message, alsoPass: true }
    })
    await expectEachOnce()
  })

  it('sends again what the node only said that it took', async () => {
    const told = new Set<string>()
    proxy.setFaults(({ method, params }) => {
      const raw = String(params[0])
      if (method !== 'eth_sendRawTransaction' || told.has(raw)) return null
      told.add(raw)
      return { kind: 'result', result: `0x${'11'.repeat(32)}` }
    })
    await expectEachOnce()
    expect(told.size).to.equal(COUNT)
  })

  it('goes through bursts of errors, cut connections and missing receipts', async () => {
    let seed = 11
    proxy.setFaults(({ method }) => {
      seed = (seed * 48_271) % 2_147_483_647
      if (seed % 20 === 0) return { kind: 'status', status: 503 }
      if (seed % 20 === 1) return { kind: 'swallow' }
      if (seed % 4 === 2 && method === 'eth_getTransactionReceipt') return { kind: 'result', result: null }
      return null
    })
    await expectEachOnce()
  })

  it('does not take a failed estimate for a refusal', async () => {
    let left = 3
    proxy.setFaults(({ method }) => {
      if (method !== 'eth_estimateGas' || left-- <= 0) return null
      return { kind: 'error', code: -32_000, message: 'insufficient funds for gas * price + value', alsoPass: false }
    })
    await expectEachOnce()
    expect(left).to.be.below(0)
  })

  it('does not believe one revert that the head contradicts', async () => {
    let left = 3
    proxy.setFaults(({ method }) => {
      if (method !== 'eth_estimateGas' || left-- <= 0) return null
      return { kind: 'error', code: 3, message: 'execution reverted', alsoPass: false }
    })
    await expectEachOnce()
    expect(left).to.be.below(0)
  })

  it('fills the gap when the node once claimed a nonce that was too high', async () => {
    const world = await outboxWorld(chain, { url: proxy.url })
    proxy.setFaults(({ method, params }) => {
      const isLie = method === 'eth_getTransactionCount' && params[1] === 'pending'
      return isLie ? { kind: 'result', result: '0x2' } : null
    })
    world.outbox.enqueue('high', { to: chain.emitter, data: saying(4) })
    world.start()
    expect(await world.outbox.result('high')).to.include({ state: 'final', nonce: 2 })
    await world.stop()
    expect(await world.nonce()).to.equal(3)
    expect(await world.said()).to.deep.equal([4n])
  })

  it('says that a stranger used the nonce, and goes on with the next', async () => {
    await chain.automine(false)
    const world = await outboxWorld(chain)
    world.outbox.enqueue('mine', { to: chain.emitter, data: saying(1) })
    world.start()
    await until(() => world.outbox.get('mine')?.state === 'broadcast')
    const stranger = await world.account.signTransaction({
      type: 'eip1559',
      chainId: 31_337,
      nonce: 0,
      to: world.account.address,
      gas: 21_000n,
      maxFeePerGas: 90n * 10n ** 9n,
      maxPriorityFeePerGas: 20n * 10n ** 9n,
    })
    await chain.request('eth_sendRawTransaction', stranger)
    await chain.mine(1)
    await chain.automine(true)
    expect(await world.outbox.result('mine')).to.include({ state: 'replaced', nonce: 0, hash: null })
    world.outbox.enqueue('next', { to: chain.emitter, data: saying(2) })
    expect(await world.outbox.result('next')).to.include({ state: 'final', nonce: 1 })
    await world.stop()
    expect(await world.said()).to.deep.equal([2n])
  })

  it('has every effect once when its process is killed again and again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-outbox-'))
    const key = generatePrivateKey()
    const { address } = privateKeyToAccount(key)
    await chain.request('hardhat_setBalance', address, numberToHex(10n ** 20n))
    const swallow = ({ method }: { readonly method: string }) => method === 'eth_sendRawTransaction'
    proxy.setFaults((call) => (swallow(call) ? { kind: 'swallow' } : null))
    const path = join(folder, 'journal.sqlite')
    let kills = 0
    for (let done = false; !done;) {
      const args = [SEND_LOOP, path, proxy.url, key, chain.emitter, String(COUNT)]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
      const before = proxy.seen.get('eth_sendRawTransaction') ?? 0
      const allowed = kills < 6 ? 1 + kills : Infinity
      const watch = setInterval(() => {
        if ((proxy.seen.get('eth_sendRawTransaction') ?? 0) - before >= allowed) child.kill('SIGKILL')
      }, 1)
      const [code] = await once(child, 'close')
      clearInterval(watch)
      if (code === null) kills += 1
      done = code === 0
      expect(code, 'the process ended by the kill or well').to.be.oneOf([null, 0])
    }
    await rm(folder, { recursive: true })
    const logs = await chain.client.getLogs({ address: chain.emitter, fromBlock: 0n })
    const said = logs.filter(({ topics }) => topics[1]?.endsWith(address.slice(2).toLowerCase()))
    expect(said.map(({ topics }) => BigInt(topics[2] ?? 0)).sort((a, b) => Number(a - b))).to.deep.equal(NUMBERS)
    expect(await chain.client.getTransactionCount({ address })).to.equal(COUNT)
    expect(kills).to.be.at.least(4)
  })
})
