// Posts a WebAssembly module as a job:  MILLRACE_KEY=0x… node scripts/post.ts RPC_URL deployment.json STORE_URL my.wasm PRICE [ARGUMENT…]
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { encodeSpec, WASM_ENGINE } from '@millrace/sdk'
import { hexlify, parseUnits, Wallet } from 'ethers'
import { upload } from './requester/content.ts'
import { connect, contractAt } from './requester/market.ts'
import { freeLane, orderFor } from './requester/order.ts'
import { postOrder } from './requester/post-order.ts'

const [rpcUrl, deploymentFile, storeUrl, file, price, ...args] = process.argv.slice(2)
const key = process.env['MILLRACE_KEY']
if (!rpcUrl || !deploymentFile || !storeUrl || !file || !price || !key) {
  console.error(
    'usage: MILLRACE_KEY=0x… node scripts/post.ts RPC_URL deployment.json STORE_URL my.wasm PRICE [ARGUMENT…]',
  )
  process.exit(2)
}
const market = await connect(rpcUrl, deploymentFile)
const requester = new Wallet(key, market.provider)
const escrow = contractAt('JobEscrow', market.deployment.escrow, requester)
const [steps, seconds] = [2_000_000_000n, 120]

// 1. The program and the spec go to a content store; what goes on chain is the hash of the spec.
const module = await upload(storeUrl, new Uint8Array(readFileSync(file)), 'raw')
const spec = encodeSpec({
  v: 1,
  runtime: { kind: 'wasm', module, engine: WASM_ENGINE, strictFloats: true },
  entry: '_start',
  args,
  env: {},
  inputs: [],
  outputs: [],
  resources: { cpu: 1, memoryBytes: 64n * 2n ** 20n, diskBytes: 16n * 2n ** 20n, gpu: 0 },
  limits: { seconds, steps, outputBytes: 16n * 2n ** 20n, logBytes: 65_536n },
  network: { kind: 'none' },
  seed: `0x${hexlify(randomBytes(32)).slice(2)}`,
})
const specCid = await upload(storeUrl, spec, 'dag-cbor')

// 2. The order names the price and the windows, and goes on chain with its money.
const maxPrice = parseUnits(price, market.deployment.token.decimals)
const windows = { openSeconds: 300, runSeconds: seconds, verifySeconds: 120 }
const wish = { requester: `0x${requester.address.slice(2)}` as const, specCid, maxPrice, steps, ...windows }
const order = orderFor(wish, market.deployment, await freeLane(escrow, requester.address))
console.log(await postOrder(market, requester, order))
market.provider.destroy()
