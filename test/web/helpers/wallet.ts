import type { BrowserContext } from 'playwright-core'
import { createWalletClient, defineChain, http, isHex, numberToHex, type Hex, type TypedDataDefinition } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** Keys, chain and name of a wallet. `chainId` is where it begins; the market's chain is added by `wallet_addEthereumChain` only. */
export type TestWalletOptions = {
  readonly key: Hex
  readonly chainId: number
  readonly rpcUrl: string
  readonly name: string
  readonly startChainId?: number
}

/** A wallet that is installed in every page of a context: EIP-6963 and EIP-1193 in the page, key and policy here. */
export type TestWallet = {
  readonly asked: string[]
  /** Says no to the next request of this method. */
  rejectNext(method: string): void
  switchChain(chainId: number): Promise<void>
}

class RpcError extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

type Transaction = { from?: string; to: Hex; data?: Hex; value?: Hex; gas?: Hex }

/** Installs a wallet that really signs. It refuses typed data for another chain, as wallets in use do. */
export async function installWallet(context: BrowserContext, options: TestWalletOptions): Promise<TestWallet> {
  const { key, chainId, rpcUrl, name, startChainId = chainId } = options
  const account = privateKeyToAccount(key)
  const chain = defineChain({
    id: chainId,
    name: 'local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createWalletClient({ account, chain, transport: http(rpcUrl) })
  const asked: string[] = []
  const state = { chainId: startChainId, connected: false, reject: undefined as string | undefined }

  const emit = async (event: string, value: unknown): Promise<void> => {
    for (const page of context.pages()) {
      await page.evaluate(
        ([type, detail]) => window.dispatchEvent(new CustomEvent(`test-wallet:${type}`, { detail })),
        [event, value] as const,
      )
    }
  }
  const switchChain = async (id: number): Promise<void> => {
    state.chainId = id
    await emit('chainChanged', numberToHex(id))
  }
  const send = ({ from, to, data, value, gas }: Transaction) => {
    if (from?.toLowerCase() !== account.address.toLowerCase()) throw new RpcError(4100, 'Not an account of this wallet')
    if (state.chainId !== chainId) throw new RpcError(-32603, 'The wallet is on another chain')
    return client.sendTransaction({
      to,
      ...(data && { data }),
      ...(value && { value: BigInt(value) }),
      ...(gas && { gas: BigInt(gas) }),
    })
  }
  const sign = (json: string) => {
    const data: TypedDataDefinition & { types: Record<string, unknown> } = JSON.parse(json)
    if (Number(data.domain?.chainId) !== state.chainId) throw new RpcError(-32603, 'Typed data for another chain')
    const { EIP712Domain: _domain, ...types } = data.types
    return account.signTypedData({ ...data, types })
  }

  const handle = async (method: string, params: readonly never[]): Promise<unknown> => {
    asked.push(method)
    if (state.reject === method) {
      state.reject = undefined
      throw new RpcError(4001, 'User rejected the request.')
    }
    switch (method) {
      case 'eth_requestAccounts':
        state.connected = true
        return [account.address]
      case 'wallet_requestPermissions':
        state.connected = true
        return [
          {
            parentCapability: 'eth_accounts',
            caveats: [{ type: 'restrictReturnedAccounts', value: [account.address] }],
          },
        ]
      case 'wallet_revokePermissions':
        state.connected = false
        return null
      case 'eth_accounts':
        return state.connected ? [account.address] : []
      case 'eth_chainId':
        return numberToHex(state.chainId)
      case 'wallet_switchEthereumChain': {
        const [to] = params as readonly { chainId: Hex }[]
        if (Number(to?.chainId) !== chainId) throw new RpcError(4902, 'Unrecognized chain')
        await switchChain(chainId)
        return null
      }
      case 'eth_signTypedData_v4': {
        const [, json] = params as readonly string[]
        return sign(json ?? '')
      }
      case 'eth_sendTransaction': {
        const [transaction] = params as readonly Transaction[]
        if (!transaction || !isHex(transaction.to)) throw new RpcError(-32602, 'No transaction')
        return send(transaction)
      }
      default:
        if (method.startsWith('wallet_')) throw new RpcError(4200, `Unsupported: ${method}`)
        return client.transport.request({ method, params })
    }
  }

  await context.exposeBinding('__testWallet', async (_source, method: string, params: readonly never[]) => {
    try {
      return { ok: await handle(method, params) }
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error))
      return { error: { code: Number(Reflect.get(cause, 'code') ?? -32603), message: cause.message } }
    }
  })
  await context.addInitScript(announceWallet, name)
  return {
    asked,
    rejectNext: (method) => {
      state.reject = method
    },
    switchChain,
  }
}

/** Runs in the page, before its own scripts: announces the wallet (EIP-6963) and hands every request to the test. */
function announceWallet(name: string): void {
  type Answer = { ok?: unknown; error?: { code: number; message: string } }
  const ask = (method: string, params: unknown): Promise<Answer> =>
    Reflect.get(window, '__testWallet')(method, params ?? [])
  const wrapped = new Map<unknown, EventListener>()
  const provider = {
    async request({ method, params }: { method: string; params?: unknown }) {
      const { ok, error } = await ask(method, params)
      if (error) throw Object.assign(new Error(error.message), { code: error.code })
      return ok
    },
    on(type: string, listener: (value: unknown) => void) {
      const wrapper: EventListener = (event) => listener(event instanceof CustomEvent ? event.detail : undefined)
      wrapped.set(listener, wrapper)
      window.addEventListener(`test-wallet:${type}`, wrapper)
    },
    removeListener(type: string, listener: (value: unknown) => void) {
      const wrapper = wrapped.get(listener)
      if (wrapper) window.removeEventListener(`test-wallet:${type}`, wrapper)
    },
  }
  const icon =
    'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"%3E%3Crect width="24" height="24" rx="6" fill="%237c3aed"/%3E%3C/svg%3E'
  const info = Object.freeze({ uuid: '2f6b0d5e-8f2f-4a8b-9a41-4d1d0f3c7e11', name, icon, rdns: 'org.example.wallet' })
  const announce = () =>
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }))
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}
