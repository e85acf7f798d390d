import { createRequire } from 'node:module'
import hardhatEthers from '@nomicfoundation/hardhat-ethers'
import hardhatEthersChaiMatchers from '@nomicfoundation/hardhat-ethers-chai-matchers'
import hardhatKeystore from '@nomicfoundation/hardhat-keystore'
import hardhatMocha from '@nomicfoundation/hardhat-mocha'
import hardhatNetworkHelpers from '@nomicfoundation/hardhat-network-helpers'
import { configVariable, defineConfig } from 'hardhat/config'
import { KEY_VARIABLE, networkNames, urlVariable } from './scripts/deploy/networks.ts'

// The compiler is solc's WebAssembly build from npm: nothing is downloaded, and every machine compiles with the same bytes.
const version = '0.8.37'
const path = createRequire(import.meta.url).resolve('solc/soljson.js')
const settings = {
  optimizer: { enabled: true, runs: 800 },
  evmVersion: 'prague',
  // For snapshots/storage.json.
  outputSelection: { '*': { '*': ['storageLayout'] } },
}

// Every network that has a file of constructor arguments. Its URL and the deployer's key come from the environment or Hardhat's keystore.
const networks = networkNames().map((name) => {
  const url = configVariable(urlVariable(name), name === 'localhost' ? { default: 'http://127.0.0.1:8545' } : {})
  return [name, { type: 'http', url, accounts: [configVariable(KEY_VARIABLE)] }] as const
})

export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatKeystore, hardhatMocha, hardhatNetworkHelpers],
  paths: { tests: { mocha: './test/contracts', solidity: './test/contracts/solidity' } },
  networks: {
    ...Object.fromEntries(networks),
    // Blocks may share a second: a burst of transactions must not push the chain's clock ahead of the world's.
    default: { type: 'edr-simulated', chainId: 31337, allowBlocksWithSameTimestamp: true },
    local: {
      type: 'edr-simulated',
      chainId: 31337,
      allowBlocksWithSameTimestamp: true,
      mining: { auto: true, interval: 1000 },
    },
  },
  test: {
    mocha: { timeout: 60_000 },
    solidity: {
      // Per suite, of which there are two: 65,536 calls of handlers on every run of the tests, 2,500,000 in `npm run test:deep`.
      // A handler never reverts: what it tries and is refused, it counts.
      invariant: {
        ...(process.env['INVARIANTS'] === 'deep' ? { runs: 2_500, depth: 500 } : { runs: 256, depth: 128 }),
        failOnRevert: true,
        shrinkRunLimit: 200,
        failurePersistDir: './cache/invariant',
      },
    },
  },
  solidity: {
    // So that building the contracts, or testing them from TypeScript, does not build the Solidity tests.
    splitTestsCompilation: true,
    profiles: {
      default: { version, path, settings: { ...settings, viaIR: true } },
      production: { version, path, settings: { ...settings, viaIR: true } },
    },
  },
})
