/** As much of a wallet's connector as the list needs. */
export type WalletOption = { readonly id: string; readonly name: string; readonly icon?: string | undefined }

/**
 * The wallets to choose from: those that announced themselves (EIP-6963) by name. The nameless injected one is offered only
 * when none announced itself, and then only if there is one.
 */
export function walletOptions<W extends WalletOption>(
  connectors: readonly W[],
  demoId: string,
  hasInjected: boolean,
): readonly W[] {
  const announced = connectors.filter(({ id }) => id !== 'injected' && id !== demoId)
  if (announced.length > 0) return announced.toSorted((a, b) => a.name.localeCompare(b.name))
  return hasInjected ? connectors.filter(({ id }) => id === 'injected') : []
}
