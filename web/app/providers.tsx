'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Toaster } from 'sonner'
import { WagmiProvider, type Config } from 'wagmi'
import { ChainProvider } from '../components/market/chain-context.tsx'
import { MarketProvider } from '../components/market/market-context.tsx'
import { Button } from '../components/ui/button.tsx'
import { Problem } from '../components/ui/problem.tsx'
import { WalletDialogProvider } from '../features/wallet/wallet-dialog.tsx'
import { loadConfig, type PageConfig } from '../lib/config.ts'
import type { PageProblem } from '../lib/page-error.ts'
import { problemOf } from '../lib/problem-of.ts'
import { wagmiConfig } from '../lib/wagmi.ts'
import { FrameSkeleton, SiteFrame } from './site-frame.tsx'

type Start = { readonly config: PageConfig; readonly wagmi: Config }

const CONFIG_HREF = `${process.env['NEXT_PUBLIC_BASE_PATH'] ?? ''}/config.json`
const queries = new QueryClient({ defaultOptions: { queries: { retry: 1 } } })

/** Reads config.json, then gives wallet, chain and market to the page. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [start, setStart] = useState<Start>()
  const [problem, setProblem] = useState<PageProblem>()

  useEffect(() => {
    const stop = new AbortController()
    loadConfig(CONFIG_HREF, stop.signal)
      .then((config) => setStart({ config, wagmi: wagmiConfig(config) }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(problemOf(error))
      })
    return () => stop.abort()
  }, [])

  if (problem) {
    return (
      <FrameSkeleton>
        <Problem problem={problem} action={<Button onClick={() => location.reload()}>Load again</Button>} />
      </FrameSkeleton>
    )
  }
  if (!start) return <FrameSkeleton />
  return (
    <WagmiProvider config={start.wagmi}>
      <QueryClientProvider client={queries}>
        <MarketProvider value={start.config}>
          <ChainProvider>
            <WalletDialogProvider>
              <SiteFrame>{children}</SiteFrame>
            </WalletDialogProvider>
          </ChainProvider>
        </MarketProvider>
        <Toaster
          position="top-center"
          offset={84}
          toastOptions={{
            className: 'border-line! bg-surface! font-sans text-ink!',
            descriptionClassName: 'text-soft!',
          }}
        />
      </QueryClientProvider>
    </WagmiProvider>
  )
}
