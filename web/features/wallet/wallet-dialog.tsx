'use client'
import { useCallback, useState, type ReactNode } from 'react'
import { useConnect, useConnectors, type Connector } from 'wagmi'
import { ConnectProvider } from '../../components/market/connect-context.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { Wheel } from '../../components/ui/wheel.tsx'
import { DEMO_WALLET_ID } from '../../lib/demo-wallet.ts'
import { plainLine } from '../../lib/plain-text.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { walletOptions } from './model.ts'

/** Owns the wallet dialog, and lets every part of the page open it. */
export function WalletDialogProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const openWallets = useCallback(() => setOpen(true), [])
  return (
    <ConnectProvider value={openWallets}>
      {children}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Choose a wallet"
        description="It signs your orders. The keys of your own wallet never enter the page."
      >
        <WalletList onDone={() => setOpen(false)} />
      </Dialog>
    </ConnectProvider>
  )
}

function WalletList({ onDone }: { readonly onDone: () => void }) {
  const { chainId } = useMarket()
  const connectors = useConnectors()
  const connect = useConnect()
  const demo = connectors.find(({ id }) => id === DEMO_WALLET_ID)
  const others = walletOptions(connectors, DEMO_WALLET_ID, 'ethereum' in window)
  const waitingOn = connect.isPending ? connect.variables.connector : undefined
  const choose = (connector: Connector) => connect.mutate({ connector, chainId }, { onSuccess: onDone })

  return (
    <div className="space-y-3">
      {connect.error && <Problem problem={problemOf(connect.error)} />}
      {demo && (
        <WalletRow
          name="Take the demo wallet"
          note="Funded with test tokens. One click, nothing to install."
          picture={<Wheel className="size-9 text-teal" turning={waitingOn === demo} />}
          onClick={() => choose(demo)}
        />
      )}
      {others.map((connector) => (
        <WalletRow
          key={connector.uid}
          name={connector.id === 'injected' ? 'Browser wallet' : plainLine(connector.name)}
          note={waitingOn === connector ? 'Waiting for your answer in the wallet…' : 'In this browser'}
          picture={
            // The icon is a data URI by EIP-6963; anything else would tell a stranger who opened this list.
            connector.icon?.startsWith('data:image/') ? (
              <img src={connector.icon} alt="" className="size-9 rounded-lg" />
            ) : (
              <Icon name="wallet" className="size-9 text-teal" />
            )
          }
          onClick={() => choose(connector)}
        />
      ))}
      {others.length === 0 && (
        <p className="rounded-xl bg-sunken p-4 text-sm text-soft">
          {demo
            ? 'No wallet is installed in this browser: to begin, none is needed.'
            : 'No wallet is installed in this browser.'}{' '}
          Any wallet that follows EIP-6963 appears here by itself once it is installed.
        </p>
      )}
    </div>
  )
}

type WalletRowProps = {
  readonly name: string
  readonly note: string
  readonly picture: ReactNode
  readonly onClick: () => void
}

function WalletRow({ name, note, picture, onClick }: WalletRowProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-16 w-full items-center gap-4 rounded-2xl border border-edge px-4 py-3 text-left hover:bg-wash"
    >
      {picture}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{name}</span>
        <span className="block text-sm text-soft">{note}</span>
      </span>
      <Icon name="arrow" className="text-soft" />
    </button>
  )
}
