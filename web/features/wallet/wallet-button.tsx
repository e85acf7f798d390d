'use client'
import { assertNever } from '@millrace/sdk'
import { DropdownMenu as Menu } from 'radix-ui'
import { useConnection, useDisconnect } from 'wagmi'
import { useOpenWallets } from '../../components/market/connect-context.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { useSwitchToMarket, useWallet } from '../../components/market/use-wallet.ts'
import { toastProblem } from '../../components/toast-problem.ts'
import { Button, buttonLook } from '../../components/ui/button.tsx'
import { Skeleton } from '../../components/ui/card.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { DEMO_WALLET_ID } from '../../lib/demo-wallet.ts'
import { shortHex } from '../../lib/format.ts'
import { plainLine } from '../../lib/plain-text.ts'

const ITEM = 'flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 outline-none data-[highlighted]:bg-wash'

/** The wallet's corner of the header: connect, switch the chain, or who one is. */
export function WalletButton() {
  const { chainName } = useMarket()
  const connection = useConnection()
  const openWallets = useOpenWallets()
  const disconnect = useDisconnect()
  const { switchChain, switching } = useSwitchToMarket()
  const state = useWallet()

  switch (state.kind) {
    case 'settling':
      return <Skeleton className="h-11 w-36 rounded-xl" />
    case 'none':
      return <Button onClick={openWallets}>Connect</Button>
    case 'wrongChain':
      return (
        <Button kind="secondary" className="border-brick text-brick" busy={switching} onClick={switchChain}>
          <Icon name="warning" />
          <span className="max-sm:sr-only">Switch to {chainName}</span>
          <span aria-hidden className="sm:hidden">
            Switch
          </span>
        </Button>
      )
    case 'connected':
      return (
        <Menu.Root>
          <Menu.Trigger className={buttonLook({ kind: 'secondary', className: 'px-3 whitespace-nowrap sm:px-5' })}>
            <span aria-hidden className="size-2.5 rounded-full bg-moss" />
            <span className="sr-only">Wallet</span>
            <span className="font-mono text-sm">{shortHex(state.address, 4)}</span>
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Content
              align="end"
              sideOffset={8}
              className="z-50 min-w-64 rounded-2xl border bg-surface p-2 shadow-card"
            >
              <Menu.Label className="px-3 py-2 text-sm text-soft">
                {connection.connector?.id === DEMO_WALLET_ID
                  ? 'Demo wallet, on the local chain only'
                  : plainLine(connection.connector?.name ?? 'Your wallet')}
                <span className="block font-mono text-xs break-all text-ink">{state.address}</span>
              </Menu.Label>
              <Menu.Item
                className={ITEM}
                onSelect={() => void navigator.clipboard.writeText(state.address).catch(toastProblem)}
              >
                <Icon name="copy" /> Copy the address
              </Menu.Item>
              <Menu.Item className={ITEM} onSelect={openWallets}>
                <Icon name="wallet" /> Take another wallet
              </Menu.Item>
              <Menu.Item className={ITEM} onSelect={() => disconnect.mutate({})}>
                <Icon name="cross" /> Disconnect
              </Menu.Item>
            </Menu.Content>
          </Menu.Portal>
        </Menu.Root>
      )
    default:
      return assertNever(state)
  }
}
