import type { Provider, Signer } from 'ethers'
import { Transaction } from 'ethers'

/**
 * The deterministic deployment proxy: it creates, with CREATE2, whatever it is sent behind a salt. Nobody owns it, and since the
 * transaction that creates it was signed for every chain, it has the same address on each that has it.
 */
export const PROXY = {
  address: '0x4e59b44847b379578588920cA78FbF26c0B4956C',
  code: '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3',
  /** Names no chain, as transactions did before EIP-155. Its signature was made up, so nobody has the key of its sender. */
  transaction:
    '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222',
} as const

const signed = Transaction.from(PROXY.transaction)
/** The account from which the proxy is created, and what it must hold. */
export const PROXY_SENDER = signed.from ?? ''
export const PROXY_COST = signed.gasLimit * (signed.gasPrice ?? 0n)

/** Whether the chain has the proxy. @throws Error when something else stands there. */
export async function hasProxy(provider: Provider): Promise<boolean> {
  const code = await provider.getCode(PROXY.address)
  if (code !== '0x' && code !== PROXY.code) {
    throw new Error(
      `At ${PROXY.address} stands other code than the deterministic deployment proxy: nothing was deployed`,
    )
  }
  return code === PROXY.code
}

/**
 * Creates the proxy on a chain that does not have it.
 *
 * @throws Error that says why this chain cannot have it.
 */
export async function createProxy(signer: Signer, provider: Provider): Promise<void> {
  if ((await provider.getTransactionCount(PROXY_SENDER)) > 0) {
    throw new Error(
      `The account that creates the deterministic deployment proxy has used its only transaction on this chain, and the proxy is not there: ${elsewhere}`,
    )
  }
  const { baseFeePerGas } = (await provider.getBlock('latest')) ?? {}
  const gasPrice = signed.gasPrice ?? 0n
  if ((baseFeePerGas ?? 0n) > gasPrice) {
    throw new Error(
      `The deterministic deployment proxy is created at ${gasPrice} wei per gas, no more, and this chain asks ${baseFeePerGas} now: wait until it asks less. If it never does, ${elsewhere}`,
    )
  }
  const missing = PROXY_COST - (await provider.getBalance(PROXY_SENDER))
  if (missing > 0n) await (await signer.sendTransaction({ to: PROXY_SENDER, value: missing })).wait()
  try {
    const sent = await provider.broadcastTransaction(PROXY.transaction)
    await sent.wait()
  } catch (cause) {
    throw new Error(
      `This node refuses the transaction that creates the deterministic deployment proxy, since it names no chain: ask the chain's operators to send it, or another node. Until then, ${elsewhere}`,
      { cause },
    )
  }
  if (!(await hasProxy(provider))) throw new Error(`The deterministic deployment proxy was not created: ${elsewhere}`)
}

const elsewhere =
  'the market cannot have its addresses here, and is not deployed (docs/deploy.md says what can be done)'
