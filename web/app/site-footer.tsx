'use client'
import { useMarket } from '../components/market/market-context.tsx'
import { HexText } from '../components/ui/hex.tsx'

/** Which contracts this page talks to. */
export function SiteFooter() {
  const { chainName, chainId, escrow, verifier } = useMarket()
  return (
    <footer className="border-t bg-sunken">
      <dl className="mx-auto flex max-w-6xl flex-wrap gap-x-8 gap-y-2 px-4 py-6 text-sm text-soft sm:px-6">
        <Fact name="Chain">
          {chainName} ({chainId})
        </Fact>
        <Fact name="Escrow">
          <HexText value={escrow} label="the escrow's address" />
        </Fact>
        <Fact name="Verifier">
          <HexText value={verifier} label="the verifier's address" />
        </Fact>
        <Fact name="This page">holds no keys of yours and asks nobody but the chain and the content gateways</Fact>
      </dl>
    </footer>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <dt className="font-medium text-ink">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
