'use client'
import { useConnection, useSwitchChain } from 'wagmi'
import { walletState, type WalletState } from '../../lib/wallet-state.ts'
import { toastProblem } from '../toast-problem.ts'
import { useMarket } from './market-context.tsx'

/** The wallet as one of four states. */
export function useWallet(): WalletState {
  const { chainId } = useMarket()
  return walletState(useConnection(), chainId)
}

/** Asks the wallet to come to the market's chain; adds the chain where the wallet does not know it (EIP-3085). */
export function useSwitchToMarket(): { readonly switchChain: () => void; readonly switching: boolean } {
  const { chainId } = useMarket()
  const { mutate, isPending } = useSwitchChain()
  return { switchChain: () => mutate({ chainId }, { onError: toastProblem }), switching: isPending }
}
