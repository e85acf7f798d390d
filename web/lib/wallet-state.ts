import type { Address } from 'viem'

/** What the header shows of the wallet. */
export type WalletState =
  | { readonly kind: 'settling' }
  | { readonly kind: 'none' }
  | { readonly kind: 'wrongChain'; readonly address: Address }
  | { readonly kind: 'connected'; readonly address: Address }

type Connection = {
  readonly status: 'connected' | 'connecting' | 'reconnecting' | 'disconnected'
  readonly address?: Address | undefined
  readonly chainId?: number | undefined
}

/** What is known of the wallet, as one of four states. While it reconnects there is no button to press too early. */
export function walletState({ status, address, chainId }: Connection, marketChainId: number): WalletState {
  if (status === 'reconnecting') return { kind: 'settling' }
  if (address === undefined || status === 'disconnected') return { kind: 'none' }
  return chainId === marketChainId ? { kind: 'connected', address } : { kind: 'wrongChain', address }
}
