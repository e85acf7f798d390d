'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../components/ui/icon.tsx'
import { Skeleton } from '../components/ui/card.tsx'
import { Wheel } from '../components/ui/wheel.tsx'
import { WalletButton } from '../features/wallet/wallet-button.tsx'
import { cn } from '../lib/cn.ts'
import { ChainNotice } from './chain-notice.tsx'
import { SiteFooter } from './site-footer.tsx'
import { ThemeButton } from './theme-button.tsx'

type Place = { readonly href: '/' | '/post/' | '/me/'; readonly name: string; readonly icon: IconName }

const PLACES: readonly Place[] = [
  { href: '/', name: 'Market', icon: 'market' },
  { href: '/post/', name: 'Post a job', icon: 'plus' },
  { href: '/me/', name: 'My things', icon: 'person' },
]

/** The page around every page: where one is, where one can go, and the wallet. */
export function SiteFrame({ children }: { readonly children: ReactNode }) {
  return (
    <Frame corner={<WalletButton />} foot={<SiteFooter />}>
      <ChainNotice />
      {children}
    </Frame>
  )
}

/** The same frame before the market is known, so that nothing jumps when it is; or around why it is not known. */
export function FrameSkeleton({ children }: { readonly children?: ReactNode }) {
  return (
    <Frame corner={children ? null : <Skeleton className="h-11 w-36 rounded-xl" />}>
      <h1 className="sr-only">Millrace</h1>
      {children ?? (
        <div role="status" aria-label="Loading the market">
          <Skeleton className="mt-4 h-12 w-3/4 max-w-xl" />
          <Skeleton className="mt-4 h-6 w-full max-w-2xl" />
          <Skeleton className="mt-10 h-64 w-full rounded-2xl" />
        </div>
      )}
    </Frame>
  )
}

function Frame({
  corner,
  foot,
  children,
}: {
  readonly corner: ReactNode
  readonly foot?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-xl bg-teal px-4 py-3 text-on-teal focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-30 border-b bg-paper/92 backdrop-blur">
        <div className="mx-auto flex h-16 max-w-6xl items-center gap-3 px-4 sm:px-6">
          <Link href="/" className="group flex min-h-11 items-center gap-2.5 text-teal">
            <Wheel className="size-8 transition-transform duration-700 group-hover:rotate-45" />
            <span className="text-xl font-bold tracking-tight text-ink max-[359px]:sr-only">Millrace</span>
          </Link>
          <nav aria-label="Main" className="ml-6 hidden gap-1 sm:flex">
            <Places
              look="flex min-h-11 items-center rounded-xl px-3.5 font-medium hover:bg-wash"
              here="bg-wash text-on-wash"
              elsewhere="text-soft"
            />
          </nav>
          <div className="ml-auto flex items-center gap-2">
            <ThemeButton />
            {corner}
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-16 outline-none sm:px-6 sm:pt-10"
      >
        {children}
      </main>
      {foot}
      <nav
        aria-label="Main, at the bottom"
        className="sticky bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
      >
        <div className="grid grid-cols-3">
          <Places
            icons
            look="flex min-h-16 flex-col items-center justify-center gap-1 text-sm font-medium"
            here="text-teal"
            elsewhere="text-soft"
          />
        </div>
      </nav>
    </div>
  )
}

type PlacesProps = {
  readonly look: string
  readonly here: string
  readonly elsewhere: string
  readonly icons?: boolean
}

function Places({ look, here, elsewhere, icons }: PlacesProps) {
  const path = usePathname()
  return PLACES.map(({ href, name, icon }) => {
    const current = path === href || `${path}/` === href
    return (
      <Link
        key={href}
        href={href}
        aria-current={current ? 'page' : undefined}
        className={cn(look, current ? here : elsewhere)}
      >
        {icons && <Icon name={icon} />}
        {name}
      </Link>
    )
  })
}
