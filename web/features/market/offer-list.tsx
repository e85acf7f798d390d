'use client'
import Link from 'next/link'
import { useState } from 'react'
import { zeroAddress } from 'viem'
import { useChainTime } from '../../components/market/chain-context.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { useOffers } from '../../components/market/use-offers.ts'
import { useWallet } from '../../components/market/use-wallet.ts'
import { Badge } from '../../components/ui/badge.tsx'
import { buttonLook } from '../../components/ui/button.tsx'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { HexText } from '../../components/ui/hex.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { formatAmount, formatDuration } from '../../lib/format.ts'
import { plainLine } from '../../lib/plain-text.ts'
import { templates, typicalPlan, type TemplateId } from '../../lib/templates/templates.ts'
import { machineWords, rowsFor, type OfferRow } from './model.ts'

type Typical = Exclude<TemplateId, 'own'>

const CHOICES = templates.flatMap(({ id, name }) => (id === 'own' ? [] : [{ value: id, label: name }]))

/** Who offers what, seen from a job that one has in mind: what fits, what it would cost there, and why the rest does not fit. */
export function OfferList() {
  const market = useMarket()
  const wallet = useWallet()
  const offers = useOffers()
  const now = useChainTime()
  const [template, setTemplate] = useState<Typical>('picture')

  const account = 'address' in wallet ? wallet.address : zeroAddress
  const rows =
    offers && now !== undefined ? rowsFor(typicalPlan(template), market, account, offers.offers, now) : undefined
  const fits = rows?.filter(({ reasons }) => reasons.length === 0).length

  return (
    <section aria-labelledby="offers">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
        <div>
          <h2 id="offers" className="text-2xl">
            Offers
          </h2>
          <p className="mt-1 text-soft" role="status">
            {rows && fits !== undefined
              ? `${fits} of ${rows.length} fit the job in mind; what you see is what it would cost at most.`
              : 'Reading the offers from the chain…'}
          </p>
        </div>
        <Segmented label="The job in mind" value={template} options={CHOICES} onChange={setTemplate} />
      </div>
      {!rows && <OfferSkeleton />}
      {rows?.length === 0 && (
        <Empty title="No offers yet">As soon as a provider's agent publishes one, it appears here.</Empty>
      )}
      <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {rows?.map((row) => (
          <li key={row.published.provider}>
            <OfferCard row={row} template={template} />
          </li>
        ))}
      </ul>
      {offers !== undefined && offers.unreadable > 0 && (
        <p className="mt-3 text-sm text-soft">{offers.unreadable} more could not be read and are left out.</p>
      )}
    </section>
  )
}

function OfferCard({
  row: { published, price, reasons },
  template,
}: {
  readonly row: OfferRow
  readonly template: Typical
}) {
  const { token } = useMarket()
  const { provider, offer } = published
  const terms = offer.tokens.find((entry) => entry.token.toLowerCase() === token.address.toLowerCase())
  return (
    <Card className="flex h-full flex-col">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate text-lg">{plainLine(offer.name)}</h3>
          <p className="text-sm text-soft">
            <HexText value={provider} label="the provider's address" />
          </p>
        </div>
        <Badge tone={reasons.length === 0 ? 'good' : 'plain'}>{reasons.length === 0 ? 'Fits' : 'Does not fit'}</Badge>
      </div>
      <p className="mt-4 text-[0.95rem]">{machineWords(published)}</p>
      <p className="text-sm text-soft">runs of up to {formatDuration(offer.maxRunSeconds)}</p>
      {terms?.perBillionSteps !== undefined && (
        <p className="numbers text-sm text-soft">{formatAmount(terms.perBillionSteps, token)} per billion steps</p>
      )}
      <div className="mt-auto pt-5">
        {price === undefined ? (
          <ul className="text-sm text-soft">
            {reasons.map((reason) => (
              <li key={reason}>It {reason}.</li>
            ))}
          </ul>
        ) : (
          <div className="flex items-end justify-between gap-3">
            <p>
              <span className="block text-sm text-soft">this job, at most</span>
              <span className="numbers text-xl font-semibold">{formatAmount(price, token)}</span>
            </p>
            <Link href={`/post/?template=${template}`} className={buttonLook({ kind: 'quiet' })}>
              Post it
            </Link>
          </div>
        )}
      </div>
    </Card>
  )
}

function OfferSkeleton() {
  return (
    <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
      {[0, 1, 2].map((index) => (
        <Skeleton key={index} className="h-56 rounded-2xl" />
      ))}
    </div>
  )
}
