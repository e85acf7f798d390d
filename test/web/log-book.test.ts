import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  http,
  isHex,
  type Abi,
  type Address,
  type Hex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { readFileSync } from 'node:fs'
import { localWallet, LOCAL_CHAIN_ID } from '../../scripts/local/accounts.ts'
import { Children } from '../../scripts/local/children.ts'
import { offersIn } from '../../web/lib/jobs.ts'
import { LogBook } from '../../web/lib/log-book.ts'

const POLL_MS = 20
const { abi, bytecode }: { abi: Abi; bytecode: Hex } = JSON.parse(
  readFileSync(new URL('../../sdk/artifacts/OfferBook.json', import.meta.url), 'utf8'),
)

describe('The log book of the page', function () {
  let folder: string
  let children: Children
  let rpcUrl: string
  let book: Address

  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'millrace-logs-'))
    children = new Children()
    const chain = children.start('chain', ['scripts/local/chain.ts'], join(folder, 'chain.log'))
    rpcUrl = String((await chain.firstJson((line) => 'url' in line, 60_000))['url'])
    const hash = await wallet().deployContract({ abi, bytecode, args: [] })
    const { contractAddress } = await read().waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error('The offer book was not deployed')
    book = contractAddress
  })
  after(async function () {
    await children.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('shows a new event soon after its block, with the time of the block', async function () {
    const { logs, stop } = follow()
    await publish('0x01')
    await until(() => offers(logs()).includes('0x01'))
    const [last] = logs().logs.slice(-1)
    const block = await read().getBlock({ blockNumber: last?.blockNumber ?? 0n })
    expect(last?.blockTimestamp).to.equal(block.timestamp)
    expect(logs().headTime).to.equal((await read().getBlock()).timestamp)
    await stop()
  })

  it('forgets what a reorg took back, and shows what came instead, once', async function () {
    const { logs, stop } = follow()
    const chain = createTestClient({ mode: 'hardhat', chain: hardhat, transport: http(rpcUrl) })
    const id = await chain.snapshot()
    await publish('0x02')
    await until(() => offers(logs()).includes('0x02'))
    await chain.revert({ id })
    await publish('0x03')
    await chain.mine({ blocks: 2 })
    await until(() => offers(logs()).includes('0x03'))
    const place = ({ blockHash, logIndex }: { blockHash: Hex; logIndex: number }) => `${blockHash}:${logIndex}`
    const canonical = await read().getLogs({ address: book, fromBlock: 0n })
    expect(logs().logs.map(place)).to.deep.equal(canonical.map(place))
    expect(canonical).to.have.length(2)
    await stop()
  })

  it('says when the chain is gone, keeps what it knew, and goes on when it is back', async function () {
    const broken = { on: true }
    const { logs, stop } = follow({
      onFetchRequest: () => {
        if (broken.on) throw new Error('unplugged')
      },
    })
    await until(() => logs().error !== undefined)
    expect(logs().logs).to.deep.equal([])
    broken.on = false
    await until(() => logs().error === undefined && logs().logs.length > 0)
    broken.on = true
    const known = logs().logs
    await until(() => logs().error !== undefined)
    expect(logs().logs).to.equal(known)
    await stop()
  })

  const read = () =>
    createPublicClient({ chain: hardhat, transport: http(rpcUrl), cacheTime: 0, pollingInterval: POLL_MS })
  function wallet() {
    const { privateKey } = localWallet('agent', LOCAL_CHAIN_ID)
    if (!isHex(privateKey)) throw new Error('A local key is not hex')
    return createWalletClient({ account: privateKeyToAccount(privateKey), chain: hardhat, transport: http(rpcUrl) })
  }

  async function publish(bytes: Hex): Promise<void> {
    const validUntil = Math.floor(Date.now() / 1000) + 86_400
    const hash = await wallet().writeContract({
      address: book,
      abi,
      functionName: 'publish',
      args: [validUntil, bytes],
    })
    await read().waitForTransactionReceipt({ hash })
  }

  function follow(options: Parameters<typeof http>[1] = {}) {
    const client = createPublicClient({ chain: hardhat, transport: http(rpcUrl, { retryCount: 0, ...options }) })
    const logBook = new LogBook(client, [book], 0n)
    const ending = new AbortController()
    const done = logBook.follow(POLL_MS, ending.signal)
    const stop = async () => {
      ending.abort()
      await done
    }
    return { logs: logBook.view, stop }
  }

  const offers = ({ logs }: ReturnType<LogBook['view']>): readonly Hex[] =>
    offersIn(logs, book).map(({ bytes }) => bytes)
})

/** Waits until something holds; mocha's own timeout ends a wait in vain. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
}
