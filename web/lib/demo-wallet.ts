import { LOCAL_CHAIN_ID } from '@millrace/sdk'
import {
  createWalletClient,
  hexToBigInt,
  http,
  isAddress,
  isHex,
  numberToHex,
  type Address,
  type Chain,
  type EIP1193Provider,
  type Hex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { injected } from 'wagmi'
import { parseTypedData } from './typed-data-json.ts'

/** The id of the connector, by which the page tells it from wallets that announced themselves. */
export const DEMO_WALLET_ID = 'millrace.demo'

/** An EIP-1193 provider error. Codes: 4100 unauthorised, 4200 unsupported method, 4902 unknown chain, -32602 bad parameters. */
export class WalletRpcError extends Error {
  override readonly name = 'WalletRpcError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

type Handler = (params: readonly unknown[]) => Promise<unknown>

/** Whether the page was given the wallet. Until then, like any wallet, it names no account. */
export type Permission = { readonly isGranted: () => boolean; readonly grant: () => void }

/**
 * Answers EIP-1193 requests with one local key: signs for its own account, and sends reads on to the chain.
 * @throws {WalletRpcError} 4902 at once when the chain is not the local one: real funds do not belong in a page.
 */
export function demoRequests(
  privateKey: Hex,
  chain: Chain,
  permission: Permission,
): (method: string, params: readonly unknown[]) => Promise<unknown> {
  if (chain.id !== LOCAL_CHAIN_ID) {
    throw new WalletRpcError(4902, `The demo wallet works on chain ${LOCAL_CHAIN_ID} only, not on chain ${chain.id}.`)
  }
  const account = privateKeyToAccount(privateKey)
  const client = createWalletClient({ account, chain, transport: http() })

  const mine = (from: unknown): void => {
    if (from === undefined) return
    if (typeof from !== 'string' || from.toLowerCase() !== account.address.toLowerCase()) {
      throw new WalletRpcError(4100, 'The demo wallet signs for its own account only.')
    }
  }
  const handlers: Readonly<Record<string, Handler>> = {
    async eth_requestAccounts() {
      permission.grant()
      return [account.address]
    },
    eth_accounts: async () => (permission.isGranted() ? [account.address] : []),
    eth_chainId: async () => numberToHex(chain.id),
    async wallet_switchEthereumChain([to]) {
      if (Number(field(to, 'chainId')) === chain.id) return null
      throw new WalletRpcError(4902, 'The demo wallet knows the local chain only.')
    },
    async personal_sign([raw, from]) {
      mine(from)
      if (!isHex(raw)) throw new WalletRpcError(-32602, 'personal_sign wants its message in hex.')
      return account.signMessage({ message: { raw } })
    },
    async eth_signTypedData_v4([from, json]) {
      mine(from)
      return account.signTypedData(parseTypedData(json, chain.id))
    },
    async eth_sendTransaction([transaction]) {
      mine(field(transaction, 'from'))
      return client.sendTransaction(callOf(transaction))
    },
  }
  return async (method, params) => {
    const handler = handlers[method]
    if (handler) return handler(params)
    if (method.startsWith('wallet_')) throw new WalletRpcError(4200, `The demo wallet has no ${method}.`)
    return client.transport.request({ method, params })
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

function callOf(transaction: unknown): { to: Address; data?: Hex; value?: bigint; gas?: bigint } {
  const to = field(transaction, 'to')
  if (typeof to !== 'string' || !isAddress(to)) {
    throw new WalletRpcError(-32602, 'A transaction needs the address it goes to.')
  }
  const data = field(transaction, 'data')
  const value = field(transaction, 'value')
  const gas = field(transaction, 'gas')
  return {
    to,
    ...(isHex(data) ? { data } : {}),
    ...(isHex(value) ? { value: hexToBigInt(value) } : {}),
    ...(isHex(gas) ? { gas: hexToBigInt(gas) } : {}),
  }
}

const GRANTED = 'millrace.demoWallet'

/** Survives a reload, as the permission of an installed wallet does. */
const rememberedPermission: Permission = {
  isGranted: () => localStorage.getItem(GRANTED) !== null,
  grant: () => localStorage.setItem(GRANTED, 'granted'),
}

/** The demo wallet as a wagmi connector: one click, the funded key of config.json, the local chain only. */
export function demoWallet(privateKey: Hex, chain: Chain) {
  const answer = demoRequests(privateKey, chain, rememberedPermission)
  const provider = {
    request: ({ method, params }: { readonly method: string; readonly params?: unknown }) =>
      answer(method, Array.isArray(params) ? params : []),
    // One account on one chain: there is never a change to announce.
    on: () => undefined,
    removeListener: () => undefined,
  }
  if (!isProvider(provider)) throw new WalletRpcError(-32603, 'The demo wallet is no EIP-1193 provider.')
  return injected({ target: { id: DEMO_WALLET_ID, name: 'Demo wallet', provider } })
}

/** EIP-1193's `request` is typed per method; this one is checked by its handlers instead. */
const isProvider = (value: object): value is EIP1193Provider => 'request' in value && 'on' in value
