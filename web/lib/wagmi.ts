import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import { defineChain, type Chain } from 'viem'
import { createConfig, http, injected, type Config } from 'wagmi'
import type { PageConfig } from './config.ts'
import { demoWallet } from './demo-wallet.ts'

/** The chain of the page's market, as wallets and viem want it. */
export function chainOf(config: PageConfig): Chain {
  return defineChain({
    id: config.chainId,
    name: config.chainName,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [config.rpcUrl] } },
    testnet: config.chainId === LOCAL_CHAIN_ID,
  })
}

/** How often the chain is asked for news, in milliseconds. */
const POLL_MS = 700

/** The wallets and the transport for one market. Wallets announce themselves by EIP-6963; nothing else is reached. */
export function wagmiConfig(config: PageConfig): Config {
  const chain = chainOf(config)
  return createConfig({
    chains: [chain],
    connectors: [injected(), ...(config.demoWallet ? [demoWallet(config.demoWallet.privateKey, chain)] : [])],
    transports: { [chain.id]: http(config.rpcUrl, { batch: { wait: 10 } }) },
    pollingInterval: POLL_MS,
    // The market needs no multicall contract, and the local chain has none.
    batch: { multicall: false },
  })
}
