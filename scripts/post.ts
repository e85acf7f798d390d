// Posts a WebAssembly module as a job:  MILLRACE_KEY=0x… npm run post -- RPC_URL deployment.json STORE_URL my.wasm PRICE [ARGUMENT…]
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { encodeSpec, secondsForSteps, WASM_ENGINE } from '@millrace/sdk'
import { hexlify, parseUnits } from 'ethers'
import { accountOn } from './requester/account.ts'
import { upload } from './requester/content.ts'
import { connect } from './requester/market.ts'
import { postOrder } from './requester/post-order.ts'
import { orExplain } from './requester/refusal.ts'

const [rpcUrl, deploymentFile, storeUrl, file, price, ...args] = process.argv.slice(2)
if (!rpcUrl || !deploymentFile || !storeUrl || !file || !price) {
  console.error('usage: MILLRACE_KEY=0x… npm run post -- RPC_URL deployment.json STORE_URL my.wasm PRICE [ARGUMENT…]')
  process.exit(2)
}
await orExplain(async () => {
  const market = await connect(rpcUrl, deploymentFile)
  try {
    const requester = accountOn(market.deployment.chainId).connect(market.provider)

    // 1. The program and the spec go to a content store; what goes on chain is the hash of the spec.
    const module = await upload(storeUrl, new Uint8Array(readFileSync(file)), 'raw')
    const steps = 2_000_000_000n
    const limits = { seconds: secondsForSteps(steps), steps, outputBytes: 16n * 2n ** 20n, logBytes: 65_536n }
    const spec = encodeSpec({
      v: 1,
      runtime: { kind: 'wasm', module, engine: WASM_ENGINE, strictFloats: true },
      entry: '_start',
      args,
      env: {},
      inputs: [],
      outputs: [],
      resources: { cpu: 1, memoryBytes: 64n * 2n ** 20n, diskBytes: 16n * 2n ** 20n, gpu: 0 },
      limits,
      network: { kind: 'none' },
      seed: `0x${hexlify(randomBytes(32)).slice(2)}`,
    })
    const specCid = await upload(storeUrl, spec, 'dag-cbor')

    // 2. The order names the price; its windows and its rate follow from the limits. It goes on chain with its money.
    const maxPrice = parseUnits(price, market.deployment.token.decimals)
    const terms = {
      requester: `0x${requester.address.slice(2)}`,
      specCid,
      limits,
      price: maxPrice,
      openSeconds: 300,
    } as const
    console.log(await postOrder(market, requester, terms))
  } finally {
    market.provider.destroy()
  }
})
